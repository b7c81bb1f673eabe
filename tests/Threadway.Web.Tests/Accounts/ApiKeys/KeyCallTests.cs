using System.Net;
using System.Net.Http.Json;
using Threadway.Web.Accounts.ApiKeys;

namespace Threadway.Web.Tests.Accounts.ApiKeys;

/// <summary>Who a call is from: the key's user where it brings one, and else the cookie's.</summary>
public sealed class KeyCallTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_sees_what_its_user_sees()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var key = await person.MakeKeyAsync();

        using var answer = await app.CallAsync(key.Key);

        Assert.Equal(number, Assert.Single((await answer.Content.ReadFromJsonAsync<ShownConnection[]>(Answers.OfApp, Stop))!).PhoneNumberId);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Of_a_key_and_a_cookie_the_key_alone_counts()
    {
        var (keys, cookies) = (await app.SignInAsync(), await app.SignInAsync());
        var number = await cookies.ConnectAsync();
        var key = await keys.MakeKeyAsync();

        using var answer = await app.CallAsync(key.Key, browser: cookies.Browser);

        Assert.DoesNotContain(number, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(number, Assert.Single(await cookies.ConnectionsAsync()).PhoneNumberId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("tw_")]
    [InlineData("tw_0192f0c1a2b37c4d8e5f60718293a4b5_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg00000000")]
    public async Task What_is_no_key_is_refused_whatever_cookie_comes_too(string key)
    {
        var person = await app.SignInAsync();

        using var answer = await app.CallAsync(key, browser: person.Browser);

        await RefusedAsync(answer, "api_key_malformed");
    }

    [Theory]
    [InlineData("bearer {0}", null)]
    [InlineData("BEARER   {0} ", null)]
    [InlineData("Bearer{0}", "not_signed_in")]
    [InlineData("Basic {0}", "not_signed_in")]
    [InlineData("Bearer", "api_key_malformed")]
    [InlineData("Bearer \"{0}\"", "api_key_malformed")]
    [InlineData("Bearer {0}, Bearer {0}", "api_key_malformed")]
    public async Task A_key_is_what_follows_Bearer(string header, string? code)
    {
        var key = await (await app.SignInAsync()).MakeKeyAsync();

        using var answer = await app.CallAsync(null, headers: ("Authorization", header.Replace("{0}", key.Key, StringComparison.Ordinal)));

        if (code is null) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        else await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, code);
    }

    [Fact]
    public async Task An_unknown_id_and_a_wrong_secret_have_the_same_answer()
    {
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync();

        using var unknown = await app.CallAsync(ApiKeyText.Make(Guid.CreateVersion7()).Text, browser: person.Browser);
        using var wrong = await app.CallAsync(ApiKeyText.Make(key.Id).Text, browser: person.Browser);

        await RefusedAsync(unknown, "api_key_unknown");
        await RefusedAsync(wrong, "api_key_unknown");
        Assert.Equal(await Expect.ShapeAsync(unknown), await Expect.ShapeAsync(wrong));
    }

    [Fact]
    public async Task Who_has_the_id_of_a_revoked_key_and_not_its_secret_is_not_told_that_it_was_revoked()
    {
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync();
        using var revoked = await person.RevokeAsync(key.Id);

        using var answer = await app.CallAsync(ApiKeyText.Make(key.Id).Text);

        await RefusedAsync(answer, "api_key_unknown");
    }

    [Fact]
    public async Task A_bad_key_is_refused_by_calls_that_are_open_to_everybody_too()
    {
        using var answer = await app.CallAsync("nonsense", "/api/auth/code", HttpMethod.Post);
        using var nowhere = await app.CallAsync("nonsense", "/api/nowhere");

        await RefusedAsync(answer, "api_key_malformed");
        await RefusedAsync(nowhere, "api_key_malformed");
    }

    [Fact]
    public async Task A_program_that_takes_HTML_is_told_in_JSON()
    {
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync(["messages:read"]);

        using var bad = await app.CallAsync("nonsense", headers: ("Accept", "text/html"));
        using var scope = await app.CallAsync(key.Key, headers: ("Accept", "text/html"));

        await RefusedAsync(bad, "api_key_malformed");
        await Expect.ProblemAsync(scope, HttpStatusCode.Forbidden, "scope_missing");
    }

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/settings/keys")]
    public async Task A_key_opens_no_page(string page)
    {
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync(KeySteps.AllScopes);

        using var alone = await app.CallAsync(key.Key, page);
        using var circuit = await app.CallAsync(key.Key, "/_blazor/negotiate?negotiateVersion=1", HttpMethod.Post);
        using var withCookie = await app.CallAsync("nonsense", page, browser: person.Browser);

        Assert.Equal(HttpStatusCode.Redirect, alone.StatusCode);
        Assert.StartsWith("/sign-in", alone.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.False(alone.Headers.Contains("Set-Cookie"));
        // Pages know no keys, so a bad one takes nothing from a session either.
        Assert.Equal(HttpStatusCode.OK, withCookie.StatusCode);
    }

    [Fact]
    public async Task A_call_with_a_key_may_come_from_anywhere_and_no_other_site_may_read_the_answer()
    {
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync(["connections:write"]);
        (string, string)[] elsewhere = [("Origin", "https://elsewhere.example"), ("Sec-Fetch-Site", "cross-site")];

        using var changed = await app.CallAsync(key.Key, $"{KeySteps.ReadPath}/123", HttpMethod.Delete, headers: elsewhere);
        using var asked = await app.CallAsync(null, KeySteps.ReadPath, HttpMethod.Options, headers: [.. elsewhere, ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization")]);

        await Expect.ProblemAsync(changed, HttpStatusCode.NotFound, "connection_not_found");
        Assert.DoesNotContain(changed.Headers.Concat(asked.Headers), header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_key_reaches_the_log()
    {
        await using var app = await ThreadwayApp.StartAsync(
            ("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft.AspNetCore", "Debug"), ("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Debug"));
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync();
        var wrong = ApiKeyText.Make(key.Id).Text;
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync(key.Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync(wrong));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync(key.Key[..^1]));
        using var revoked = await person.RevokeAsync(key.Id);

        var lines = app.Logs.GetSnapshot().Select(record => $"{record.Message} {record.Exception}").ToList();

        Assert.Contains(lines, line => line.Contains("/api/whatsapp/connections", StringComparison.Ordinal));
        foreach (var secret in (string[])[key.Key.Split('_')[2][..43], wrong.Split('_')[2][..43]])
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, string code)
    {
        await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, code);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.False(answer.Headers.Contains("RateLimit"));
    }
}
