namespace Threadway.Kapso.Emulator.Rates;

/// <summary>
/// From one number to one person: a message every 6 seconds, or up to 45 within 6 seconds that are borrowed from the time
/// after them. 20 at once mean two minutes of silence.
/// </summary>
internal sealed class PairDebt
{
    private const int LargestBurst = 45;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(6);

    private DateTimeOffset burstStart;
    private DateTimeOffset paidAt;
    private int borrowed;

    public bool IsPaid(DateTimeOffset now) => now >= paidAt;

    public bool TryBorrow(DateTimeOffset now)
    {
        if (IsPaid(now))
            (burstStart, paidAt, borrowed) = (now, now, 0);
        else if (now - burstStart >= Step || borrowed >= LargestBurst)
            return false;

        borrowed++;
        paidAt += Step;
        return true;
    }
}
