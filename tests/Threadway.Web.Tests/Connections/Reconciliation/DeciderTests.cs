using CsCheck;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using static Threadway.Web.Tests.Connections.Reconciliation.Deciding;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>The whole decision, over made-up histories that are looked at in every order.</summary>
public sealed class DeciderTests
{
    [Fact]
    public void The_same_look_twice_decides_nothing_new() =>
        Histories.Sample(history =>
        {
            var rows = Hold(history.Links);
            foreach (var look in history.Looks) Run(rows, look, ReconciliationTrigger.Sweep);

            var again = Run(rows, history.Looks[^1], ReconciliationTrigger.Sweep);
            var before = State(rows);
            var third = Run(rows, history.Looks[^1], ReconciliationTrigger.Sweep);

            return before == State(rows) && third.Audit.Count == 0 && third.Links.Count == 0 && again.Numbers.Count == third.Numbers.Count;
        });

    [Fact]
    public void The_webhook_the_redirect_and_the_sweep_end_in_the_same_state_in_any_order_and_any_number() =>
        Gen.Select(Gen.Bool, OneOf("webhook", "redirect", "sweep").Array[1, 7]).Sample((coexistence, doors) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            for (var look = 0; look < doors.Length; look++) Run(rows, Connected(coexistence, readAt: 10 + look), Trigger(doors[look]));

            var connection = Assert.Single(rows.Connections);
            var link = Assert.Single(rows.Links);
            return (connection.Status, connection.Lights.Linked, connection.PhoneNumberId) == (ConnectionStatus.Connected, LightReason.Linked, "n1")
                && connection.ConnectionType == (coexistence ? ConnectionType.Coexistence : ConnectionType.Dedicated)
                && (link.PhoneNumberId, link.SettledAt is not null, link.ErrorCode) == ("n1", true, null);
        });

    [Fact]
    public void Looks_that_come_late_or_in_any_order_leave_the_newest_truth() =>
        Readings.Where(reading => reading.Sight is NumberSight.Present or NumberSight.Absent).Array[2, 6]
            .SelectMany(looks => Gen.Shuffle(Enumerable.Range(0, looks.Length).ToArray()).Select(order => (looks, order)))
            .Sample(pair =>
            {
                var looks = pair.looks.Select((look, index) => look with { PhoneNumberId = "n1", ReadAt = Start.AddMinutes(index) }).ToArray();
                var shuffled = pair.order.Select(index => looks[index]).ToArray();
                // What nobody has seen gets no row: both histories begin with the number known.
                var (first, second) = (Hold([]), Hold([]));
                foreach (var rows in new[] { first, second }) Run(rows, new() { Numbers = [new("n1", NumberSight.Present, Start.AddDays(-1)) { Snapshot = new() }] }, ReconciliationTrigger.Sweep);
                foreach (var look in looks) Run(first, new() { Numbers = [look] }, ReconciliationTrigger.Sweep);
                foreach (var look in shuffled) Run(second, new() { Numbers = [look] }, ReconciliationTrigger.Sweep);

                return (first.Connections[0].Status, first.Connections[0].Lights) == (second.Connections[0].Status, second.Connections[0].Lights);
            });

    [Fact]
    public void What_Kapso_did_not_show_for_this_customer_is_never_connected() =>
        Histories.Sample(history =>
        {
            var rows = Hold(history.Links);
            foreach (var look in history.Looks) Run(rows, look, ReconciliationTrigger.Returned(new(rows.Links.FirstOrDefault()?.Id ?? "none", null, "n3", User)));

            var shown = history.Looks.SelectMany(look => look.Numbers).Where(number => number.Sight == NumberSight.Present).Select(number => number.PhoneNumberId);
            return rows.Connections.Select(c => c.PhoneNumberId).Except(shown).Any() is false;
        });

    [Fact]
    public void No_clear_answer_changes_neither_number_nor_link() =>
        Gen.Select(Histories, Gen.Int[0, 90]).Sample((history, minute) =>
        {
            var rows = Hold(history.Links);
            foreach (var look in history.Looks) Run(rows, look, ReconciliationTrigger.Sweep);
            Run(rows, history.Looks[^1], ReconciliationTrigger.Sweep);
            var before = State(rows);

            var noise = rows.Connections.Select(c => new NumberReading(c.PhoneNumberId, NumberSight.Unclear, Start.AddMinutes(minute)) { Reason = "503" });
            Run(rows, new() { Numbers = [.. noise] }, ReconciliationTrigger.Sweep);

            return before == State(rows);
        });

    private static ReconciliationTrigger Trigger(string door) => door switch
    {
        "webhook" => ReconciliationTrigger.Event("customer", "n1", [new(Fact.Announced, Start.AddMinutes(9), "whatsapp.phone_number.created")], withHealth: false),
        "redirect" => ReconciliationTrigger.Returned(new("link", null, "n1", User)),
        _ => ReconciliationTrigger.Sweep,
    };

    private static KapsoReading Connected(bool coexistence, int readAt) => new()
    {
        Links = [LinkAtKapso("link", "used")],
        LinksReadAt = Start.AddMinutes(readAt),
        Numbers =
        [
            new("n1", NumberSight.Present, Start.AddMinutes(readAt))
            {
                Snapshot = new() { Status = "CONNECTED", Digits = "571", IsCoexistence = coexistence, CreatedAt = Start.AddMinutes(5) },
            },
        ],
    };
}
