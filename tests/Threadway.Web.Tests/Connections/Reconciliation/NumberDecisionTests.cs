using CsCheck;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using static Threadway.Web.Tests.Connections.Reconciliation.Deciding;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>What is decided about each number: whose it is, what is put right at Kapso.</summary>
public sealed class NumberDecisionTests
{
    [Fact]
    public void A_number_that_moved_is_connected_for_one_user_alone() =>
        Gen.Select(Snapshots, Gen.Int[20, 60]).Sample((snapshot, minute) =>
        {
            var (mine, theirs) = (Hold([]), Hold([], Stranger));
            var look = new KapsoReading { Numbers = [new("n1", NumberSight.Present, Start.AddMinutes(10)) { Snapshot = snapshot with { Status = "CONNECTED" } }] };
            Run(theirs, look, ReconciliationTrigger.Sweep);
            mine.FormerOwners.Add(new(theirs.Connections[0], theirs.Observations));

            Run(mine, new() { Numbers = [new("n1", NumberSight.Present, Start.AddMinutes(minute)) { Snapshot = snapshot with { Status = "CONNECTED" } }] }, ReconciliationTrigger.Sweep);

            return (mine.Connections[0].Status, theirs.Connections[0].Status) == (ConnectionStatus.Connected, ConnectionStatus.NeedsReconnect);
        });

    [Fact]
    public void A_number_is_removed_only_where_its_owner_asked_and_gets_no_webhook_then() =>
        Gen.Select(Snapshots, Gen.Bool).Sample((snapshot, asked) =>
        {
            var rows = Hold([]);
            var look = new KapsoReading { Numbers = [new("n1", NumberSight.Present, Start.AddMinutes(1)) { Snapshot = snapshot with { CreatedAt = Start } }] };
            Run(rows, look, ReconciliationTrigger.Sweep);

            var decision = asked
                ? Run(rows, KapsoReading.None, ReconciliationTrigger.DisconnectAsked("n1"))
                : Run(rows, look, ReconciliationTrigger.Sweep);

            return asked
                ? decision.Mends is [RemoveNumber { PhoneNumberId: "n1" }] && Run(rows, look, ReconciliationTrigger.Sweep).Mends is [RemoveNumber]
                : decision.Mends is [EnsureWebhook { PhoneNumberId: "n1" }];
        });

    [Fact]
    public void What_an_event_says_of_a_number_is_weighed_with_what_is_read_of_it() =>
        Gen.Select(Snapshots, OneOf(Fact.SendingBlocked, Fact.SendingLimited, Fact.Offboarded)).Sample((snapshot, said) =>
        {
            var rows = Hold([]);
            var look = new KapsoReading { Numbers = [new("n1", NumberSight.Present, Start.AddMinutes(50)) { Snapshot = snapshot with { Status = null } }] };

            Run(rows, look, ReconciliationTrigger.Event("customer", "n1", [new(said, Start.AddMinutes(49))], withHealth: false));

            return rows.Connections[0].Lights.Sending.ToString() == said.ToString();
        });

