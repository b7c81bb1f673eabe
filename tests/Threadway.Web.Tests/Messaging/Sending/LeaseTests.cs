using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Tests.Messaging.Sending;

/// <summary>What the database forbids to two who both believe to be a number's owner.</summary>
public sealed class LeaseTests
{
    private static readonly (string, string) NobodyLooks = ("Messaging:LookInterval", "01:00:00");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_at_once_one_has_the_number_and_the_other_has_it_when_the_lease_is_over()
    {
        await using var app = await ThreadwayApp.StartAsync(NobodyLooks);
        var (leases, _, _, connectionId) = await WaitingAsync(app);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => leases.TakeAsync(connectionId, $"node {node}", Cancel)));
        var has = Assert.Single(taken, one => one is not null)!.Lease;
        app.Time.Advance(SendLease.Length + TimeSpan.FromSeconds(1));
        var next = await leases.TakeAsync(connectionId, "another", Cancel);

        Assert.Equal(has.Epoch + 1, next!.Lease.Epoch);
        Assert.False(has.MayBegin(app.Time.GetUtcNow()));
        // What the one before may have sent in its last second counts.
        Assert.True(next.SendsFrom >= has.Until);
    }

    [Fact]
    public async Task Who_has_lost_the_lease_claims_nothing_and_an_answer_that_comes_late_under_it_writes_nothing()
    {
        await using var app = await ThreadwayApp.StartAsync(NobodyLooks);
        var (leases, store, results, connectionId) = await WaitingAsync(app);
        var old = (await leases.TakeAsync(connectionId, "old", Cancel))!.Lease;
        var due = await store.DueAsync(connectionId, 1, bulkFirst: false, Cancel);
        var claimed = Assert.Single((await store.ClaimAsync(old, due, Cancel)).Claimed);

        app.Time.Advance(SendLease.Length + TimeSpan.FromSeconds(1));
        var next = (await leases.TakeAsync(connectionId, "new", Cancel))!.Lease;
        var late = await results.WriteAsync(old, claimed, new SendOutcome.Accepted(new SentMessage { Id = "wamid.late" }), app.Time.GetUtcNow(), app.Time.GetUtcNow(), Cancel);
        var (renewed, again) = await store.ClaimAsync(old, due, Cancel);

        Assert.False(late);
        Assert.Null(renewed);
        Assert.Empty(again);
        Assert.Equal((MessageState.Sending, null), await app.ReadAsync(async db =>
        {
            var message = await db.Messages.SingleAsync(m => m.Id == claimed.Message.Id, Cancel);
            return (message.State, message.Wamid);
        }));
        // Whoever has it now does not send it again either: it is in doubt.
        Assert.Empty((await store.ClaimAsync(next, due, Cancel)).Claimed);
    }

    [Fact]
    public async Task Without_a_good_answer_for_a_quarter_of_an_hour_the_owner_decides_and_the_contacts_next_message_goes()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        await app.Kapso.FailNextAsync(
            new { method = "POST", route = $"/meta/whatsapp/v24.0/{shop.PhoneNumberId}/messages", drop = "before", times = 1 },
            new { method = "GET", route = "/platform/v1/whatsapp/messages", status = 500 });

        var first = await shop.TakenAsync(Shop.Text(customer, "first"));
        await Eventually.HoldsAsync(() => shop.MessageAsync(first["id"]!), seen => seen["inDoubtSince"] is not null);
        app.Time.Advance(TimeSpan.FromMinutes(16));
        await shop.BecomesAsync(first, "unknown");
        var second = await shop.TakenAsync(Shop.Text(customer, "second"));

        await shop.BecomesAsync(second, "accepted", "sent", "delivered", "read");
        Assert.Equal(["second"], shop.TextsOf(customer));
    }

    /// <summary>A number of which one message is due that nobody looks for.</summary>
    private static async Task<(SendLeases Leases, SendStore Store, SendResults Results, Guid ConnectionId)> WaitingAsync(ThreadwayApp app)
    {
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        await shop.TakenAsync(new { to = customer, type = "text", text = new { body = "later" }, sendAt = app.Time.GetUtcNow().AddMinutes(1) });
        // Its sender finds nothing due, and lets go.
        var sender = await Eventually.HoldsAsync(() => app.ReadAsync(db => db.Senders.SingleAsync(Cancel)), row => row is { Owner: null, Epoch: > 0 });
        app.Time.Advance(TimeSpan.FromMinutes(2));
        return (app.Services.GetRequiredService<SendLeases>(), app.Services.GetRequiredService<SendStore>(), app.Services.GetRequiredService<SendResults>(), sender.ConnectionId);
    }
}
