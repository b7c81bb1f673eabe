namespace Threadway.Web.Connections.Evidence;

/// <summary>The state of one number, as far as its observations tell. <see cref="Status"/> is null while nobody has seen the number.</summary>
internal sealed record Verdict(ConnectionStatus? Status, Lights Lights)
{
    /// <summary>The newest fresh read that showed the number.</summary>
    public NumberSnapshot? Number { get; init; }

    /// <summary>When the disconnect was asked for that is in force.</summary>
    public DateTimeOffset? DisconnectRequestedAt { get; init; }

    public bool UnlinkedOnPhone { get; init; }
}

/// <summary>
/// Turns the observations of a number into its state. Each fact speaks of one aspect; in each aspect the newest wins;
/// the state follows from those few newest facts. So the order of arrival, repetitions and lost witnesses do not matter:
/// whoever brings the newest fact of an aspect settles it. Hints and unclear answers have no aspect and change nothing.
/// </summary>
internal static class ConnectionJudge
{
    public static Verdict Judge(IEnumerable<ObservedFact> facts)
    {
        var newest = new Dictionary<Aspect, ObservedFact>();
        ObservedFact? seen = null;
        foreach (var fact in facts)
        {
            Weigh(newest, fact.Fact.Aspect(), fact);
            if (CredentialIn(fact) is { } credential)
            {
                Weigh(newest, Aspect.Credential, credential);
                // Credentials that work again were granted anew: the owner's phone is linked again too.
                if (credential.Fact == Fact.CredentialGood) Weigh(newest, Aspect.Phone, credential);
            }
            if (fact.Fact != Fact.Present) continue;
            seen = Newer(seen, fact);
        }

        // A disconnect holds for the incarnation of the number that it was asked for: one that Kapso made later is a new start.
        ObservedFact? request = newest.TryGetValue(Aspect.Request, out var asked) && !(seen?.Snapshot?.CreatedAt > asked.ObservedAt) ? asked : null;

        return Decide(aspect => newest.TryGetValue(aspect, out var fact) ? fact.Fact : null, seen?.Snapshot, request is not null) with
        {
            Number = seen?.Snapshot,
            DisconnectRequestedAt = request?.ObservedAt,
            UnlinkedOnPhone = newest.TryGetValue(Aspect.Phone, out var phone) && phone.Fact == Fact.UnlinkedOnPhone,
        };
    }

    private static Verdict Decide(Func<Aspect, Fact?> said, NumberSnapshot? number, bool disconnecting) => said(Aspect.Link) switch
    {
        null => new(null, Off(LightReason.LinkPending) with { Receiving = LightReason.ReceivingPending }),
        Fact.Absent when disconnecting => Off(ConnectionStatus.Disconnected, LightReason.Disconnected),
        Fact.Absent => Off(ConnectionStatus.NeedsReconnect, LightReason.GoneAtKapso),
        _ when disconnecting => Off(ConnectionStatus.Connected, LightReason.Disconnecting),
        _ => Linked(said, number),
    };

    private static Verdict Off(ConnectionStatus? status, LightReason linked) => new(status, Off(linked));

    private static Lights Off(LightReason linked) => new() { Linked = linked, Receiving = LightReason.ReceivingOff, Sending = LightReason.SendingOff };

    private static Verdict Linked(Func<Aspect, Fact?> said, NumberSnapshot? number)
    {
        var sending = (said(Aspect.Credential), said(Aspect.Identity), said(Aspect.Account)) switch
        {
            (Fact.Offboarded, _, _) => LightReason.Offboarded,
            (Fact.CredentialLost, _, _) => LightReason.AccessRemoved,
            (_, Fact.IdentityMismatched, _) => LightReason.WrongBusinessAccount,
            (_, _, Fact.SendingBlocked) => LightReason.SendingBlocked,
            (_, _, Fact.SendingLimited) => LightReason.SendingLimited,
            _ when Is(number?.Status, "PENDING") => LightReason.SendingUnderReview,
            _ => LightReason.Sending,
        };
        var status = sending is LightReason.Offboarded or LightReason.AccessRemoved or LightReason.WrongBusinessAccount
            ? ConnectionStatus.NeedsReconnect
            : ConnectionStatus.Connected;
        var receiving = said(Aspect.Receiving) switch
        {
            Fact.ReceivingReady => LightReason.Receiving,
            Fact.ReceivingBroken => LightReason.ReceivingBeingRepaired,
            _ => LightReason.ReceivingPending,
        };
        return new(status, new Lights { Linked = LightReason.Linked, Receiving = receiving, Sending = sending });
    }

    /// <summary>Only an explicit word counts: anything else than CONNECTED and DISCONNECTED in a read leaves the credential as it was.</summary>
    private static ObservedFact? CredentialIn(ObservedFact said) => said switch
    {
        { Fact: Fact.CredentialGood } => said,
        { Fact: Fact.Present, Snapshot.Status: { } status } when Is(status, "CONNECTED") => said with { Fact = Fact.CredentialGood },
        { Fact: Fact.Present, Snapshot.Status: { } status } when Is(status, "DISCONNECTED") => said with { Fact = Fact.CredentialLost },
        _ => null,
    };

    private static void Weigh(Dictionary<Aspect, ObservedFact> newest, Aspect aspect, ObservedFact fact) =>
        newest[aspect] = Newer(newest.TryGetValue(aspect, out var held) ? held : null, fact);

    private static ObservedFact Newer(ObservedFact? held, ObservedFact other) => held is { } current && Compare(current, other) >= 0 ? current : other;

    // Equal times are decided by what was said, never by who came first: the more worrying fact (they are declared
    // good before bad), then the content.
    private static int Compare(ObservedFact left, ObservedFact right)
    {
        var byTime = left.ObservedAt.CompareTo(right.ObservedAt);
        if (byTime != 0) return byTime;
        var byFact = left.Fact.CompareTo(right.Fact);
        return byFact != 0 ? byFact : string.CompareOrdinal(left.Snapshot?.ToJson(), right.Snapshot?.ToJson());
    }

    private static bool Is(string? status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
}
