using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>What holds for every door.</summary>
public sealed class UserReconciliationTests(SharedApp shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly ThreadwayApp app = shared.App;

    [Fact]
    public async Task A_failed_call_that_tells_of_dead_credentials_asks_for_a_reconnect_and_the_next_good_read_clears_it()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync("dedicated");
        var soon = app.Time.GetUtcNow().AddMinutes(1);

        await RunAsync(number, ReconciliationTrigger.FailedCall(number, [new(Fact.CredentialLost, soon, "190")]));
        var lost = await app.ViewAsync(number);
        await RunAsync(number, ReconciliationTrigger.FailedCall(number, [new(Fact.CredentialGood, soon.AddSeconds(1))]));

        Assert.Equal((ConnectionStatus.NeedsReconnect, LightReason.AccessRemoved), (lost.Status, lost.Lights.Sending));
        Assert.Equal(ConnectionStatus.Connected, (await app.ViewAsync(number)).Status);
        Assert.Contains(await app.EvidenceAsync(number), line => line is { Witness: Witness.Send, Fact: Fact.CredentialLost, Detail: "190" });
    }

    [Fact]
    public async Task What_is_decided_and_what_is_audited_are_stored_together()
    {
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();

        var changes = (await app.AuditAsync()).Where(entry => entry.PhoneNumberId == number && entry.Action == "connection_changed").ToList();
        var evidence = (await app.EvidenceAsync(number)).Where(line => line.Changed is not null).ToList();

        Assert.Equal(evidence.Count, changes.Count);
        Assert.All(evidence, line => Assert.Contains(changes, entry => entry.Detail!.Contains(line.Changed!, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_users_at_once_over_a_number_that_moved_end_with_one_owner()
    {
        var (first, second) = (await app.SignInAsync(), await app.SignInAsync());
        var number = await first.ConnectAsync("dedicated");
        var digits = (await app.ViewAsync(number)).PhoneNumber;
        await app.Kapso.DeleteNumberAsync(number);
        var link = await second.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, "dedicated", webhook: "never", more: new { displayPhoneNumber = digits });
        var owners = new[] { await app.OwnerAsync(number), (await app.LinkRowAsync(link.Id)).UserId };

        await Task.WhenAll(Enumerable.Range(0, 6).Select(look => RunAsync(owners[look % 2], ReconciliationTrigger.Sweep)));

        Assert.Equal(
            [owners[1]],
            await app.ReadAsync(db => db.Connections
                .Where(c => (c.PhoneNumberId == number || c.PhoneNumberId == completed.PhoneNumberId) && c.Status == ConnectionStatus.Connected)
                .Select(c => c.UserId)
                .ToListAsync(Stop)));
    }

    private async Task RunAsync(string phoneNumberId, ReconciliationTrigger trigger) => await RunAsync(await app.OwnerAsync(phoneNumberId), trigger);

    private async Task RunAsync(Guid user, ReconciliationTrigger trigger)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ThreadwayDb>>().CreateDbContextAsync(Stop);
        await app.Services.GetRequiredService<UserReconciliation>().RunAsync(db, user, trigger, Stop);
    }
}
