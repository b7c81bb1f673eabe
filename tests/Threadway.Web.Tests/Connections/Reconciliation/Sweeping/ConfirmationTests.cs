using CsCheck;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Reconciliation.Sweeping;
using static Threadway.Web.Tests.Connections.Reconciliation.Deciding;

namespace Threadway.Web.Tests.Connections.Reconciliation.Sweeping;

/// <summary>A page passes over a number only where whoever decides would have changed nothing.</summary>
public sealed class ConfirmationTests
{
    private static readonly Gen<ObservedFact> Facts = Gen.Select(
        Gen.Enum<Fact>(), Gen.Int[0, 60], Snapshots, (fact, minute, snapshot) => new ObservedFact(fact, Start.AddMinutes(minute), null, fact == Fact.Present ? snapshot : null));

    private static readonly Gen<NumberSnapshot> Plain = Snapshots.Select(OneOf<string?>("CONNECTED", "DISCONNECTED", "PENDING", "SOMETHING_NEW", null), (snapshot, status) => snapshot with { Status = status });

    [Fact]
    public void What_is_confirmed_would_not_have_been_changed()
    {
        var confirmed = 0;

        Gen.Select(Facts.Array[1, 12], Plain.Array[2], Gen.Bool).Select((facts, snapshots, same) =>
            (Facts: (ObservedFact[])[.. facts, new(Fact.Present, Start.AddMinutes(59), null, snapshots[0])], Seen: same ? snapshots[0] with { Status = snapshots[1].Status } : snapshots[1])).Sample(
            world =>
            {
                var (facts, seen) = world;
                var rows = Hold([]);
                Look(rows, [.. facts, new(Fact.ReceivingReady, Start.AddMinutes(61))]);
                if (rows.Connections is not [var row] || !row.IsConfirmedBy(seen)) return;

                confirmed++;
                var before = Written(row);
                Run(rows, new() { Numbers = [new("n1", NumberSight.Present, Start.AddMinutes(90)) { Snapshot = seen }] }, ReconciliationTrigger.Sweep);
                Assert.Equal(before, Written(row));
            },
            threads: 1);

        Assert.True(confirmed > 1, "Nothing was ever confirmed.");
    }

    private static void Look(UserRows rows, IReadOnlyList<ObservedFact> said) => Run(
        rows,
        new() { Numbers = [new("n1", NumberSight.Unclear, Start.AddMinutes(70))] },
        ReconciliationTrigger.Event("customer", "n1", said, withHealth: false));

    private static string Written(Connection row) =>
        $"{row.Status} {row.Lights} {row.PhoneNumber} {row.Digits} {row.VerifiedName} {row.BusinessAccountId} {row.ConnectionType} {row.QualityRating} {row.MadeAt} {row.UnlinkedOnPhone} {row.DisconnectRequestedAt}";
}
