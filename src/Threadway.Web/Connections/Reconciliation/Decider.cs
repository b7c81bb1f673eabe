using Threadway.Kapso;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// Decides, from what we hold and what Kapso said, what changes. Pure: no clock, no database, no request; the same input gives
/// the same decision. First the links, then each number, then which number came out of which link, then what is left to mend.
/// </summary>
internal sealed class Decider
{
    private const int SentenceLength = 500;

    private readonly UserRows held;
    private readonly KapsoReading reading;
    private readonly ReconciliationTrigger trigger;
    private readonly DateTimeOffset now;
    private readonly Dictionary<string, LinkState> links;
    private readonly List<NumberChange> numbers = [];
    private readonly List<AuditNote> audit = [];

    private Decider(UserRows held, KapsoReading reading, ReconciliationTrigger trigger, DateTimeOffset now)
    {
        (this.held, this.reading, this.trigger, this.now) = (held, reading, trigger, now);
        links = held.Links.ToDictionary(link => link.Id, LinkState.Of);
    }

    public static Decision Decide(UserRows held, KapsoReading reading, ReconciliationTrigger trigger, DateTimeOffset now)
    {
        var decider = new Decider(held, reading, trigger, now);
        decider.FollowLinks();
        decider.WeighNumbers();
        decider.JoinLinksWithNumbers();
        var answer = trigger.Return is { } claim ? decider.AnswerReturn(claim) : null;
        return new()
        {
            Links = [.. held.Links.Where(link => decider.links[link.Id] != LinkState.Of(link)).Select(link => new LinkChange(link.Id, decider.links[link.Id]))],
            Numbers = decider.numbers,
            Audit = decider.audit,
            Mends = [.. decider.Mends()],
            Return = answer,
        };
    }

    /// <summary>What mending came to is weighed like everything else.</summary>
    public static Decision Decide(UserRows held, IEnumerable<(string PhoneNumberId, ObservedFact Fact)> mended, ReconciliationTrigger trigger, DateTimeOffset now)
    {
        var decider = new Decider(held, KapsoReading.None, trigger, now);
        foreach (var (phoneNumberId, fact) in mended) decider.Weigh(phoneNumberId, [fact]);
        return new() { Numbers = decider.numbers };
    }

    /// <summary>Kapso's words about the links; an older read never overwrites a newer one.</summary>
    private void FollowLinks()
    {
        if (reading.LinksReadAt is not { } readAt) return;

        foreach (var (id, state) in links.Where(link => link.Value.SettledAt is null && link.Value.ObservedAt < readAt).ToList())
        {
            if (reading.CustomerGone)
                links[id] = state with { Status = SetupLinkStatus.Revoked, ObservedAt = readAt, SettledAt = readAt };
            else if (reading.Links.FirstOrDefault(link => link.Id == id) is { } link)
                links[id] = Follow(state, link, readAt);
        }
    }

    private static LinkState Follow(LinkState state, SetupLink link, DateTimeOffset readAt) => state with
    {
        Status = link.Status,
        SetupStatus = link.WhatsappSetupStatus ?? WhatsappSetupStatus.Pending,
        ProviderSentence = link.WhatsappSetupError is { Length: > SentenceLength } text ? text[..SentenceLength] : link.WhatsappSetupError,
        ExpiresAt = link.ExpiresAt,
        ObservedAt = readAt,
        SettledAt = link.Status == SetupLinkStatus.Expired || link.Status == SetupLinkStatus.Revoked ? readAt : state.SettledAt,
    };

    private void WeighNumbers()
    {
        if (trigger.Disconnects) AskToDisconnect(trigger.PhoneNumberId!);

        // What is gone comes first: a number that was made anew with the same digits takes its row over in the same look.
        foreach (var number in reading.Numbers.OrderBy(number => number.Sight == NumberSight.Present))
        {
            if (number.Sight == NumberSight.Present)
            {
                if (IsRefused(number.PhoneNumberId, number.Snapshot!)) continue;
                LeaveFormerOwners(number);
            }
            // Of what is no number of this user's only a signed event may leave a trace: a claim in an address is anybody's.
            else if (held.Find(number.PhoneNumberId) is null && (number.Sight == NumberSight.SomebodyElses || number.PhoneNumberId != trigger.PhoneNumberId))
            {
                continue;
            }
            Weigh(number.PhoneNumberId, [.. number.PhoneNumberId == trigger.PhoneNumberId ? trigger.Said : [], .. number.Facts()]);
        }
    }

