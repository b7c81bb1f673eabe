namespace Threadway.Web.Kapso.Budget;

/// <summary>How the requests of a minute are shared among those who want them, as parts of the limit.</summary>
/// <param name="SignIn">Kept for sign-in codes although nobody asks for one: the next must go out at once.</param>
internal sealed record BudgetShares(double SignIn)
{
    public static readonly BudgetShares OfKey = new(SignIn: 0.25);

    /// <summary>Health tells of trouble; no code waits for it.</summary>
    public static readonly BudgetShares OfHealth = new(SignIn: 0);

    /// <summary>What anybody can cause without an account, however many addresses it comes from.</summary>
    private const double MostSignIn = 0.4, MostStranger = 0.1;

    private const double MostSweep = 0.1, MostSweepAlone = 0.5;

    /// <summary>What a class that waits is left by the more urgent ones: nobody starves.</summary>
    private const double Least = 0.05;

    /// <summary>No project sends more codes a minute than these while the rest of its minute is spent.</summary>
    private const int MostKept = 60;

    /// <summary>A minute of what goes evenly is spread over a little more than a minute, for that is how long a request counts.</summary>
    private const double EvenMinute = 61;

    /// <summary>With fewer than these there is nothing to share.</summary>
    private const int Shareable = 8;

    /// <summary>How much of the minute this class is left, whoever else wants it.</summary>
    public int FloorOf(KapsoPriority priority, int limit) => priority switch
    {
        _ when limit < Shareable => 0,
        KapsoPriority.SignIn => Math.Min(Part(limit, SignIn), MostKept),
        KapsoPriority.Person => 0,
        _ => Part(limit, Least),
    };

    /// <summary>How much of the minute this class may have.</summary>
    /// <param name="spent">By all classes together, in the last minute.</param>
    /// <param name="aloneWaiting">Whether nobody else waits.</param>
    public static int CeilingOf(KapsoPriority priority, int limit, int spent, int spentByIt, bool aloneWaiting) => priority switch
    {
        _ when limit < Shareable => limit,
        KapsoPriority.SignIn => Part(limit, MostSignIn),
        KapsoPriority.Stranger => Part(limit, MostStranger),
        // Half is left for people who may come in the next moment: the minute is not over when they do.
        KapsoPriority.Sweep => Math.Max((int)(limit * MostSweep), aloneWaiting ? spentByIt + (int)(limit * MostSweepAlone) - spent : 0),
        _ => limit,
    };

    /// <summary>Whether this class is spread over the minute: whoever has thousands to send would else take all of it at its beginning.</summary>
    public static bool IsEven(KapsoPriority priority) => priority is KapsoPriority.Message or KapsoPriority.Bulk;

    /// <summary>How long after one of them the next may go.</summary>
    public static TimeSpan EvenStep(int limit) => TimeSpan.FromSeconds(EvenMinute / limit);

    /// <summary>
    /// How much is kept for sign-in codes: of a minute that was taken in bursts all of it, for nothing comes free before they are over;
    /// of one that was taken evenly next to nothing, for something comes free all the time.
    /// </summary>
    /// <param name="even">By those that are spread over the minute, in the last minute.</param>
    public static int Kept(int kept, int even, int limit) => (int)Math.Ceiling(kept * Math.Max(0, 1 - ((double)even / limit)));

    private static int Part(int limit, double part) => (int)Math.Ceiling(limit * part);
}
