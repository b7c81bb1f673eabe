namespace Threadway.Web.Messaging.Sending.Pacing;

/// <summary>
/// What Meta lets one number send to one contact: a message each six seconds, or up to 45 within six seconds that are borrowed from the
/// time after them (contract 14). Requests are told from when they began to when they were answered, and Meta counts them somewhere
/// between: a burst ends early and is made up for late, so that Meta's count is never the higher one.
/// </summary>
internal readonly record struct PairPace(DateTimeOffset BurstAt, int Count, DateTimeOffset PacedUntil)
{
    public const int LargestBurst = 45;

    public static readonly TimeSpan Step = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Burst = Step - TimeSpan.FromSeconds(1);

    /// <summary>When the next may begin.</summary>
    public DateTimeOffset NextAt(DateTimeOffset now) =>
        now >= PacedUntil || (Count < LargestBurst && now - BurstAt < Burst) ? now : PacedUntil;

    /// <summary>After one that went out, or of which nobody knows.</summary>
    public PairPace Sent(DateTimeOffset began, DateTimeOffset answered) =>
        began >= PacedUntil ? new(began, 1, answered + Step) : this with { Count = Count + 1, PacedUntil = PacedUntil + Step };
}