    private void AskToDisconnect(string phoneNumberId)
    {
        if (held.Find(phoneNumberId) is not { DisconnectRequestedAt: null, Status: not ConnectionStatus.Disconnected } connection) return;

        audit.Add(new(held.UserId, AuditAction.DisconnectRequested) { PhoneNumberId = phoneNumberId });
        // Kapso's clock may be ahead of ours: the wish is never older than the number that it is about.
        Weigh(phoneNumberId, [new(Fact.DisconnectRequested, connection.MadeAt > now ? connection.MadeAt.Value : now)]);
    }

    private void Weigh(string phoneNumberId, IReadOnlyList<ObservedFact> facts)
    {
        var earlier = numbers.Find(change => change.UserId == held.UserId && change.PhoneNumberId == phoneNumberId);
        if (earlier is not null)
        {
            numbers.Remove(earlier);
            facts = [.. earlier.Facts, .. facts];
        }

        var verdict = ConnectionJudge.Judge([.. held.FactsOf(phoneNumberId), .. facts]);
        var row = held.Find(phoneNumberId) ?? (verdict is { Lights.Linked: LightReason.Linked, Number.Digits: { } digits } ? FindFreeRow(digits) : null);
        numbers.Add(new(held.UserId, phoneNumberId, row?.Id, facts, verdict));
    }

    /// <summary>A row that lost its number: another one of the same digits goes on with it, so that history stays together.</summary>
    private Connection? FindFreeRow(string digits) => held.Connections.Find(row =>
        row.Digits == digits
        && (numbers.FindLast(change => change.ConnectionId == row.Id)?.Verdict.Lights ?? row.Lights).Linked is LightReason.GoneAtKapso or LightReason.Disconnected);

    /// <summary>A number has one customer: what shows it under this one shows that it left the others.</summary>
    private void LeaveFormerOwners(NumberReading number)
    {
        foreach (var (connection, observations) in held.FormerOwners.Where(owner => owner.Connection.PhoneNumberId == number.PhoneNumberId))
        {
            ObservedFact gone = new(Fact.Absent, number.ReadAt, ObservedFact.AnotherCustomer);
            var verdict = ConnectionJudge.Judge([.. observations.Select(o => o.AsFact()), gone]);
            numbers.Add(new(connection.UserId, number.PhoneNumberId, connection.Id, [gone], verdict));
        }
    }

    /// <summary>
    /// Whoever sits at the browser may choose another number than the one that a reconnect is for. A number, new to us, that
    /// appeared while such a reconnect was under way is not connected behind the owner's back, unless a later link was
    /// finished on purpose: the reconnect says so in words instead.
    /// </summary>
    private bool IsRefused(string phoneNumberId, NumberSnapshot number)
    {
        if (number.CreatedAt is not { } madeAt || held.Find(phoneNumberId) is not null) return false;

        // Kapso's own times on both sides, so that its clock and ours need not agree.
        var inForce = held.Links.FirstOrDefault(link => link.CreatedAt <= madeAt);
        if (inForce is not { Purpose: SetupPurpose.Reconnect, ExpectedPhoneNumberId: { } expected } || expected == phoneNumberId) return false;
        if (inForce.ExpectedDigits is { } digits && digits == number.Digits) return false;
        if (held.Links.Any(link => link.CreatedAt > madeAt && link.Purpose != SetupPurpose.Reconnect && links[link.Id].Status == SetupLinkStatus.Used)) return false;

        Refuse(inForce, Mismatch.Number, phoneNumberId);
        return true;
    }

    private void Refuse(SetupLinkRow link, string code, string? phoneNumberId)
    {
        if (links[link.Id].ErrorCode == code) return;

        links[link.Id] = links[link.Id] with { ErrorCode = code, SettledAt = now };
        audit.Add(new(held.UserId, code) { SetupLinkId = link.Id, PhoneNumberId = phoneNumberId });
    }

    /// <summary>Joins finished links with the numbers that came out of them, and compares the business account after a reconnect.</summary>
    private void JoinLinksWithNumbers()
    {
        foreach (var link in held.Links.Where(link => links[link.Id] is { SettledAt: null } state && state.Status == SetupLinkStatus.Used))
        {
            if (FindNumberOf(link) is not { } number) continue;

            if (link.ExpectedBusinessAccountId is { } expected && number.BusinessAccountId is { } actual)
            {
                if (expected != actual)
                {
                    Refuse(link, Mismatch.BusinessAccount, link.ExpectedPhoneNumberId);
                    Weigh(number.PhoneNumberId, [new(Fact.IdentityMismatched, now, $"expected {expected}, found {actual}")]);
                    continue;
                }
                Weigh(number.PhoneNumberId, [new(Fact.IdentityMatched, now)]);
            }
            links[link.Id] = links[link.Id] with { PhoneNumberId = number.PhoneNumberId, ErrorCode = null, SettledAt = now };
        }
    }

