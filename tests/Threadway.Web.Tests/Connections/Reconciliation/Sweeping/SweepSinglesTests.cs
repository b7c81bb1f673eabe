using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Reconciliation.Sweeping;

namespace Threadway.Web.Tests.Connections.Reconciliation.Sweeping;

/// <summary>What pages do not tell is asked about by itself: the longest due first, a slice at a time.</summary>
public sealed class SweepSinglesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slice_after_slice_every_one_that_is_due_has_a_turn_and_one_that_cannot_be_looked_at_holds_up_nobody()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 60, numbersEach: 1), ("Kapso:Reconciler:TurnPatience", "00:00:02"));
        await app.HoldAllAsync(TimeSpan.FromMinutes(11));
        await DueAsync(app, Enumerable.Range(0, 60));
        var singles = app.Services.GetRequiredService<SweepSingles>();
        var dueSince = app.Time.GetUtcNow();
        using var busy = await app.Services.GetRequiredService<IUserTurn>().TakeAsync(Project.UserId(0), Stop);

        var more = await singles.LookAsync(dueSince, Stop);
        var last = await singles.LookAsync(dueSince, Stop);

        Assert.Equal((true, false), (more, last));
        var waiting = await app.ReadAsync(db => db.Connections.Where(c => c.LookAt != null).ToListAsync(Stop));
        var still = Assert.Single(waiting);
        Assert.Equal(Project.UserId(0), still.UserId);
        Assert.True(still.LookAt >= dueSince, "It would be the first of the next slice again.");
    }

    [Fact]
    public async Task Where_Kapsos_limit_is_used_up_the_rest_stays_due_in_its_order()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 5, numbersEach: 1), ("Kapso:ResilienceEnabled", "false"));
        await app.HoldAllAsync(TimeSpan.FromMinutes(11));
        await DueAsync(app, Enumerable.Range(0, 5));
        // One of the two would be for what the app asks when it starts.
        await app.LastRequestAfterStartAsync();
        await app.Kapso.FailNextAsync(new { times = 2 }, new { route = "/platform/v1", status = 429 });
        var singles = app.Services.GetRequiredService<SweepSingles>();

        await Assert.ThrowsAsync<KapsoRateLimitException>(() => singles.LookAsync(app.Time.GetUtcNow(), Stop));

        var due = await app.ReadAsync(db => db.Connections.Where(c => c.LookAt != null).Select(c => c.PhoneNumberId).ToListAsync(Stop));
        Assert.Equal(Enumerable.Range(2, 3).Select(Project.NumberId), due.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_link_that_nobody_finished_costs_one_request()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var person = await app.SignInAsync();
        await person.CreateLinkAsync();
        var before = await app.LastRequestAfterStartAsync();

        await app.Services.GetRequiredService<SweepSingles>().LookAsync(app.Time.GetUtcNow(), Stop);

        var asked = Assert.Single(app.Kapso.RequestsAfter(before));
        Assert.Contains("/setup_links", asked.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_missing_is_looked_after_until_it_is_there()
    {
        await using var app = await ThreadwayApp.StartAsync(("Kapso:ResilienceEnabled", "false"));
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        await app.Kapso.FailNextAsync(new { route = "/platform/v1/whatsapp/phone_numbers/*/webhooks", status = 503 });
        var completed = await app.Kapso.CompleteAsync(link.Id);
        await Eventually.HoldsAsync(person.ConnectionsAsync, all => all.Any(one => one.Receiving.Reason == "receivingBeingRepaired"));
        await app.SweepAsync();
        var broken = (await person.ConnectionAsync(completed.PhoneNumberId)).Receiving.Reason;
        await app.Kapso.StopFailingAsync();

        await app.SweepAsync();

        Assert.Equal(("receivingBeingRepaired", "receiving"), (broken, (await person.ConnectionAsync(completed.PhoneNumberId)).Receiving.Reason));
        Assert.Null(await app.ReadAsync(db => db.Connections.Select(c => c.LookAt).SingleAsync(Stop)));
    }

    [Fact]
    public async Task A_look_at_one_number_reads_what_was_learnt_about_that_one()
    {
        await using var app = await ThreadwayApp.StartAsync(Project.Options(customers: 1, numbersEach: 40));
        await app.HoldAllAsync(TimeSpan.FromMinutes(11));
        await app.SweepAsync();

        var held = await app.ReadAsync(db => UserRows.LoadAsync(db, Project.UserId(0), ReconciliationTrigger.NumberDue(Project.NumberId(7)), Stop));

        Assert.Equal([Project.NumberId(7)], held.Observations.Select(o => o.PhoneNumberId).Distinct());
        Assert.Equal(40, held.Connections.Count);
    }

    /// <summary>Each is due since another time, the first the longest.</summary>
    private static Task<bool> DueAsync(ThreadwayApp app, IEnumerable<int> numbers) => app.ReadAsync(async db =>
    {
        foreach (var number in numbers)
        {
            var at = app.Time.GetUtcNow().AddMinutes(number - 100);
            await db.Connections.Where(c => c.PhoneNumberId == Project.NumberId(number)).ExecuteUpdateAsync(set => set.SetProperty(c => c.LookAt, at), Stop);
        }
        return true;
    });
}
