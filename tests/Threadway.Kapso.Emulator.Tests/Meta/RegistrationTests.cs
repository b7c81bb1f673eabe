using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class RegistrationTests
{
    private const string Number = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}";

    private static Task<Reply> RegisterAsync(Lab lab, string pin = "123456") =>
        lab.PostAsync($"{Number}/register", $$"""{"messaging_product":"whatsapp","pin":"{{pin}}"}""");

    private static async Task<string> CodeAsync(Lab lab)
    {
        (await lab.PostAsync($"{Number}/request_code", """{"code_method":"SMS","language":"en_US"}""")).Ok();
        return (await lab.GetAsync($"/_emulator/phone-numbers/{KapsoEmulator.OperatorPhoneNumberId}/verification-code")).Text("code");
    }

    [Fact]
    public async Task A_number_that_was_taken_off_is_cut_off_and_must_be_proven_before_it_is_registered()
    {
        await using var lab = await Lab.StartAsync();

        await lab.PostAsync($"{Number}/deregister");
        var health = await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{KapsoEmulator.OperatorPhoneNumberId}/health");
        var early = await RegisterAsync(lab);

        Assert.Equal(("unhealthy", "DISCONNECTED"), (health.Text("status"), health.Text("checks.phone_number_connection.details.status")));
        Assert.Equal("133006", early.Text("error.code"));
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
    public async Task A_wrong_code_is_told_from_one_that_was_used()
    {
        await using var lab = await Lab.StartAsync();
        var code = await CodeAsync(lab);

        var wrong = await lab.PostAsync($"{Number}/verify_code", $$"""{"code":"{{(code == "000000" ? "000001" : "000000")}}"}""");
        (await lab.PostAsync($"{Number}/verify_code", $$"""{"code":"{{code}}"}""")).Ok();
        var again = await lab.PostAsync($"{Number}/verify_code", $$"""{"code":"{{code}}"}""");

        Assert.Equal("code is not the one that was sent", wrong.Text("error.error_data.details"));
        Assert.Equal("code: none was requested in the last 10 minutes", again.Text("error.error_data.details"));
    }

    [Fact]
    public async Task The_first_PIN_is_kept_and_five_wrong_guesses_lock_for_an_hour()
    {
        await using var lab = await Lab.StartAsync();
        (await RegisterAsync(lab, "135790")).Ok();

        for (var guess = 0; guess < 5; guess++)
            await RegisterAsync(lab, "000000");
        var locked = await RegisterAsync(lab, "135790");
        await lab.PostAsync("/_emulator/clock", """{"advance":"01:00:00"}""");
        var open = await RegisterAsync(lab, "135790");

        Assert.Equal((HttpStatusCode.BadRequest, "133008"), (locked.Status, locked.Text("error.code")));
        Assert.Equal(HttpStatusCode.OK, open.Status);
    }

    [Fact]
    public async Task Nobody_writes_to_a_number_that_is_not_registered()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PostAsync($"{Number}/deregister");

        var inbound = await lab.PostAsync("/_emulator/phones/573001234567/messages", $$"""{"phoneNumberId":"{{KapsoEmulator.OperatorPhoneNumberId}}","text":{"body":"Hi"} }""");

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
    public async Task A_coexistence_number_is_registered_in_the_app()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync("""{"connectionType":"coexistence"}""");

        var refused = await lab.PostAsync($"/meta/whatsapp/v24.0/{id}/deregister");

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
    }
}
