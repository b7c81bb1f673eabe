using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class RegistrationTests
{
    private const string Number = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}";
    private const string Hello = """
        {"messaging_product":"whatsapp","to":"573001234567","type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}
        """;

    private static Task<Reply> RegisterAsync(Lab lab, string pin = "123456") =>
        lab.PostAsync($"{Number}/register", $$"""{"messaging_product":"whatsapp","pin":"{{pin}}"}""");

    private static async Task<string> CodeAsync(Lab lab)
    {
        (await lab.PostAsync($"{Number}/request_code", """{"code_method":"SMS","language":"en_US"}""")).Ok();
        return (await lab.GetAsync($"/_emulator/phone-numbers/{KapsoEmulator.OperatorPhoneNumberId}/verification-code")).Text("code");
    }

    [Fact]
    public async Task A_number_walks_the_whole_way_from_deregistered_to_sending()
    {
        await using var lab = await Lab.StartAsync();

        var left = await lab.PostAsync($"{Number}/deregister");
        var silent = await lab.PostAsync($"{Number}/messages", Hello);
        var health = await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{KapsoEmulator.OperatorPhoneNumberId}/health");
        var early = await RegisterAsync(lab);
        var code = await CodeAsync(lab);
        var verified = await lab.PostAsync($"{Number}/verify_code", $$"""{"code":"{{code}}"}""");
        var registered = await RegisterAsync(lab);
        var sent = await lab.PostAsync($"{Number}/messages", Hello);

        Assert.Equal("""{"success":true}""", left.Content);
        Assert.Equal((HttpStatusCode.BadRequest, "133010"), (silent.Status, silent.Text("error.code")));
        Assert.Equal(("unhealthy", "DISCONNECTED"), (health.Text("status"), health.Text("checks.phone_number_connection.details.status")));
        Assert.Equal("133006", early.Text("error.code"));
        Assert.Equal(("""{"success":true}""", """{"success":true}"""), (verified.Content, registered.Content));
        Assert.Equal(HttpStatusCode.OK, sent.Status);
    }

    [Fact]
    public async Task The_code_shows_on_the_phone_of_the_number_while_it_is_good()
    {
        await using var lab = await Lab.StartAsync();

        var code = await CodeAsync(lab);
        var screen = await lab.GetAsync("/phones/%2B15550000001/screen");
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:10:00"}""");
        var late = await lab.PostAsync($"{Number}/verify_code", $$"""{"code":"{{code}}"}""");
        var gone = await lab.GetAsync("/phones/%2B15550000001/screen");

        Assert.Matches("^[0-9]{6}$", code);
        Assert.Contains(code, screen.Content, StringComparison.Ordinal);
        Assert.Equal("100", late.Text("error.code"));
        Assert.DoesNotContain(code, gone.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_a_used_one_too()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PostAsync($"{Number}/deregister");
        var code = await CodeAsync(lab);

        var wrong = await lab.PostAsync($"{Number}/verify_code", $$"""{"code":"{{(code == "000000" ? "000001" : "000000")}}"}""");
        var right = await lab.PostAsync($"{Number}/verify_code", $$"""{"code":"{{code}}"}""");
        var again = await lab.PostAsync($"{Number}/verify_code", $$"""{"code":"{{code}}"}""");

        Assert.Equal(("100", "code is not the one that was sent"), (wrong.Text("error.code"), wrong.Text("error.error_data.details")));
        Assert.Equal(HttpStatusCode.OK, right.Status);
        Assert.Equal("100", again.Text("error.code"));
    }

    [Fact]
    public async Task The_first_PIN_is_kept_and_five_wrong_guesses_lock_for_an_hour()
    {
        await using var lab = await Lab.StartAsync();
        (await RegisterAsync(lab, "135790")).Ok();

        var codes = new List<string>();
        for (var guess = 0; guess < 5; guess++)
            codes.Add((await RegisterAsync(lab, "000000")).Text("error.code"));
        var locked = await RegisterAsync(lab, "135790");
        await lab.PostAsync("/_emulator/clock", """{"advance":"01:00:00"}""");
        var open = await RegisterAsync(lab, "135790");

        Assert.All(codes, code => Assert.Equal("133005", code));
        Assert.Equal((HttpStatusCode.BadRequest, "133008"), (locked.Status, locked.Text("error.code")));
        Assert.Equal(HttpStatusCode.OK, open.Status);
    }

    [Fact]
    public async Task A_number_that_is_not_registered_reads_and_deregisters_nothing()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PostAsync($"{Number}/deregister");

        var again = await lab.PostAsync($"{Number}/deregister");
        var read = await lab.PostAsync($"{Number}/messages", """{"messaging_product":"whatsapp","status":"read","message_id":"wamid.x"}""");
        var inbound = await lab.PostAsync("/_emulator/phones/573001234567/messages", $$"""{"phoneNumberId":"{{KapsoEmulator.OperatorPhoneNumberId}}","text":{"body":"Hi"} }""");

        Assert.Equal(("133010", "133010"), (again.Text("error.code"), read.Text("error.code")));
        Assert.Equal(HttpStatusCode.Conflict, inbound.Status);
    }

    [Theory]
    [InlineData("request_code", """{"code_method":"MAIL","language":"en"}""", "code_method")]
    [InlineData("request_code", """{"language":"en"}""", "code_method")]
    [InlineData("request_code", """{"code_method":"VOICE"}""", "language")]
    [InlineData("request_code", """{"code_method":"VOICE","language":"en_US\nX"}""", "language")]
    [InlineData("verify_code", """{}""", "code")]
    [InlineData("verify_code", """{"code":123456}""", "code")]
    [InlineData("register", """{"pin":"123456"}""", "messaging_product")]
    [InlineData("register", """{"messaging_product":"whatsapp"}""", "pin")]
    [InlineData("register", """{"messaging_product":"whatsapp","pin":"12345"}""", "pin")]
    [InlineData("register", """{"messaging_product":"whatsapp","pin":"12345٦"}""", "pin")]
    [InlineData("register", """{"messaging_product":"whatsapp","pin":"123456","data_localization_region":"Germany"}""", "data_localization_region")]
    public async Task A_wrong_field_is_error_100_that_names_it(string call, string body, string field)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync($"{Number}/{call}", body);

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
        Assert.StartsWith(field, refused.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coexistence_number_is_registered_in_the_app_and_an_unknown_one_is_404()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync("""{"connectionType":"coexistence"}""");

        var coexistence = await lab.PostAsync($"/meta/whatsapp/v24.0/{id}/deregister");
        var unknown = await lab.PostAsync("/meta/whatsapp/v24.0/1/deregister");

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (coexistence.Status, coexistence.Text("error.code")));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Fact]
    public async Task A_reconnect_by_setup_link_registers_the_number_again()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, id) = await lab.ConnectAsync("""{"connectionType":"dedicated","displayPhoneNumber":"+34 600 11 22 33"}""");
        (await lab.PostAsync($"/meta/whatsapp/v24.0/{id}/deregister")).Ok();
        var link = await lab.LinkAsync(customer, """{"reconnect_phone_number":"34600112233"}""");

        (await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete")).Ok();

        Assert.Equal("CONNECTED", (await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{id}")).Text("data.status"));
    }
}
