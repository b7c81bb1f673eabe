using System.Data.Common;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Threadway.Web.Data.Sqlite;

namespace Threadway.Web.Tests.Webhooks;

/// <summary>Intake where the database cannot take what comes, or not as fast as it comes.</summary>
public sealed class WebhookIntakeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The bodies alone are more than may wait while nothing can be stored.</summary>
    [Fact]
    public async Task A_full_inbox_is_answered_503_and_loses_nothing()
    {
        await using var app = await ThreadwayApp.StartAsync();
        using var kapso = app.Anonymous();
        var bodies = Enumerable.Range(0, 80).Select(LargeMessage).ToList();
        var hold = await HoldAsync(app);

        var answering = bodies.Select((body, message) => kapso.DeliverAsync(Signed.MessageReceived, body, $"{message}")).ToList();
        var refused = await await Task.WhenAny(answering);
        await hold.DisposeAsync();
        var answers = await Task.WhenAll(answering);

        await Expect.ProblemAsync(refused, HttpStatusCode.ServiceUnavailable, "webhook_not_stored");
        Assert.NotNull(refused.Headers.RetryAfter);
        var stored = answers.Count(answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable));
        Assert.InRange(stored, 1, 79);
        Assert.Equal(stored, await app.ReadAsync(db => db.WebhookEvents.CountAsync(Stop)));
        var again = await Task.WhenAll(bodies.Select((body, message) => kapso.DeliverAsync(Signed.MessageReceived, body, $"{message}")).Take(40));
        Assert.All(again, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Without_room_a_delivery_is_answered_503_and_stored_when_there_is_room_again()
    {
        await using var app = await ThreadwayApp.StartAsync();
        using var kapso = app.Anonymous();
        using var before = await kapso.DeliverMessageAsync("1", 0);
        var body = LargeMessage(1);
        await LimitToItsSizeAsync(app);

        using var refused = await kapso.DeliverAsync(Signed.MessageReceived, body, "large");
        using var again = await kapso.DeliverAsync(Signed.MessageReceived, body, "large");
        using var repeated = await kapso.DeliverAsync(Signed.MessageReceived, body, "large");

        await Expect.ProblemAsync(refused, HttpStatusCode.ServiceUnavailable, "webhook_not_stored");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (again.StatusCode, repeated.StatusCode));
        await Eventually.HoldsAsync(app.EventsAsync, events => events.Count == 2 && events.TrueForAll(e => e.ProcessedAt is not null));
    }

    [Fact]
    public async Task What_comes_while_there_is_no_room_is_refused_as_long_and_none_of_it_counts_as_known()
    {
        await using var app = await ThreadwayApp.StartAsync();
        using var kapso = app.Anonymous();
        using var before = await kapso.DeliverMessageAsync("1", 0);
        var bodies = Enumerable.Range(0, 8).Select(LargeMessage).ToList();
        await LimitToItsSizeAsync(app);

        var refused = await Task.WhenAll(bodies.Select((body, message) => kapso.DeliverAsync(Signed.MessageReceived, body, $"{message}")));
        foreach (var (message, answer) in refused.Index().Where(one => one.Item.StatusCode != HttpStatusCode.OK))
        {
            using var again = await kapso.DeliverAsync(Signed.MessageReceived, bodies[message], $"{message}");
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        }

        Assert.Contains(refused, answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(9, (await app.EventsAsync()).Count);
    }

    private static byte[] LargeMessage(int message)
    {
        var text = new string((char)('a' + (message % 26)), 1_000_000);
        return System.Text.Encoding.UTF8.GetBytes($$"""{"phone_number_id":"{{message}}","text":"{{text}}"}""");
    }

    /// <summary>There is no room for one more, once: SQLite's writer may not make the file larger until its connection is another, and PostgreSQL's disk is full.</summary>
    private static async Task LimitToItsSizeAsync(ThreadwayApp app)
    {
        if (app.Services.GetService<SqliteWriter>() is { } writer)
        {
            await writer.RunAsync(db =>
            {
                db.Execute("PRAGMA max_page_count = 1");
                return true;
            });
            return;
        }

        // What a sequence has counted stays counted when all else is undone.
        await app.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            CREATE SEQUENCE tries;
            CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN IF nextval('tries') = 1 THEN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END IF; RETURN NULL; END $$;
            CREATE TRIGGER no_room BEFORE INSERT ON webhook_events FOR EACH STATEMENT EXECUTE FUNCTION no_room();
            """,
            Stop));
    }

    /// <summary>Somebody else writes, and takes his time.</summary>
    private static async Task<IAsyncDisposable> HoldAsync(ThreadwayApp app)
    {
        var (isSqlite, address) = await app.ReadAsync(db => Task.FromResult((db.Database.IsSqlite(), db.Database.GetConnectionString()!)));
        DbConnection connection = isSqlite ? new SqliteConnection(address) : new NpgsqlConnection(address);
        await connection.OpenAsync(Stop);
        var transaction = await connection.BeginTransactionAsync(Stop);
        if (isSqlite) return connection;

        await using var hold = connection.CreateCommand();
        (hold.Transaction, hold.CommandText) = (transaction, "LOCK TABLE webhook_keys");
        await hold.ExecuteNonQueryAsync(Stop);
        return connection;
    }
}
