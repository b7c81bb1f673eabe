using CsCheck;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Tests.Connections.Reconciliation;

namespace Threadway.Web.Tests.Connections.Evidence;

/// <summary>What is forgotten of a number.</summary>
public sealed class HistoryTests
{
    private static readonly Gen<Observation> Observations = Gen.Select(
        Gen.Enum<Fact>(), Gen.Enum<Witness>(), Gen.Int[0, 60], Deciding.Snapshots,
        (fact, witness, minute, snapshot) => new Observation
        {
            Id = Guid.NewGuid(),
            UserId = Deciding.User,
            PhoneNumberId = "n1",
            Witness = witness,
            Fact = fact,
            Snapshot = fact == Fact.Present ? snapshot : null,
            FirstObservedAt = Deciding.Start.AddMinutes(minute),
            ObservedAt = Deciding.Start.AddMinutes(minute),
        });

    [Fact]
    public void The_verdict_is_the_same_without_what_is_forgotten() =>
        Observations.Array[0, 800].Sample(
            observations =>
            {
                var kept = observations.Except(History.Surplus(observations)).ToList();

                Assert.Equal(ConnectionJudge.Judge(observations.Select(o => o.AsFact())), ConnectionJudge.Judge(kept.Select(o => o.AsFact())));
            },
            iter: 300);

    [Fact]
    public void However_much_was_learnt_a_bounded_part_is_kept()
    {
        var observations = Enumerable.Range(0, 5_000).Select(minute => new Observation
        {
            Id = Guid.NewGuid(),
            UserId = Deciding.User,
            PhoneNumberId = "n1",
            Witness = Witness.Webhook,
            Fact = minute % 2 == 0 ? Fact.CredentialGood : Fact.CredentialLost,
            FirstObservedAt = Deciding.Start.AddMinutes(minute),
            ObservedAt = Deciding.Start.AddMinutes(minute),
        }).ToList();

        var kept = observations.Except(History.Surplus(observations)).ToList();

        Assert.Equal(observations[^History.Kept..], kept);
    }
}
