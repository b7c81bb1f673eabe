namespace Threadway.Web.Webhooks;

/// <summary>How often and when an event is looked at again, and what is remembered of that.</summary>
internal static class WebhookTries
{
    /// <summary>Between the tries of an event that throws, while its lane waits: five tries in some fifteen seconds.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    /// <summary>An event that could not be handled for this long is parked: kept, with its last error, for a person to look at.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(15);

    /// <summary>How long the lane waits after so many failures; null where there were enough.</summary>
    public static TimeSpan? Pause(int failures) => failures <= Pauses.Length ? Pauses[failures - 1] : null;

    public static EventResult Handled(EventInHand done, DateTimeOffset now) => new(done.Sequence, now, null, done.Attempts + 1, null);

    /// <summary>It steps out of its lane and is looked at again by itself.</summary>
    public static EventResult Later(EventInHand asked, string reason, DateTimeOffset now)
    {
        asked.Attempts++;
        return now - asked.Claimed.ReceivedAt > Patience
            ? Park(asked, reason)
            : new(asked.Sequence, null, now + Backoff(asked.Attempts), asked.Attempts, reason);
    }

    public static EventResult Park(EventInHand failed, string reason) => new(failed.Sequence, null, null, failed.Attempts, reason);

    /// <summary>It stays in its place and in this node's hands.</summary>
    public static EventResult Again(EventInHand failed, string reason) =>
        new(failed.Sequence, null, failed.Claimed.ReceivedAt, failed.Attempts, reason, KeepsClaim: true);

    /// <summary>It was not tried, and is anybody's.</summary>
    public static EventResult Unchanged(EventInHand one) => new(one.Sequence, null, one.Claimed.ReceivedAt, one.Attempts, one.Claimed.LastError);

    private static TimeSpan Backoff(int attempts)
    {
        var seconds = Math.Pow(2, Math.Min(attempts - 1, 10));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestBackoff.TotalSeconds));
    }
}
