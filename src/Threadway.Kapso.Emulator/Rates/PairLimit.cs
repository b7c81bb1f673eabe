namespace Threadway.Kapso.Emulator.Rates;

/// <summary>
/// From one number to one person: a message every 6 seconds, or up to 45 within 6 seconds that are borrowed from the time
/// after them. 20 at once mean two minutes of silence.
/// </summary>
internal sealed class PairLimit
{
    private const int LargestBurst = 45;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(6);

    private DateTimeOffset burstStart;
    private DateTimeOffset freeAt;
    private int taken;

    public bool IsOver(DateTimeOffset now) => now >= freeAt;

    public bool TryTake(DateTimeOffset now)
    {
        if (IsOver(now))
            (burstStart, freeAt, taken) = (now, now, 0);
        else if (now - burstStart >= Step || taken >= LargestBurst)
            return false;

        taken++;
        freeAt += Step;
        return true;
    }
}