    private HeldNumber? FindNumberOf(SetupLinkRow link)
    {
        var linked = Numbers().Where(number => number.Lights.Linked == LightReason.Linked).ToList();
        if (link.ExpectedPhoneNumberId is { } expected)
        {
            return linked.Find(number => (number.PhoneNumberId == expected || (number.Digits is { } digits && digits == link.ExpectedDigits))
                && number.Lights.Sending is not (LightReason.AccessRemoved or LightReason.Offboarded));
        }
        return linked.Find(number => number.PhoneNumberId == trigger.Return?.ClaimedNumberId)
            ?? linked
                .Where(number => number.MadeAt >= link.CreatedAt
                    && !held.Links.Any(other => links[other.Id].PhoneNumberId == number.PhoneNumberId && other.CreatedAt > link.CreatedAt))
                .MinBy(number => number.MadeAt);
    }

    /// <summary>The user's numbers as they are after this look.</summary>
    private IEnumerable<HeldNumber> Numbers()
    {
        var seen = numbers.Where(change => change.UserId == held.UserId && change.Verdict is { Number: not null, Status: not null }).ToList();
        return seen
            .Select(change => new HeldNumber(change.PhoneNumberId, change.Verdict.Number!.Digits, change.Verdict.Number.BusinessAccountId, change.Verdict.Number.CreatedAt, change.Verdict.Lights))
            .Concat(held.Connections
                .Where(c => seen.TrueForAll(change => change.ConnectionId != c.Id))
                .Select(c => new HeldNumber(c.PhoneNumberId, c.Digits, c.BusinessAccountId, c.MadeAt, c.Lights)));
    }

    private ReturnVerdict AnswerReturn(SetupReturn claim)
    {
        var link = held.Links.Single(row => row.Id == claim.LinkId);
        return claim.ErrorCode is { } code ? AnswerFailure(claim, link, code) : AnswerSuccess(claim, link);
    }

    private ReturnVerdict AnswerSuccess(SetupReturn claim, SetupLinkRow link)
    {
        var state = links[link.Id];
        var foreign = reading.Numbers.Any(number => number.PhoneNumberId == claim.ClaimedNumberId && number.Sight == NumberSight.SomebodyElses)
            && held.Find(claim.ClaimedNumberId!) is null;
        // The word that it is done counts for "almost there"; nothing that names a stranger's number counts for anything.
        if (!foreign && state.SettledAt is null) links[link.Id] = state with { ReturnedAt = now, ErrorCode = null };

        if (Mismatch.Is(state.ErrorCode)) return new ReturnVerdict.Failed(state.ErrorCode!);
        if (link.ExpectedPhoneNumberId is { } expected && claim.ClaimedNumberId is { } claimed && claimed != expected && claimed != state.PhoneNumberId)
            return new ReturnVerdict.Failed(Mismatch.Number);
        if (!foreign) return new ReturnVerdict.Connected();

        audit.Add(new(claim.ClaimedBy ?? held.UserId, AuditAction.CrossCustomerClaim) { SetupLinkId = link.Id, PhoneNumberId = claim.ClaimedNumberId });
        return new ReturnVerdict.Foreign();
    }

    private ReturnVerdict AnswerFailure(SetupReturn claim, SetupLinkRow link, string code)
    {
        // The truth first: "already used" may well mean that it is connected (contract 5).
        var state = links[link.Id];
        if (state.Status == SetupLinkStatus.Used && state.ErrorCode is null) return new ReturnVerdict.Connected();
        if (code is "link_expired" or "already_used" && claim.ClaimedBy == held.UserId) return new ReturnVerdict.GoOn();

        if (state.SettledAt is null) links[link.Id] = state with { ErrorCode = code };
        return new ReturnVerdict.Failed(code);
    }

    private IEnumerable<Mend> Mends()
    {
        var present = reading.Numbers.Where(number => number.Sight == NumberSight.Present).Select(number => number.PhoneNumberId).ToHashSet();
        foreach (var change in numbers.Where(change => change.UserId == held.UserId && present.Contains(change.PhoneNumberId)))
        {
            if (change.Verdict is { DisconnectRequestedAt: null, Lights.Receiving: not LightReason.Receiving })
                yield return new EnsureWebhook(change.PhoneNumberId);
        }

        var sweeps = trigger.Witness == Witness.Sweep && reading.Failure is null;
        foreach (var number in Numbers().Where(number => number.Lights.Linked == LightReason.Disconnecting))
        {
            if (sweeps || (trigger.Disconnects && number.PhoneNumberId == trigger.PhoneNumberId))
                yield return new RemoveNumber(number.PhoneNumberId);
        }
    }

    private sealed record HeldNumber(string PhoneNumberId, string? Digits, string? BusinessAccountId, DateTimeOffset? MadeAt, Lights Lights);
}
