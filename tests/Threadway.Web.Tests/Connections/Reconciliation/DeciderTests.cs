using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>
/// The whole decision: links, numbers, which came out of which, what is refused and what is mended. A small world is made up
/// (what Kapso has, whom the webhook, the redirect and the sweep reach) and looked at in every order.
/// </summary>
public sealed class DeciderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid User = Guid.Parse("0195a000-0000-7000-8000-000000000001");
    private static readonly Guid Stranger = Guid.Parse("0195a000-0000-7000-8000-000000000002");

    private static readonly Gen<NumberSnapshot> Snapshots = Gen.Select(
        OneOf("CONNECTED", "DISCONNECTED", "PENDING", "SOMETHING_NEW"), OneOf("201", "202"), OneOf("571", "572"), Gen.Int[0, 40], Gen.Bool,
        (status, account, digits, minute, coexistence) => new NumberSnapshot
        {
            Status = status,
            BusinessAccountId = account,
            Digits = digits,
            IsCoexistence = coexistence,
            CreatedAt = Start.AddMinutes(minute),
        });

    private static readonly Gen<NumberReading> Readings = Gen.Select(
        OneOf("n1", "n2", "n3"), Gen.Enum<NumberSight>(), Gen.Int[0, 60], Snapshots,
        (id, sight, minute, snapshot) => new NumberReading(id, sight, Start.AddMinutes(minute)) { Snapshot = sight == NumberSight.Present ? snapshot : null, Reason = "503" });

    private static readonly Gen<SetupLinkRow> Links = Gen.Select(
        Gen.Int[0, 40], Gen.Enum<SetupPurpose>(), OneOf("active", "used", "expired"), OneOf("n1", "n2"), OneOf("201", "202"),
        (minute, purpose, status, expected, account) => new SetupLinkRow
        {
            Id = $"link-{minute}",
            UserId = User,
            ConnectId = User,
            Purpose = purpose,
            ConnectionTypes = "",
            Status = new(status),
            CreatedAt = Start.AddMinutes(minute),
            ObservedAt = Start.AddMinutes(minute),
            ExpectedPhoneNumberId = purpose == SetupPurpose.Reconnect ? expected : null,
            ExpectedDigits = purpose == SetupPurpose.Reconnect ? "571" : null,
            ExpectedBusinessAccountId = purpose == SetupPurpose.Reconnect ? account : null,
        });

    private static readonly Gen<KapsoReading> Worlds = Gen.Select(
        Readings.Array[0, 4], OneOf("active", "used", "expired", "revoked").Array[0, 3], Gen.Bool, Gen.Int[0, 60],
        (numbers, statuses, gone, minute) => new KapsoReading
        {
            Numbers = [.. numbers.DistinctBy(number => number.PhoneNumberId)],
            Links = [.. statuses.Select((status, index) => LinkAtKapso($"link-{index * 10}", status))],
            CustomerGone = gone && statuses.Length == 0,
            LinksReadAt = Start.AddMinutes(minute),
        });

    private static readonly Gen<(SetupLinkRow[] Links, KapsoReading[] Looks)> Histories =
        Gen.Select(Links.Array[0, 3], Worlds.Array[1, 4], (links, looks) => (links.DistinctBy(link => link.Id).ToArray(), looks));

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
        Readings.Where(reading => reading.Sight is NumberSight.Present or NumberSight.Absent).Array[2, 6].SelectMany(looks => Gen.Shuffle(looks).Select(order => (looks, order)))
            .Sample(pair =>
            {
                var looks = pair.looks.Select((look, index) => look with { PhoneNumberId = "n1", ReadAt = Start.AddMinutes(index) }).ToArray();
                var shuffled = pair.order.Select(look => looks[Array.IndexOf(pair.looks, look)]).ToArray();
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
    public void A_claim_in_an_address_connects_and_disconnects_nothing() =>
        Gen.Select(Histories, OneOf("n1", "n2", "n3", "n4")).Sample((history, claimed) =>
        {
            if (history.Links.Length == 0) return true;
            var (with, without) = (Hold(history.Links), Hold(history.Links));
            foreach (var look in history.Looks)
            {
                Run(with, look, ReconciliationTrigger.Returned(new(with.Links[0].Id, null, claimed, null)));
                Run(without, look, ReconciliationTrigger.Sweep);
            }
            return Numbers(with) == Numbers(without);
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
    public void Another_number_than_the_expected_one_is_refused_once_and_gets_no_row() =>
        Gen.Select(Snapshots.Where(snapshot => snapshot.Digits != "571"), Gen.Int[1, 5]).Sample((snapshot, times) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Reconnect)]);
            var said = new List<AuditNote>();
            for (var time = 0; time < times; time++)
            {
                var number = new NumberReading("n9", NumberSight.Present, Start.AddMinutes(50 + time)) { Snapshot = snapshot };
                said.AddRange(Run(rows, new() { Numbers = [number] }, ReconciliationTrigger.Sweep).Audit);
            }
            return rows.Connections.Count == 0 && rows.Links[0].ErrorCode == Mismatch.Number && said.Count(note => note.Action == Mismatch.Number) == 1;
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
    public void A_link_that_was_used_is_joined_with_the_number_made_after_it_and_no_other() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30]).Sample((before, after) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            NumberReading Made(string id, int minute) => new(id, NumberSight.Present, Start.AddHours(1)) { Snapshot = new() { CreatedAt = rows.Links[0].CreatedAt.AddMinutes(minute), Digits = id } };

            Run(rows, new() { Links = [LinkAtKapso("link", "used")], LinksReadAt = Start.AddHours(1), Numbers = [Made("n1", -before), Made("n2", after)] }, ReconciliationTrigger.Sweep);

            return rows.Links[0].PhoneNumberId == "n2";
        });

    [Fact]
    public void An_older_read_of_a_link_never_overwrites_a_newer_one() =>
        Gen.Select(OneOf("active", "expired", "revoked"), Gen.Int[1, 30], Gen.Int[0, 30]).Sample((old, newer, older) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            KapsoReading Read(string status, int minute) => new() { Links = [LinkAtKapso("link", status)], LinksReadAt = Start.AddMinutes(minute) };
            Run(rows, Read("used", 30 + newer), ReconciliationTrigger.Sweep);
            var before = State(rows);

            var late = Run(rows, Read(old, older), ReconciliationTrigger.Sweep);

            return late.Links.Count == 0 && before == State(rows);
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

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

    private static SetupLink LinkAtKapso(string id, string status) => new()
    {
        Id = id,
        Status = new(status),
        Url = new("https://app.kapso.ai/whatsapp/setup/x"),
        CreatedAt = Start,
        WhatsappSetupStatus = WhatsappSetupStatus.Completed,
    };

    private static SetupLinkRow NewLink(SetupPurpose purpose) => new()
    {
        Id = "link",
        UserId = User,
        ConnectId = User,
        Purpose = purpose,
        ConnectionTypes = "",
        Status = SetupLinkStatus.Active,
        CreatedAt = Start.AddMinutes(-1),
        ObservedAt = Start.AddMinutes(-1),
        ExpectedPhoneNumberId = purpose == SetupPurpose.Reconnect ? "n1" : null,
        ExpectedDigits = purpose == SetupPurpose.Reconnect ? "571" : null,
    };

    private static UserRows Hold(IEnumerable<SetupLinkRow> links, Guid? user = null) => new()
    {
        UserId = user ?? User,
        CustomerId = "customer",
        // Rows are changed: each history has its own.
        Links = [.. links.OrderByDescending(link => link.CreatedAt).Select(Copy)],
    };

    private static SetupLinkRow Copy(SetupLinkRow link)
    {
        var copy = new SetupLinkRow
        {
            Id = link.Id,
            UserId = link.UserId,
            ConnectId = link.ConnectId,
            Purpose = link.Purpose,
            ConnectionTypes = link.ConnectionTypes,
            CreatedAt = link.CreatedAt,
            ExpectedPhoneNumberId = link.ExpectedPhoneNumberId,
            ExpectedDigits = link.ExpectedDigits,
            ExpectedBusinessAccountId = link.ExpectedBusinessAccountId,
        };
        LinkState.Of(link).ApplyTo(copy);
        return copy;
    }

    /// <summary>Decides, and changes the rows as the app does; the context is never connected to anything.</summary>
    private static Decision Run(UserRows rows, KapsoReading look, ReconciliationTrigger trigger)
    {
        var now = look.Numbers.Select(number => number.ReadAt).Append(look.LinksReadAt ?? Start).Max().AddSeconds(1);
        if (trigger.Return is { } claim && rows.Links.TrueForAll(link => link.Id != claim.LinkId)) trigger = ReconciliationTrigger.Sweep;
        using var db = new ThreadwayDb(new DbContextOptionsBuilder<ThreadwayDb>().UseSqlite("Data Source=:memory:").Options);
        var decision = Decider.Decide(rows, look, trigger, now);
        var writer = new DecisionWriter(new AuditLog(new RequestOrigin(new HttpContextAccessor()), TimeProvider.System), db, rows, trigger.Witness, now);
        writer.ApplyToFormerOwners(decision);
        writer.Apply(decision);
        return decision;
    }

    private static string Numbers(UserRows rows) =>
        string.Join('\n', rows.Connections.OrderBy(c => c.PhoneNumberId, StringComparer.Ordinal).Select(c => $"{c.PhoneNumberId} {c.Status} {c.Lights.Linked}"));

    private static string State(UserRows rows) =>
        string.Join('\n', rows.Connections.Select(c => $"{c.PhoneNumberId} {c.Status} {c.Lights} {c.Digits}")
            .Concat(rows.Links.Select(link => $"{link.Id} {LinkState.Of(link)}")));
}
