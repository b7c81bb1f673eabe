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

        Assert.All([off, asked, verified, registered], reply => Assert.True(reply.Fits(Shapes.Success)["success"]!.GetValue<bool>()));
    }

    [Fact, Contract("15")]
    public async Task A_number_that_is_not_registered_sends_nothing()
    {
        var (_, number) = await target.ConnectAsync();
        var chat = await target.ChatAsync(number);
        await DoAsync(number, "deregister");

        var answer = await chat.SendTextAsync();

        answer.IsE3(400, 133010);
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
