namespace Threadway.Bench.Load;

/// <summary>What is sent, and how fast at most.</summary>
internal sealed record LoadOptions(int Messages, int Rate, int Numbers, int Connections, bool Strangers, TimeSpan Longest, string? Emulator)
{
    // Meta's pair limit is one message each 6 seconds (contract 14); one second more bears a machine that stutters.
    private const int SecondsBetweenMessagesOfAPair = 7;

    /// <summary>People that each number writes to in turn, so many that no pair comes again too soon.</summary>
    public int People => (Rate * SecondsBetweenMessagesOfAPair / Numbers) + 1;
}
