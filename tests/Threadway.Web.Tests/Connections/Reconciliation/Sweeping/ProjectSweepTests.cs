using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation.Sweeping;

namespace Threadway.Web.Tests.Connections.Reconciliation.Sweeping;

/// <summary>One round over the whole project, by pages.</summary>
public sealed class ProjectSweepTests
{
    private static readonly TimeSpan Silent = TimeSpan.FromMinutes(11);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_numbers_cost_a_round_of_at_most_110_requests_and_a_bounded_memory_and_one_change_among_them_is_noticed()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 1000, numbersEach: 10));
        var held = await app.HoldAllAsync(Silent);
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        await app.Kapso.RevokeAsync(Project.NumberId(7_654));
        using var statements = await Statements.OfAsync(app);
        var before = await app.LastRequestAfterStartAsync();

        await app.SweepAsync();

        Assert.InRange(app.Kapso.LastRequestId - before, 100, 110);
        // No list in the database and none of Kapso's is ever in memory but a page of it.
        Assert.InRange(statements.RowsRead.Max(), 100, 201);
        var rows = await app.ReadAsync(db => db.Connections.AsNoTracking().ToListAsync(Stop));
        Assert.Equal(10_000, rows.Count(row => row.ReadAt > held));
        var changed = Assert.Single(rows, row => row.Version > 0);
        Assert.Equal((Project.NumberId(7_654), ConnectionStatus.NeedsReconnect), (changed.PhoneNumberId, changed.Status));
    }

    [Fact]
    public async Task Every_statement_of_a_round_finds_its_rows_by_an_index()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 30, numbersEach: 10));
        Assert.SkipUnless(await app.ReadAsync(db => Task.FromResult(db.Database.IsSqlite())), "PostgreSQL chooses by what is in its tables, which here is next to nothing.");
        await app.HoldAllAsync(Silent);
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        await app.Kapso.RevokeAsync(Project.NumberId(5));
        await app.Kapso.DeleteNumberAsync(Project.NumberId(6));
        var person = await app.SignInAsync();
        await person.CreateLinkAsync();
        using var statements = await Statements.OfAsync(app);

        await app.SweepAsync();

        var plans = await app.ReadAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(Stop);
            return statements.Texts.Keys.Where(IsOfRows).SelectMany(text => Plan((SqliteConnection)db.Database.GetDbConnection(), text)).ToList();
        });
        Assert.NotEmpty(plans);
        Assert.DoesNotContain(plans, plan => plan.Contains("SCAN", StringComparison.Ordinal) && !plan.Contains("CONSTANT ROW", StringComparison.Ordinal));

        static bool IsOfRows(string text) => text.Contains("\"connections\"", StringComparison.Ordinal)
            || text.Contains("\"observations\"", StringComparison.Ordinal) || text.Contains("\"setup_links\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_as_it_was_tells_nobody_and_its_evidence_moves_on()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 1, numbersEach: 2));
        await app.HoldAllAsync(Silent);
        await app.SweepAsync();
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var told = app.Services.GetRequiredService<UserChanges>().WatchAsync(Project.UserId(0), watching.Token).Skip(app.ToldOnOpening()).AnyAsync(CancellationToken.None).AsTask();
        var first = Assert.Single(await app.EvidenceAsync(Project.NumberId(0)), line => line.Witness == Witness.Sweep);

        await app.SweepAsync();

        var second = Assert.Single(await app.EvidenceAsync(Project.NumberId(0)), line => line.Witness == Witness.Sweep);
        Assert.Equal((Witness.Sweep, Fact.Present, 1, 2), (first.Witness, first.Fact, first.Times, second.Times));
        Assert.True(second.ObservedAt > first.ObservedAt && second.FirstObservedAt == first.FirstObservedAt);
        await watching.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => told);
    }

    [Theory]
    [InlineData("verified_name", "Another name")]
    [InlineData("quality_rating", "RED")]
    [InlineData("is_coexistence", true)]
    [InlineData("business_account_id", "200000000000002")]
    [InlineData("display_phone_number", "300 9999999")]
    public async Task What_a_page_shows_differently_is_written_without_another_request(string field, object value)
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 1, numbersEach: 3));
        await app.HoldAllAsync(Silent);
        await app.Kapso.AnswerListAsync(page => page["data"]!.AsArray().Single(number => (string?)number!["id"] == Project.NumberId(1))![field] = JsonSerializer.SerializeToNode(value));
        var before = await app.LastRequestAfterStartAsync();

        await app.SweepAsync();

        Assert.Equal(1, app.Kapso.LastRequestId - before);
        var versions = await app.ReadAsync(db => db.Connections.OrderBy(c => c.PhoneNumberId).Select(c => c.Version).ToListAsync(Stop));
        Assert.Equal([0, 1, 0], versions);
        Assert.Contains(
            value is bool ? "coexistence" : value.ToString()!,
            JsonSerializer.Serialize(await app.ReadAsync(db => db.Connections.SingleAsync(c => c.PhoneNumberId == Project.NumberId(1), Stop))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_came_to_somebody_elses_customer_is_lost_in_the_same_round()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 1, numbersEach: 2));
        await app.HoldAllAsync(Silent);
        await app.Kapso.AnswerListAsync(page => page["data"]!.AsArray().Single(number => (string?)number!["id"] == Project.NumberId(1))!["customer_id"] = Guid.NewGuid().ToString());

        await app.SweepAsync();

        var statuses = await app.ReadAsync(db => db.Connections.OrderBy(c => c.PhoneNumberId).Select(c => c.Status).ToListAsync(Stop));
        Assert.Equal([ConnectionStatus.Connected, ConnectionStatus.NeedsReconnect], statuses);
    }

    [Fact]
    public async Task A_number_that_nobody_told_of_is_found_and_set_up()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 2, numbersEach: 1));
        await app.HoldAllAsync(Silent);
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        var number = await app.Kapso.AddNumberAsync(new() { PhoneNumber = "+573009999999", VerifiedName = "New shop" }, Project.CustomerId(1));

        await app.SweepAsync();

        var found = await app.ReadAsync(db => db.Connections.SingleAsync(c => c.PhoneNumberId == number.PhoneNumberId, Stop));
        Assert.Equal((Project.UserId(1), ConnectionStatus.Connected, LightReason.Receiving), (found.UserId, found.Status, found.Lights.Receiving));
    }

    [Fact]
    public async Task A_number_that_no_page_showed_is_asked_for_before_it_is_believed_to_be_gone()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 1, numbersEach: 3));
        await app.HoldAllAsync(Silent);
        await app.Kapso.DisturbDeliveriesAsync(new { drop = true });
        await app.Kapso.DeleteNumberAsync(Project.NumberId(2));
        // The page lost one more, as pages do when something above it goes.
        await app.Kapso.AnswerListAsync(page => page["data"]!.AsArray().RemoveAll(number => (string?)number!["id"] == Project.NumberId(1)));
        var before = await app.LastRequestAfterStartAsync();

        await app.SweepAsync();

        var statuses = await app.ReadAsync(db => db.Connections.OrderBy(c => c.PhoneNumberId).Select(c => c.Status).ToListAsync(Stop));
        Assert.Equal([ConnectionStatus.Connected, ConnectionStatus.Connected, ConnectionStatus.NeedsReconnect], statuses);
        Assert.Equal(3, app.Kapso.LastRequestId - before);
    }

    [Fact]
    public async Task An_older_page_overwrites_nothing_that_a_newer_read_wrote_and_leaves_alone_what_changed_meanwhile()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 1, numbersEach: 2));
        await app.HoldAllAsync(TimeSpan.Zero);
        await app.SweepAsync();
        var rows = await app.ReadAsync(db => db.Connections.AsNoTracking().OrderBy(c => c.PhoneNumberId).ToListAsync(Stop));
        var shown = await app.ReadAsync(db => db.Observations.AsNoTracking().Where(o => o.Witness == Witness.Sweep).OrderBy(o => o.PhoneNumberId).Select(o => o.Snapshot!).ToListAsync(Stop));
        await app.ReadAsync(db => db.Connections.Where(c => c.Id == rows[1].Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Version, c => c.Version + 1), Stop));
        ConfirmedNumber[] page = [.. rows.Zip(shown, (row, snapshot) => new ConfirmedNumber(row.PhoneNumberId, row, snapshot))];

        var moved = await app.ReadAsync(db => new PageConfirmation(db, rows[0].ReadAt.AddMinutes(-5)).WriteAsync(page, Stop));

        Assert.Equal([rows[1].PhoneNumberId], moved.Select(number => number.PhoneNumberId));
        Assert.Equal(rows.Select(row => row.ReadAt), await app.ReadAsync(db => db.Connections.OrderBy(c => c.PhoneNumberId).Select(c => c.ReadAt).ToListAsync(Stop)));
        Assert.All(await app.ReadAsync(db => db.Observations.ToListAsync(Stop)), said => Assert.Equal(1, said.Times));
    }

    private static IEnumerable<string> Plan(SqliteConnection connection, string text)
    {
        using var explain = connection.CreateCommand();
        explain.CommandText = $"EXPLAIN QUERY PLAN {text}";
        foreach (Match name in Regex.Matches(text, @"@\w+"))
        {
            if (!explain.Parameters.Contains(name.Value)) explain.Parameters.AddWithValue(name.Value, "1");
        }
        using var plan = explain.ExecuteReader();
        while (plan.Read()) yield return $"{plan.GetString(3)} in {text}";
    }
}