    [Fact]
    public void Of_what_was_never_this_users_only_a_signed_event_leaves_a_trace() =>
        Gen.Select(OneOf(NumberSight.Absent, NumberSight.SomebodyElses, NumberSight.Unclear), OneOf("event", "sweep", "claim")).Sample((sight, door) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            var look = new KapsoReading { Numbers = [new("n1", sight, Start.AddMinutes(5))] };

            var decision = Run(rows, look, door switch
            {
                "event" => ReconciliationTrigger.Event("customer", "n1", [], withHealth: false),
                "claim" => ReconciliationTrigger.Returned(new("link", null, "n1", User)),
                _ => ReconciliationTrigger.Sweep,
            });

            var traces = door == "event" && sight != NumberSight.SomebodyElses ? 1 : 0;
            return (rows.Connections.Count, rows.Observations.Count, decision.Numbers.Count) == (0, traces, traces);
        });

    [Fact]
    public void A_number_that_was_made_anew_takes_over_the_row_and_the_history_of_its_digits() =>
        Gen.Select(Snapshots, Gen.Bool, Gen.Bool).Sample((snapshot, sameDigits, wasGone) =>
        {
            var rows = Hold([]);
            NumberReading Seen(string id, int minute, NumberSnapshot shown) => new(id, NumberSight.Present, Start.AddMinutes(minute)) { Snapshot = shown };
            Run(rows, new() { Numbers = [Seen("n1", 1, snapshot)] }, ReconciliationTrigger.Sweep);
            if (wasGone) Run(rows, new() { Numbers = [new("n1", NumberSight.Absent, Start.AddMinutes(50))] }, ReconciliationTrigger.Sweep);
            var first = rows.Connections[0].Id;

            Run(rows, new() { Numbers = [Seen("n2", 60, snapshot with { Digits = sameDigits ? snapshot.Digits : "999" })] }, ReconciliationTrigger.Sweep);

            return sameDigits && wasGone
                ? rows.Connections is [{ PhoneNumberId: "n2", Status: not ConnectionStatus.Disconnected } only] && only.Id == first
                : rows.Connections is [{ PhoneNumberId: "n1" }, { PhoneNumberId: "n2" }];
        });

    [Fact]
    public void A_sweep_that_finds_the_old_number_gone_and_the_new_one_there_sees_one_number_and_late_news_of_the_old_one_no_ghost() =>
        Gen.Select(Snapshots, Gen.Bool, Gen.Bool).Sample((snapshot, newFirst, deletedLate) =>
        {
            var rows = Hold([]);
            NumberReading Seen(string id, int minute) => new(id, NumberSight.Present, Start.AddMinutes(minute)) { Snapshot = snapshot };
            NumberReading gone = new("n1", NumberSight.Absent, Start.AddMinutes(50));
            Run(rows, new() { Numbers = [Seen("n1", 1)] }, ReconciliationTrigger.Sweep);

            Run(rows, new() { Numbers = newFirst ? [Seen("n2", 50), gone] : [gone, Seen("n2", 50)] }, ReconciliationTrigger.Sweep);
            if (deletedLate) Run(rows, new() { Numbers = [gone with { ReadAt = Start.AddMinutes(60) }] }, ReconciliationTrigger.Event("customer", "n1", [], withHealth: false));

            return rows.Connections is [{ PhoneNumberId: "n2", Lights.Linked: LightReason.Linked }];
        });

    [Fact]
    public void A_number_that_is_gone_itself_takes_no_row_of_another_that_is() =>
        Gen.Select(Snapshots, Gen.Int[2, 40]).Sample((snapshot, minute) =>
        {
            var rows = Hold([]);
            NumberReading Seen(string id, int minute) => new(id, NumberSight.Present, Start.AddMinutes(minute)) { Snapshot = snapshot };
            Run(rows, new() { Numbers = [Seen("n1", 1)] }, ReconciliationTrigger.Sweep);
            Run(rows, new() { Numbers = [new("n1", NumberSight.Absent, Start.AddMinutes(50))] }, ReconciliationTrigger.Sweep);
            Run(rows, new() { Numbers = [new("n2", NumberSight.Absent, Start.AddMinutes(50))] }, ReconciliationTrigger.Event("customer", "n2", [], withHealth: false));

            Run(rows, new() { Numbers = [Seen("n2", minute)] }, ReconciliationTrigger.Sweep);

            return rows.Connections is [{ PhoneNumberId: "n1", Lights.Linked: LightReason.GoneAtKapso }];
        });

    [Fact]
    public void A_disconnect_is_asked_and_written_down_once_however_often_the_button_is_pressed() =>
        Gen.Int[1, 4].Sample(times =>
        {
            var rows = Hold([]);
            Run(rows, new() { Numbers = [new("n1", NumberSight.Present, Start) { Snapshot = new() }] }, ReconciliationTrigger.Sweep);

            var notes = Enumerable.Range(0, times).SelectMany(_ => Run(rows, KapsoReading.None, ReconciliationTrigger.DisconnectAsked("n1")).Audit).ToList();

            return notes is [{ Action: AuditAction.DisconnectRequested, PhoneNumberId: "n1" }];
        });

    [Fact]
    public void A_disconnect_counts_however_far_Kapsos_clock_is_from_ours() =>
        Gen.Int[-600, 600].Sample(seconds =>
        {
            var rows = Hold([]);
            // Asked for at the start, by our clock.
            Run(rows, new() { Numbers = [new("n1", NumberSight.Present, Start.AddMinutes(-1)) { Snapshot = new() { CreatedAt = Start.AddSeconds(seconds) } }] }, ReconciliationTrigger.Sweep);

            var decision = Run(rows, KapsoReading.None, ReconciliationTrigger.DisconnectAsked("n1"));

            return rows.Connections[0].Lights.Linked == LightReason.Disconnecting && decision.Mends is [RemoveNumber];
        });

    [Fact]
    public void Whoever_only_looks_removes_nothing_that_its_owner_asked_to_have_removed() =>
        OneOf("event", "return", "continued").Sample(door =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            var look = new KapsoReading { Numbers = [new("n1", NumberSight.Present, Start.AddMinutes(1)) { Snapshot = new() { CreatedAt = Start } }] };
            Run(rows, look, ReconciliationTrigger.Sweep);
            Run(rows, KapsoReading.None, ReconciliationTrigger.DisconnectAsked("n1"));

            var decision = Run(rows, look, door switch
            {
                "event" => ReconciliationTrigger.Event("customer", "n1", [], withHealth: false),
                "return" => ReconciliationTrigger.Returned(new("link", null, "n1", User)),
                _ => ReconciliationTrigger.Continued,
            });

            return decision.Mends.Count == 0;
        });
}
