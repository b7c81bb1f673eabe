namespace Threadway.Kapso.Emulator.Rates;

/// <summary>The last second of one number, and its counts.</summary>
internal sealed class NumberPace
{
    private readonly Queue<(DateTimeOffset At, bool IsSend)> lastSecond = new();
    private int sendsInLastSecond;
    private int busiestSecond;
    private long accepted;

    public long RefusedForRate { get; set; }

    public long RefusedForPair { get; set; }

    /// <summary>Messages in both directions less than a second ago.</summary>
    public int InLastSecond(DateTimeOffset now)
    {
        while (lastSecond.TryPeek(out var oldest) && now - oldest.At >= TimeSpan.FromSeconds(1))
        {
            lastSecond.Dequeue();
            sendsInLastSecond -= oldest.IsSend ? 1 : 0;
        }

        return lastSecond.Count;
    }

    public void Sent(DateTimeOffset now)
    {
        InLastSecond(now);
        lastSecond.Enqueue((now, true));
        accepted++;
        busiestSecond = Math.Max(busiestSecond, ++sendsInLastSecond);
    }

    public void Received(DateTimeOffset now)
    {
        InLastSecond(now);
        lastSecond.Enqueue((now, false));
    }

    public SendingStats Stats(string phoneNumberId) => new(phoneNumberId, accepted, RefusedForRate, RefusedForPair, busiestSecond);
}
