using CsCheck;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using static Threadway.Web.Tests.Connections.Reconciliation.Deciding;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>What a browser that comes back is shown, and what its claim may change.</summary>
public sealed class ReturnDecisionTests
{
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
            return Statuses(with) == Statuses(without);
        });

    [Fact]
    public void A_strangers_number_is_answered_as_foreign_and_written_down_under_who_claimed_it_and_moves_nothing() =>
        Gen.Select(OneOf<Guid?>(User, null), OneOf("active", "used")).Sample((claimant, status) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            var look = new KapsoReading
            {
                Links = [LinkAtKapso("link", status)],
                LinksReadAt = Start.AddMinutes(9),
                Numbers = [new("n4", NumberSight.SomebodyElses, Start.AddMinutes(9))],
            };

            var decision = Run(rows, look, ReconciliationTrigger.Returned(new("link", null, "n4", claimant)));

            return decision is { Return: ReturnVerdict.Foreign, Audit: [{ Action: AuditAction.CrossCustomerClaim, SetupLinkId: "link", PhoneNumberId: "n4" } note] }
                && note.UserId == User && rows.Links[0].ReturnedAt is null && rows.Connections.Count == 0;
        });

    [Fact]
    public void A_return_that_says_success_waits_as_connected_unless_a_reconnect_names_another_number() =>
        Gen.Select(Gen.Enum<SetupPurpose>(), OneOf("n1", "n2", null!)).Sample((purpose, claimed) =>
        {
            var rows = Hold([NewLink(purpose)]);
            var nothingYet = new KapsoReading { Links = [LinkAtKapso("link", "active")], LinksReadAt = Start };

            var decision = Run(rows, nothingYet, ReconciliationTrigger.Returned(new("link", null, claimed, User)));

            return purpose == SetupPurpose.Reconnect && claimed == "n2"
                ? decision.Return is ReturnVerdict.Failed { Code: Mismatch.Number }
                : decision.Return is ReturnVerdict.Connected && rows.Links[0].ReturnedAt is not null;
        });

    [Fact]
    public void A_refused_reconnect_stays_refused_whatever_the_browser_says() =>
        Gen.Select(OneOf("n1", "n9", null!), Gen.Int[1, 3]).Sample((claimed, times) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Reconnect)]);
            var look = new KapsoReading { Numbers = [new("n9", NumberSight.Present, Start.AddMinutes(50)) { Snapshot = new() { CreatedAt = Start, Digits = "999" } }] };

            return Enumerable.Range(0, times).All(_ =>
                Run(rows, look, ReconciliationTrigger.Returned(new("link", null, claimed, User))).Return is ReturnVerdict.Failed { Code: Mismatch.Number });
        });

    [Fact]
    public void A_return_that_says_failure_is_answered_with_the_truth_first() =>
        Gen.Select(OneOf("link_expired", "already_used", "user_cancelled"), OneOf("active", "used", "expired"), Gen.Bool).Sample((code, status, ownSession) =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            var look = new KapsoReading { Links = [LinkAtKapso("link", status)], LinksReadAt = Start };

            var decision = Run(rows, look, ReconciliationTrigger.Returned(new("link", code, null, ownSession ? User : null)));

            return (status, code, ownSession) switch
            {
                ("used", _, _) => decision.Return is ReturnVerdict.Connected && rows.Links[0].ErrorCode is null,
                (_, "link_expired" or "already_used", true) => decision.Return is ReturnVerdict.GoOn && rows.Links[0].ErrorCode is null,
                // What is over keeps what it ended with.
                ("expired", _, _) => decision.Return == new ReturnVerdict.Failed(code) && rows.Links[0].ErrorCode is null,
                _ => decision.Return == new ReturnVerdict.Failed(code) && rows.Links[0].ErrorCode == code,
            };
        });

    [Fact]
    public void Of_two_numbers_that_came_out_the_link_is_joined_with_the_one_that_the_browser_names_else_with_the_first() =>
        OneOf("n1", "n2", "n7", null!).Sample(claimed =>
        {
            var rows = Hold([NewLink(SetupPurpose.Connect)]);
            NumberReading Made(string id, int minute) => new(id, NumberSight.Present, Start.AddMinutes(30)) { Snapshot = new() { CreatedAt = Start.AddMinutes(minute), Digits = id } };
            var look = new KapsoReading { Links = [LinkAtKapso("link", "used")], LinksReadAt = Start.AddMinutes(30), Numbers = [Made("n2", 8), Made("n1", 3)] };

            Run(rows, look, ReconciliationTrigger.Returned(new("link", null, claimed, User)));

            return rows.Links[0].PhoneNumberId == (claimed == "n2" ? "n2" : "n1");
        });
}
