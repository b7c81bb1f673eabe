namespace Threadway.Web.Messaging.Sending.Pacing;

/// <summary>What holds one number back, and until when. Pure.</summary>
internal sealed class NumberHolds
{
    private readonly Dictionary<HoldKind, DateTimeOffset> holds = [];

    public NumberHolds(HoldKind? kind, DateTimeOffset? until)
    {
        if (kind is { } known && until is { } end) holds[known] = end;
    }

    public void Add(NumberHold hold, DateTimeOffset now)
    {
        if (hold.Kind == HoldKind.TooFast) return;
        var until = now + hold.For;
        holds[hold.Kind] = holds.TryGetValue(hold.Kind, out var known) && known > until ? known : until;
    }

    public void Lift(HoldKind kind) => holds.Remove(kind);

    public bool HoldsTemplates(DateTimeOffset now) => holds.TryGetValue(HoldKind.Templates, out var until) && until > now;

    /// <summary>What lets nothing go now, and until when.</summary>
    public (HoldKind Kind, DateTimeOffset Until)? All(DateTimeOffset now)
    {
        (HoldKind, DateTimeOffset Until)? longest = null;
        foreach (var (kind, until) in holds)
        {
            if (kind != HoldKind.Templates && until > now && !(longest?.Until >= until)) longest = (kind, until);
        }
        return longest;
    }

    /// <summary>Anything at all, to be shown.</summary>
    public (HoldKind Kind, DateTimeOffset Until)? Any(DateTimeOffset now) =>
        All(now) ?? (HoldsTemplates(now) ? (HoldKind.Templates, holds[HoldKind.Templates]) : null);
}
