using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Registration;

/// <summary>Numbers that register themselves at Meta.</summary>
[Contract("13.4")]
public class RegistrationTests(Target target)
{
    private const string RequestCode = """{"code_method":"SMS","language":"en_US"}""";

    private async Task<string> CodeAsync(string number) =>
        (await target.Control.GetAsync($"/phone-numbers/{number}/verification-code")).Is(200).Text("code");

    private Task<Reply> DoAsync(string number, string action, string body = "{}") => target.Proxy.PostAsync($"/{number}/{action}", body);

    [Fact]
    public async Task A_number_is_taken_off_proven_and_registered_again()
    {
        var (_, number) = await target.ConnectAsync();

        var off = await DoAsync(number, "deregister");
        var asked = await DoAsync(number, "request_code", RequestCode);
        var verified = await DoAsync(number, "verify_code", $$"""{"code":"{{await CodeAsync(number)}}"}""");
        var registered = await DoAsync(number, "register", """{"messaging_product":"whatsapp","pin":"482915","data_localization_region":"BR"}""");
        var sent = await (await target.ChatAsync(number)).SendTextAsync();

        sent.Fits(Shapes.Sent);
        Assert.All([off, asked, verified, registered], reply => Assert.True(reply.Fits(Shapes.Success)["success"]!.GetValue<bool>()));
    }

    [Fact, Contract("15")]
    public async Task A_number_that_is_not_registered_sends_and_reads_nothing()
    {
        var (_, number) = await target.ConnectAsync();
        var chat = await target.ChatAsync(number);
        var message = await chat.HearAsync("Read this");
        await DoAsync(number, "deregister");

        var sent = await chat.SendTextAsync();
        var read = await DoAsync(number, "messages", $$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{message}}"}""");
        var again = await DoAsync(number, "deregister");

        Assert.All([sent, read, again], answer => answer.IsE3(400, 133010));
    }

    [Fact]
    public async Task A_wrong_code_is_refused()
    {
        var (_, number) = await target.ConnectAsync();
        await DoAsync(number, "deregister");
        await DoAsync(number, "request_code", RequestCode);
        var code = await CodeAsync(number);

        var wrong = await DoAsync(number, "verify_code", $$"""{"code":"{{(code == "000000" ? "000001" : "000000")}}"}""");
        var right = await DoAsync(number, "verify_code", $$"""{"code":"{{code}}"}""");

        wrong.IsE3(400);
        right.Fits(Shapes.Success);
    }

    [Fact, Contract("4.6")]
    public async Task A_setup_link_registers_a_number_again()
    {
        var control = target.Control;
        var (customer, number) = await target.ConnectAsync();
        var display = (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number}")).Text("data.display_phone_number");
        await DoAsync(number, "deregister");
        var link = await target.LinkAsync(customer, $$"""{"reconnect_phone_number":"{{display}}"}""");

        (await control.PostAsync($"/setup-links/{link["id"]}/complete")).Is(200);

        var read = (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number}")).Data(Shapes.PhoneNumber);
        Assert.Equal("CONNECTED", read["status"]!.ToString());
        (await (await target.ChatAsync(number)).SendTextAsync()).Fits(Shapes.Sent);
    }

    [Fact, Contract("15")]
    public async Task A_wrong_pin_is_133005()
    {
        var (_, number) = await target.ConnectAsync();
        await DoAsync(number, "register", """{"messaging_product":"whatsapp","pin":"482915"}""");

        var answer = await DoAsync(number, "register", """{"messaging_product":"whatsapp","pin":"000000"}""");

        answer.IsE3(400, 133005);
    }

    [Theory]
    [InlineData("request_code", """{"code_method":"PIGEON","language":"en"}""")]
    [InlineData("request_code", """{"code_method":"SMS"}""")]
    [InlineData("request_code", """{"language":"en"}""")]
    [InlineData("verify_code", "{}")]
    [InlineData("register", """{"pin":"123456"}""")]
    [InlineData("register", """{"messaging_product":"whatsapp"}""")]
    [InlineData("register", """{"messaging_product":"whatsapp","pin":"12"}""")]
    public async Task A_wrong_request_is_refused(string action, string body)
    {
        var (_, number) = await target.ConnectAsync();

        var answer = await DoAsync(number, action, body);

        answer.IsE3(400);
    }
}
