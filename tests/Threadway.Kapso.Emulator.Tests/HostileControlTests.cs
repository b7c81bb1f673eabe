using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests;

/// <summary>The control API and the pages ask for no key: whatever they are given, the emulator goes on as before.</summary>
public class HostileControlTests
{
    private const string Phone = "/_emulator/phones/573001234567";

    [Theory]
    [InlineData("failures", "[null]")]
    [InlineData("failures", """[{"status":9}]""")]
    [InlineData("failures", """[{"status":500,"delayMs":-1}]""")]
    [InlineData("failures", """[{"status":429,"retryAfterSeconds":-1}]""")]
    [InlineData("failures", """[{"status":500,"times":0}]""")]
    [InlineData("failures", """[{"method":"\ud800"}]""")]
    [InlineData("delivery-rules", "[null]")]
    [InlineData("delivery-rules", """[{"duplicate":2000000000}]""")]
    [InlineData("delivery-rules", """[{"delayMs":-1}]""")]
    [InlineData("delivery-rules", "{}")]
    public async Task A_rule_that_cannot_be_followed_is_refused(string rules, string body)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PutAsync($"/_emulator/{rules}", body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotEmpty(refused.Text("error"));
        Assert.Equal("[]", (await lab.GetAsync($"/_emulator/{rules}")).Content);
    }

    [Theory]
    [InlineData("""{"text":{"body":null}}""")]
    [InlineData("""{"text":{"body":"\ud800"}}""")]
    [InlineData("""{"text":{"body":"a","body":"b"}}""")]
    [InlineData("""{"type":"location","location":{"latitude":1e999,"longitude":0}}""")]
    [InlineData("""{"type":"location","location":{"latitude":0,"longitude":181}}""")]
    [InlineData("""{"type":"contacts","contacts":["Ana"]}""")]
    [InlineData("""{"type":"contacts","contacts":[{"name":"Ana"}]}""")]
    [InlineData("""{"type":"contacts","contacts":[{"name":{"formatted_name":"\udfff"}}]}""")]
    [InlineData("""{"type":"media","media":{"mimeType":null,"base64":"YWJj"}}""")]
    public async Task What_cannot_be_shown_again_is_not_written(string fields)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync($"{Phone}/messages", $$"""{"phoneNumberId":"{{KapsoEmulator.OperatorPhoneNumberId}}",{{fields[1..]}}""");

        Assert.True(refused.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{refused.Status}: {refused.Content}");
        Assert.Empty((await lab.GetAsync("/platform/v1/whatsapp/messages")).Ok().Data);
        (await lab.GetAsync("/phones/573001234567")).Ok();
    }

    [Fact]
    public async Task A_contact_card_of_any_inside_is_shown()
    {
        await using var lab = await Lab.StartAsync();

        (await lab.PostAsync($"{Phone}/messages", $$"""
            {"phoneNumberId":"{{KapsoEmulator.OperatorPhoneNumberId}}","type":"contacts","contacts":[{"name":{"formatted_name":"Ana"},"phones":["x",{"phone":["y"]}],"emails":"z"}]}
            """)).Ok();

        Assert.Contains("Ana", (await lab.GetAsync("/phones/573001234567")).Ok().Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_does_not_leave_the_calendar()
    {
        await using var lab = await Lab.StartAsync();

        await lab.PostAsync("/_emulator/clock", """{"advance":"999999.00:00:00"}""");
        await lab.PostAsync("/_emulator/clock", """{"advance":"999999.00:00:00"}""");
        var beyond = await lab.PostAsync("/_emulator/clock", """{"advance":"999999.00:00:00"}""");

        Assert.Equal(HttpStatusCode.BadRequest, beyond.Status);
        (await lab.GetAsync("/")).Ok();
        await lab.CustomerAsync();
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task A_failure_whose_status_has_no_body_goes_out_without_one(int status)
    {
        await using var lab = await Lab.StartAsync();
        (await lab.PutAsync("/_emulator/failures", $$"""[{"status":{{status}},"times":1}]""")).Ok();

        var failed = await lab.GetAsync("/platform/v1/customers");

        Assert.Equal((status, ""), ((int)failed.Status, failed.Content));
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.NoContent)]
    [InlineData("same-origin", HttpStatusCode.NoContent)]
    [InlineData("none", HttpStatusCode.NoContent)]
    public async Task A_page_of_another_site_changes_nothing(string site, HttpStatusCode status)
    {
        await using var lab = await Lab.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_emulator/reset");
        request.Headers.Add("Sec-Fetch-Site", site);

        using var response = await lab.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }
}
