using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>
/// The emulator's clock, by which links run out, the 24-hour window closes, templates are approved, webhooks are retried and
/// the delays of rules end. It goes as the machine's does, and further where it is moved.
/// </summary>
public sealed class ClockControl
{
    // Far from the last day that a time can name, because deadlines lie ahead of the clock.
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly World world;
    private readonly EmulatorClock clock;
    private readonly ConversationWatch watch;

    internal ClockControl(World world, EmulatorClock clock, ConversationWatch watch) =>
        (this.world, this.clock, this.watch) = (world, clock, watch);

    /// <summary>What time it is in the emulator, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>How far it was moved ahead of the clock below it; a reset leaves it there.</summary>
    public TimeSpan Advanced => clock.Offset;

    /// <summary>Moves the clock on, and begins to tell webhooks of what became due.</summary>
    /// <param name="by">Zero or more; the clock never goes back.</param>
    /// <returns>What time it is then.</returns>
    /// <exception cref="ArgumentException"><paramref name="by"/> is negative, or leads beyond the year 9000.</exception>
    public DateTimeOffset Advance(TimeSpan by)
    {
        if (by < TimeSpan.Zero)
            throw new WrongArgument($"advance must be zero or more, because the clock never goes back, not {by}", nameof(by));
        if (by > Latest - clock.GetUtcNow())
            throw new WrongArgument($"advance must not lead beyond the year {Latest.Year}", nameof(by));

        clock.Advance(by);
        world.Change(state => { state.ClockOffset = clock.Offset; });
        watch.Look();
        return clock.GetUtcNow();
    }
}
