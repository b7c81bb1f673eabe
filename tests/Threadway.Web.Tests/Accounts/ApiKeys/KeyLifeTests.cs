using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Accounts.ApiKeys;
using Threadway.Web.Tests.Connections.Reconciliation.Sweeping;

namespace Threadway.Web.Tests.Accounts.ApiKeys;

/// <summary>What becomes of a key in time; each app has a clock of its own.</summary>
public sealed class KeyLifeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_works_until_it_expires()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync(expiresAt: app.Time.GetUtcNow().AddHours(1));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync(key.Key));

        app.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync(key.Key));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        using var answer = await app.CallAsync(key.Key, browser: person.Browser);

        await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, "api_key_expired");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_where_it_was_revoked()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync();
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync(key.Key));

        using var revoked = await person.RevokeAsync(key.Id);
        using var answer = await app.CallAsync(key.Key, browser: person.Browser);

        await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, "api_key_revoked");
    }

    [Fact]
    public async Task A_key_that_was_revoked_on_another_node_is_refused_here_within_five_seconds()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var key = await (await app.SignInAsync()).MakeKeyAsync();
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync(key.Key));

        await RevokeElsewhereAsync(app, key.Id);
        app.Time.Advance(TimeSpan.FromSeconds(5));
        using var answer = await app.CallAsync(key.Key);

        await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, "api_key_revoked");
    }

    [Fact]
    public async Task A_stream_ends_with_the_key_that_opened_it()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var (key, other) = (await person.MakeKeyAsync(), await person.MakeKeyAsync());
        var ends = await OpenStreamAsync(app, key.Key);
        var stays = await OpenStreamAsync(app, other.Key);

        await RevokeElsewhereAsync(app, key.Id);
        app.Time.Advance(TimeSpan.FromSeconds(4));

        await Eventually.TrueAsync(() => Task.FromResult(ends.IsCompleted));
        Assert.False(stays.IsCompleted);
    }

    [Fact]
    public async Task The_last_use_is_noted_at_most_once_a_minute()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync();
        var begun = app.Time.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.StatusAsync(key.Key)));
        var first = Assert.Single(await person.KeysAsync()).LastUsedAt;
        app.Time.Advance(TimeSpan.FromSeconds(40));
        await app.StatusAsync(key.Key);
        var same = Assert.Single(await person.KeysAsync()).LastUsedAt;
        app.Time.Advance(TimeSpan.FromSeconds(30));
        await app.StatusAsync(key.Key);
        var later = Assert.Single(await person.KeysAsync()).LastUsedAt;

        Assert.InRange(first!.Value, begun.AddMilliseconds(-1), begun.AddSeconds(20));
        Assert.Equal(first, same);
        Assert.True(later >= first.Value.AddMinutes(1), $"{first} {later}");
    }

    [Fact]
    public async Task A_refused_call_is_no_use()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        var key = await person.MakeKeyAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync(ApiKeyText.Make(key.Id).Text));

        Assert.Null(Assert.Single(await person.KeysAsync()).LastUsedAt);
    }

    [Fact]
    public async Task A_typing_error_asks_the_database_nothing_and_a_good_key_asks_every_few_seconds()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var key = await (await app.SignInAsync()).MakeKeyAsync();
        using var statements = await Statements.OfAsync(app);

        await app.StatusAsync(key.Key[..^1] + (key.Key[^1] == '0' ? '1' : '0'));
        Assert.False(AskedForKeys());
        await app.StatusAsync(key.Key);
        Assert.True(AskedForKeys());
        statements.Texts.Clear();
        for (var n = 0; n < 3; n++) await app.StatusAsync(key.Key);
        Assert.False(AskedForKeys());
        app.Time.Advance(TimeSpan.FromSeconds(5));
        await app.StatusAsync(key.Key);
        Assert.True(AskedForKeys());

        bool AskedForKeys() => statements.Texts.Keys.Any(text => text.Contains("api_keys", StringComparison.Ordinal));
    }

    private static Task<int> RevokeElsewhereAsync(ThreadwayApp app, Guid id) => app.ReadAsync(db =>
        db.ApiKeys.Where(key => key.Id == id).ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, app.Time.GetUtcNow()), Stop));

    /// <summary>A stream of which something was read; what is returned ends when it does.</summary>
    private static async Task<Task> OpenStreamAsync(ThreadwayApp app, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/whatsapp/connection/events") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        var answer = await app.Anonymous().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        Assert.Equal("event: status", await lines.ReadLineAsync(Stop));
        return lines.ReadToEndAsync(Stop);
    }
}
