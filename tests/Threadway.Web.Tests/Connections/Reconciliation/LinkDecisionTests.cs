using CsCheck;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using static Threadway.Web.Tests.Connections.Reconciliation.Deciding;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>What is decided about setup links: how they end, which number came out of which, what is refused.</summary>
public sealed class LinkDecisionTests
{
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

    [Fact]
    public void A_number_that_came_out_of_a_later_setup_on_purpose_is_no_reconnects_mismatch() =>
        Gen.Select(OneOf(SetupPurpose.Connect, SetupPurpose.Provision), OneOf("used", "active", "expired")).Sample((purpose, status) =>
        {
            var rows = Hold([NewLink(purpose, "later", minute: 20), NewLink(SetupPurpose.Reconnect)]);
            var look = new KapsoReading
            {
                Links = [LinkAtKapso("later", status)],
                LinksReadAt = Start.AddMinutes(30),
                Numbers = [new("n9", NumberSight.Present, Start.AddMinutes(30)) { Snapshot = new() { CreatedAt = Start.AddMinutes(10), Digits = "999" } }],
            };

            Run(rows, look, ReconciliationTrigger.Sweep);

            return (rows.Connections.Count, rows.Links[1].ErrorCode) == (status == "used" ? (1, null) : (0, Mismatch.Number));
        });

    [Fact]
    public void A_reconnect_that_ends_in_another_business_account_is_refused_in_words_and_the_same_account_is_not() =>
        OneOf("201", "202").Sample(account =>
        {
            var rows = Hold([NewLink(SetupPurpose.Reconnect, businessAccount: "201")]);
            var look = new KapsoReading
            {
                Links = [LinkAtKapso("link", "used")],
                LinksReadAt = Start.AddMinutes(9),
                Numbers = [new("n1", NumberSight.Present, Start.AddMinutes(9)) { Snapshot = new() { Digits = "571", BusinessAccountId = account, CreatedAt = Start.AddDays(-9) } }],
            };

            var refusals = Enumerable.Range(0, 3).SelectMany(_ => Run(rows, look, ReconciliationTrigger.Sweep).Audit).Count(note => note.Action == Mismatch.BusinessAccount);

            return account == "201"
                ? (refusals, rows.Links[0].ErrorCode, rows.Links[0].PhoneNumberId, rows.Connections[0].Lights.Sending) == (0, null, "n1", LightReason.Sending)
                : (refusals, rows.Links[0].ErrorCode, rows.Links[0].PhoneNumberId, rows.Connections[0].Lights.Sending) == (1, Mismatch.BusinessAccount, null, LightReason.WrongBusinessAccount);
        });

    [Fact]
    public void A_link_is_waited_for_until_Kapso_ends_it_and_no_longer() =>
        Gen.Select(OneOf("active", "used", "expired", "revoked", "something_new"), Gen.Bool).Sample((status, customerGone) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            var readAt = Start.AddMinutes(9);

            Run(rows, new() { Links = customerGone ? [] : [LinkAtKapso("link", status)], CustomerGone = customerGone, LinksReadAt = readAt }, ReconciliationTrigger.Sweep);

            var ended = customerGone || status is "expired" or "revoked";
            return (rows.Links[0].Status.Value, rows.Links[0].SettledAt) == (customerGone ? "revoked" : status, ended ? readAt : null);
        });

    [Fact]
    public void What_Kapso_said_of_a_failed_setup_is_kept_and_bounded() =>
        Gen.String[0, 700].Sample(sentence =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);

            Run(rows, new() { Links = [LinkAtKapso("link", "active") with { WhatsappSetupError = sentence }], LinksReadAt = Start }, ReconciliationTrigger.Sweep);

            return rows.Links[0].ProviderSentence == sentence[..Math.Min(500, sentence.Length)];
        });

    [Fact]
    public void A_number_belongs_to_the_last_link_before_it_and_to_no_other() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[11, 19]).Sample((early, late) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect, "later", minute: 10), NewLink(SetupPurpose.Connect)]);
            NumberReading Made(string id, int minute) => new(id, NumberSight.Present, Start.AddMinutes(30)) { Snapshot = new() { CreatedAt = Start.AddMinutes(minute), Digits = id } };
            KapsoReading Look(params NumberReading[] numbers) => new() { Links = [LinkAtKapso("later", "used"), LinkAtKapso("link", "used")], LinksReadAt = Start.AddMinutes(30), Numbers = numbers };

            Run(rows, Look(Made("n2", late)), ReconciliationTrigger.Sweep);
            var first = rows.Links[1].PhoneNumberId;
            Run(rows, Look(Made("n1", early), Made("n2", late)), ReconciliationTrigger.Sweep);

            return (first, rows.Links[0].PhoneNumberId, rows.Links[1].PhoneNumberId) == (null, "n2", "n1");
        });

    [Fact]
    public void A_reconnect_is_over_once_the_number_has_its_access_back_and_not_before() =>
        Gen.Select(OneOf("CONNECTED", "DISCONNECTED", "PENDING"), Gen.Bool).Sample((status, offboarded) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Reconnect)]);
            NumberReading number = new("n1", NumberSight.Present, Start.AddMinutes(9)) { Snapshot = new() { CreatedAt = Start.AddDays(-9), Digits = "571", Status = status } };
            if (offboarded) number = number with { Health = [new(Fact.Offboarded, Start.AddMinutes(10))] };

            Run(rows, new() { Links = [LinkAtKapso("link", "used")], LinksReadAt = Start.AddMinutes(9), Numbers = [number] }, ReconciliationTrigger.Sweep);

            return rows.Links[0].SettledAt is not null == (status != "DISCONNECTED" && !offboarded);
        });

    [Fact]
    public void A_reconnect_refuses_neither_the_same_digits_under_a_new_id_nor_a_number_that_is_the_users_already() =>
        Gen.Bool.Sample(already =>
        {
            var rows = Hold([NewLink(SetupPurpose.Reconnect)]);
            NumberReading Seen(string digits, DateTimeOffset? madeAt, int minute) => new("n9", NumberSight.Present, Start.AddMinutes(minute)) { Snapshot = new() { CreatedAt = madeAt, Digits = digits } };
            if (already) Run(rows, new() { Numbers = [Seen("999", null, 8)] }, ReconciliationTrigger.Sweep);

            Run(rows, new() { Numbers = [Seen(already ? "999" : "571", Start, 9)] }, ReconciliationTrigger.Sweep);

            return rows.Connections is [{ PhoneNumberId: "n9", MadeAt: not null }] && rows.Links[0].ErrorCode is null;
        });
}
