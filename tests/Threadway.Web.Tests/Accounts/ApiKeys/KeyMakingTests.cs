using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Tests.Accounts.ApiKeys;

public sealed class KeyMakingTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_key_is_shown_once_and_only_its_hash_is_kept()
    {
        var person = await app.SignInAsync();
        var expiresAt = app.Time.GetUtcNow().AddDays(30);

        using var answer = await person.AskForKeyAsync("  Online shop\u200B ", ["connections:read", "messages:send"], expiresAt);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var made = (await answer.Content.ReadFromJsonAsync<ShownKey>(Answers.OfApp, Stop))!;
        Assert.Equal($"/api/keys/{made.Id}", answer.Headers.Location?.ToString());
        Assert.Equal("Online shop", made.Name);
        Assert.Equal(["messages:send", "connections:read"], made.Scopes);
        Assert.Equal(expiresAt, made.ExpiresAt);

        var listed = Assert.Single(await person.KeysAsync());
        Assert.Equal((made.Id, made.Name), (listed.Id, listed.Name));
        Assert.Equal((null, null), (listed.LastUsedAt, listed.RevokedAt));
        var list = await person.Browser.GetStringAsync("/api/keys", Stop);
        var secret = made.Key.Split('_')[2];
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        var row = await app.ReadAsync(db => db.ApiKeys.SingleAsync(key => key.Id == made.Id, Stop));
        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(secret[..43])), row.SecretHash);
    }

    [Fact]
    public async Task Keys_are_listed_with_the_newest_first_and_nobody_sees_anothers()
    {
        var (person, other) = (await app.SignInAsync(), await app.SignInAsync());
        await person.MakeKeyAsync(name: "One");
        await person.MakeKeyAsync(name: "Two");

        Assert.Equal(["Two", "One"], (await person.KeysAsync()).Select(key => key.Name));
        Assert.Empty(await other.KeysAsync());
    }

    public static TheoryData<string, string?, string[]?, string?> Wrong => new()
    {
        { "name", null, ["messages:send"], null },
        { "name", " \u200B\u202E ", ["messages:send"], null },
        { "name", new string('x', 101), ["messages:send"], null },
        { "scopes", "Shop", null, null },
        { "scopes", "Shop", [], null },
        { "scopes", "Shop", ["messages:delete"], null },
        { "scopes", "Shop", ["messages:send", "messages:send"], null },
        { "expiresAt", "Shop", ["messages:send"], "2020-01-01T00:00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_with_a_wish_for_a_key_is_named(string field, string? name, string[]? scopes, string? expiresAt)
    {
        var person = await app.SignInAsync();

        using var answer = await person.Browser.PostAsJsonAsync("/api/keys", new { name, scopes, expiresAt }, Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid_request", field);
        Assert.Empty(await person.KeysAsync());
    }

    [Theory]
    [InlineData("Panadería María 🥐", "Panadería María 🥐")]
    [InlineData("👩‍🍳", "👩‍🍳")]
    [InlineData("Cafe\u0301", "Cafe\u0301")]
    [InlineData("ร้าน", "ร้าน")]
    [InlineData("\u202Etxt\u202C\tshop\u200D", "txt shop")]
    public async Task A_name_stays_as_it_was_written_but_for_what_nobody_sees(string written, string kept) =>
        Assert.Equal(kept, (await (await app.SignInAsync()).MakeKeyAsync(name: written)).Name);

    [Fact]
    public async Task Without_a_session_there_are_no_keys()
    {
        using var listed = await app.Anonymous().GetAsync(new Uri("/api/keys", UriKind.Relative), Stop);
        using var made = await app.Anonymous().PostAsJsonAsync("/api/keys", new { name = "Shop", scopes = KeySteps.AllScopes }, Stop);

        await Expect.ProblemAsync(listed, HttpStatusCode.Unauthorized, "not_signed_in");
        await Expect.ProblemAsync(made, HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task A_key_makes_lists_and_revokes_no_keys()
    {
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync(KeySteps.AllScopes);

        using var made = await app.CallAsync(key.Key, "/api/keys", HttpMethod.Post, person.Browser);
        using var listed = await app.CallAsync(key.Key, "/api/keys", browser: person.Browser);
        using var revoked = await app.CallAsync(key.Key, $"/api/keys/{key.Id}", HttpMethod.Delete, person.Browser);

        foreach (var answer in (HttpResponseMessage[])[made, listed, revoked]) await Expect.ProblemAsync(answer, HttpStatusCode.Forbidden, "session_required");
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync(key.Key));
    }

    [Fact]
    public async Task Keys_are_made_from_our_own_pages_alone()
    {
        var person = await app.SignInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/keys") { Content = JsonContent.Create(new { name = "Shop", scopes = KeySteps.AllScopes }) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await person.Browser.SendAsync(request, Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.Forbidden, "cross_origin_request");
    }

    [Fact]
    public async Task A_revoked_key_stays_revoked_and_nobody_revokes_anothers()
    {
        var (person, other) = (await app.SignInAsync(), await app.SignInAsync());
        var key = await person.MakeKeyAsync();

        using var foreign = await other.RevokeAsync(key.Id);
        using var first = await person.RevokeAsync(key.Id);
        var revokedAt = Assert.Single(await person.KeysAsync()).RevokedAt;
        using var again = await person.RevokeAsync(Uri.EscapeDataString($"\u2068{key.Id}\u2069"));
        using var unknown = await person.RevokeAsync(Guid.CreateVersion7());
        using var nonsense = await person.RevokeAsync("nonsense");

        await Expect.ProblemAsync(foreign, HttpStatusCode.NotFound, "api_key_not_found");
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NoContent], [first.StatusCode, again.StatusCode]);
        Assert.NotNull(revokedAt);
        Assert.Equal(revokedAt, Assert.Single(await person.KeysAsync()).RevokedAt);
        await Expect.ProblemAsync(unknown, HttpStatusCode.NotFound, "api_key_not_found");
        await Expect.ProblemAsync(nonsense, HttpStatusCode.NotFound, "api_key_not_found");
    }

    [Fact]
    public async Task Making_and_revoking_are_written_down_once_each()
    {
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync();
        using var first = await person.RevokeAsync(key.Id);
        using var again = await person.RevokeAsync(key.Id);

        var entries = (await app.AuditAsync()).Where(entry => entry.Detail?.Contains(key.Id.ToString(), StringComparison.Ordinal) == true).OrderBy(entry => entry.At).ToList();

        Assert.Equal(["api_key_created", "api_key_revoked"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.NotNull(entry.RemoteAddress));
        Assert.DoesNotContain(entries, entry => entry.Detail!.Contains(key.Key.Split('_')[2], StringComparison.Ordinal));
    }
}
