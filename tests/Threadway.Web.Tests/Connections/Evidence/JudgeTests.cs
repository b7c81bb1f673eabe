using CsCheck;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Tests.Connections.Evidence;

public sealed class JudgeTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<NumberSnapshot?> Snapshots = Gen.OneOf(
        Gen.Const((NumberSnapshot?)null),
        Gen.Select(
            Gen.OneOf(Gen.Const("CONNECTED"), Gen.Const("DISCONNECTED"), Gen.Const("PENDING"), Gen.Const("SOMETHING_NEW")),
            Gen.OneOf(Gen.Const("201"), Gen.Const("202")),
            Gen.Int[0, 40],
            (status, account, minute) => (NumberSnapshot?)new NumberSnapshot { Status = status, BusinessAccountId = account, CreatedAt = Start.AddMinutes(minute) }));

    // Few instants, so that equal times are met often.
    private static readonly Gen<ObservedFact> Facts = Gen.Select(
        Gen.Enum<Fact>(), Gen.Int[0, 40], Snapshots,
        (fact, minute, snapshot) => new ObservedFact(fact, Start.AddMinutes(minute), Snapshot: fact == Fact.Present ? snapshot ?? new() : null));

    private static readonly Gen<(ObservedFact[] Said, ObservedFact[] Shuffled)> Orders =
        Facts.Array[0, 14].SelectMany(said => Gen.Shuffle(said).Select(shuffled => (said, shuffled)));

    [Fact]
    public void The_same_observations_in_any_order_give_the_same_state() =>
        Orders.Sample(pair => ConnectionJudge.Judge(pair.Said) == ConnectionJudge.Judge(pair.Shuffled));

    [Fact]
    public void Observations_that_come_twice_change_nothing() =>
        Orders.Sample(pair => ConnectionJudge.Judge(pair.Said) == ConnectionJudge.Judge([.. pair.Said, .. pair.Shuffled]));

    /// <summary>Whatever is lost, as long as the newest of each aspect came through by anybody.</summary>
    [Fact]
    public void Lost_observations_change_nothing_where_a_newer_one_of_the_same_aspect_came_through() =>
        Gen.Select(Facts.Array[1, 14], Gen.Int[0, 13]).Sample((said, index) =>
        {
            var lost = said[index % said.Length];
            var left = said.Where(other => other != lost).ToList();
            var superseded = lost.Fact.Aspect() == Aspect.None
                // What works speaks of the owner's phone as well.
                || (lost.Fact is not (Fact.Present or Fact.CredentialGood) && left.Any(other => other.Fact.Aspect() == lost.Fact.Aspect() && other.ObservedAt > lost.ObservedAt && Speaks(other)));
            return !superseded || ConnectionJudge.Judge(said) == ConnectionJudge.Judge(left);
        });

    [Fact]
    public void An_older_observation_never_beats_a_newer_one() =>
        Gen.Select(Facts.Array[1, 10], Facts).Sample((said, late) =>
        {
            var newest = said.Max(fact => fact.ObservedAt);
            ObservedFact[] settled = [.. said, new(Fact.Present, newest.AddMinutes(1), Snapshot: new() { Status = "CONNECTED" })];
            var before = ConnectionJudge.Judge(settled);
            var after = ConnectionJudge.Judge([.. settled, late with { ObservedAt = Start.AddMinutes(-1) }]);
            return before.Status == after.Status || late.Fact == Fact.DisconnectRequested || late.Fact.Aspect() == Aspect.Identity;
        });

    [Fact]
    public void Timeouts_and_unknown_words_change_nothing() =>
        Gen.Select(Facts.Array[0, 10], Gen.Int[0, 60]).Sample((said, minute) =>
        {
            ObservedFact[] noise = [new(Fact.Unclear, Start.AddMinutes(minute), "503"), new(Fact.Announced, Start.AddMinutes(minute))];
            return ConnectionJudge.Judge(said) == ConnectionJudge.Judge([.. said, .. noise]);
        });

    [Theory]
    [InlineData("webhook redirect sweep")]
    [InlineData("webhook redirect")]
    [InlineData("redirect sweep")]
    [InlineData("webhook sweep")]
    [InlineData("webhook")]
    [InlineData("redirect")]
    [InlineData("sweep")]
    public void Each_witness_alone_is_enough_to_connect(string witnesses)
    {
        // Each brings a read of its own; what makes it a witness is that it led to one.
        var said = witnesses.Split(' ').Select((_, index) => Present(index)).ToList();

        var verdict = ConnectionJudge.Judge(said);

        Assert.Equal((ConnectionStatus.Connected, LightReason.Linked, LightReason.Sending), (verdict.Status!.Value, verdict.Lights.Linked, verdict.Lights.Sending));
    }

    [Fact]
    public void Nobody_has_seen_it_yet_is_not_a_state() =>
        Assert.Null(ConnectionJudge.Judge([new(Fact.Announced, Start), new(Fact.Unclear, Start)]).Status);

    [Fact]
    public void Only_an_explicit_word_about_credentials_asks_for_a_reconnect_and_a_later_good_read_clears_it()
    {
        ObservedFact[] lost = [Present(0), new(Fact.CredentialLost, Start.AddMinutes(1), "190")];

        Assert.Equal(ConnectionStatus.NeedsReconnect, ConnectionJudge.Judge(lost).Status);
        Assert.Equal(LightReason.AccessRemoved, ConnectionJudge.Judge(lost).Lights.Sending);
        Assert.Equal(ConnectionStatus.NeedsReconnect, ConnectionJudge.Judge([.. lost, Present(2, status: "UNHEARD_OF")]).Status);
        Assert.Equal(ConnectionStatus.Connected, ConnectionJudge.Judge([.. lost, Present(2)]).Status);
    }

    [Fact]
    public void A_failed_subscription_is_being_repaired_and_no_reason_to_reconnect()
    {
        var verdict = ConnectionJudge.Judge([Present(0), new(Fact.ReceivingBroken, Start.AddMinutes(1), "500")]);

        Assert.Equal((ConnectionStatus.Connected, LightReason.ReceivingBeingRepaired), (verdict.Status!.Value, verdict.Lights.Receiving));
    }

    [Fact]
    public void Gone_at_Kapso_asks_for_a_reconnect_and_gone_as_asked_is_disconnected()
    {
        ObservedFact[] gone = [Present(0), new(Fact.Absent, Start.AddMinutes(5))];

        Assert.Equal(ConnectionStatus.NeedsReconnect, ConnectionJudge.Judge(gone).Status);
        Assert.Equal(ConnectionStatus.Disconnected, ConnectionJudge.Judge([.. gone, new(Fact.DisconnectRequested, Start.AddMinutes(4))]).Status);
    }

    [Fact]
    public void A_number_that_Kapso_made_after_the_disconnect_is_a_new_start()
    {
        ObservedFact[] disconnected = [Present(0), new(Fact.DisconnectRequested, Start.AddMinutes(1)), new(Fact.Absent, Start.AddMinutes(2))];
        var again = new ObservedFact(Fact.Present, Start.AddMinutes(10), Snapshot: new() { Status = "CONNECTED", CreatedAt = Start.AddMinutes(9) });

        var verdict = ConnectionJudge.Judge([.. disconnected, again]);

        Assert.Equal((ConnectionStatus.Connected, LightReason.Linked), (verdict.Status!.Value, verdict.Lights.Linked));
        Assert.Null(verdict.DisconnectRequestedAt);
    }

    [Fact]
    public void The_step_on_the_phone_counts_whenever_it_was_taken_until_credentials_work_again()
    {
        ObservedFact[] unlinked = [Present(0), new(Fact.UnlinkedOnPhone, Start.AddMinutes(1)), new(Fact.CredentialLost, Start.AddMinutes(1))];
        ObservedFact[] disconnected = [new(Fact.DisconnectRequested, Start.AddMinutes(5)), new(Fact.Absent, Start.AddMinutes(6))];

        Assert.True(ConnectionJudge.Judge([.. unlinked, .. disconnected]).UnlinkedOnPhone);
        Assert.False(ConnectionJudge.Judge([.. unlinked, Present(3), .. disconnected]).UnlinkedOnPhone);
    }

    [Fact]
    public void Every_light_has_a_colour_and_only_grey_says_nothing()
    {
        LightReason[] grey = [LightReason.Disconnected, LightReason.ReceivingOff, LightReason.SendingOff];

        Assert.All(Enum.GetValues<LightReason>(), reason => Assert.Equal(grey.Contains(reason), reason.Color() == LightColor.Grey));
    }

    private static bool Speaks(ObservedFact fact) => fact.Fact != Fact.Present || fact.Snapshot is not null;

    private static ObservedFact Present(int minute, string status = "CONNECTED") =>
        new(Fact.Present, Start.AddMinutes(minute), Snapshot: new() { Status = status, CreatedAt = Start });
}
