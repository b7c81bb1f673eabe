using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class DisplayNameTests
{
    private const string Number = $"/platform/v1/whatsapp/phone_numbers/{KapsoEmulator.OperatorPhoneNumberId}";
    private const string Requests = $"{Number}/display_name_requests";

    private static Task<Reply> AskAsync(Lab lab, string name) =>
        lab.PostAsync(Requests, $$"""{"display_name_request":{"new_display_name":"{{name}}"} }""");

    [Fact]
    public async Task A_name_is_reviewed_for_a_minute_and_then_shown()
    {
        await using var lab = await Lab.StartAsync();

        var asked = await AskAsync(lab, "Ana's bakery");
        var meanwhile = await lab.GetAsync(Number);
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:01:00"}""");
        var later = await lab.GetAsync($"{Requests}/{asked.Text("data.id")}");
        var number = await lab.GetAsync(Number);

        Assert.Equal("pending_review", asked.Text("data.status"));
        Assert.Equal(("Ana's bakery", "Operator"), (asked.Text("data.requested_display_name"), asked.Text("data.previous_display_name")));
        Assert.Equal("Operator", meanwhile.Text("data.verified_name"));
        Assert.Equal("applied", later.Text("data.status"));
        Assert.NotEmpty(later.Text("data.applied_at"));
        Assert.Equal(("Ana's bakery", "Ana's bakery"), (number.Text("data.verified_name"), number.Text("data.display_name")));
    }

    [Fact]
    public async Task Meta_declines_or_approves_at_once_when_it_is_told_to()
    {
        await using var lab = await Lab.StartAsync();
        var bad = (await AskAsync(lab, "The best in town")).Text("data.id");
        var good = (await AskAsync(lab, "Bakery")).Text("data.id");

        (await lab.PostAsync($"/_emulator/display-name-requests/{bad}/status", """{"status":"declined"}""")).Ok();
        (await lab.PostAsync($"/_emulator/display-name-requests/{good}/status", """{"status":"approved"}""")).Ok();
        var again = await lab.PostAsync($"/_emulator/display-name-requests/{bad}/status", """{"status":"approved"}""");
        await lab.PostAsync("/_emulator/clock", """{"advance":"01:00:00"}""");
        var declined = await lab.GetAsync($"{Requests}/{bad}");

        Assert.Equal(("declined", "100", "OAuthException"), (
            declined.Text("data.status"), declined.Text("data.meta_error_code"), declined.Text("data.meta_error_type")));
        Assert.Null(declined.At("data.applied_at"));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Equal("Bakery", (await lab.GetAsync(Number)).Text("data.verified_name"));
    }

    [Fact]
    public async Task Requests_are_listed_by_page()
    {
        await using var lab = await Lab.StartAsync();
        await AskAsync(lab, "One");
        await AskAsync(lab, "Two");

        var listed = await lab.GetAsync($"{Requests}?per_page=1");

        Assert.Single(listed.Data);
        Assert.Equal(("2", "2", "1", "1"), (
            listed.Headers["X-Total"], listed.Headers["X-Total-Pages"], listed.Headers["X-Per-Page"], listed.Headers["X-Page"]));
        Assert.Contains("rel=\"next\"", listed.Headers["Link"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_name_is_refused_in_one_sentence()
    {
        await using var lab = await Lab.StartAsync();

        var tooLong = await AskAsync(lab, new string('a', 257));
        var missing = await lab.PostAsync(Requests, """{"display_name_request":{}}""");
        var bare = await lab.PostAsync(Requests, """{"new_display_name":"A"}""");

        Assert.Equal("new_display_name has 257 characters, 256 at most", tooLong.Text("error"));
        Assert.Equal("new_display_name can't be blank", missing.Text("error"));
        Assert.Equal(HttpStatusCode.BadRequest, bare.Status);
    }
}
