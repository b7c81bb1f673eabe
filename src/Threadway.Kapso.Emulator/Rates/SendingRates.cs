using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Rates;

/// <summary>How fast numbers may send: by connection type, and to one person (contract 14). Each step costs the same however much was sent.</summary>
internal sealed class SendingRates(RateSettings settings, EmulatorClock clock)
{
    private const int SmallestSweep = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, NumberPace> numbers = [];
    private readonly Dictionary<(string Number, string Person), PairLimit> pairs = [];
    private int sweepAt = SmallestSweep;

    /// <summary>Counts a send, or refuses it with 130429 or 131056; a refused one counts for neither limit.</summary>
    public void TakeSend(PhoneNumber number, string person)
    {
        var limit = number.IsCoexistence ? settings.CoexistencePerSecond : settings.DedicatedPerSecond;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var pace = PaceOf(number.Id);
            if (pace.InLastSecond(now) >= limit)
            {
                pace.RefusedForRate++;
                throw MetaErrors.BadRequest(
                    130429, "Rate limit hit", $"Too many messages were sent from this phone number in a short time: {limit} a second at most");
            }

            if (!LimitOf((number.Id, person), now).TryTake(now))
            {
                pace.RefusedForPair++;
                throw MetaErrors.BadRequest(
                    131056,
                    "(Business Account, Consumer Account) pair rate limit hit",
                    "Too many messages were sent from this phone number to the same person in a short time");
            }

            pace.Sent(now);
        }
    }

    /// <summary>What comes in counts for the number's throughput, and is never refused.</summary>
    public void CountReceived(string phoneNumberId)
    {
        lock (gate)
            PaceOf(phoneNumberId).Received(clock.GetUtcNow());
    }

    public IReadOnlyList<SendingStats> Stats()
    {
        lock (gate)
            return [.. numbers.Select(pair => pair.Value.Stats(pair.Key))];
    }

    public void Reset()
    {
        lock (gate)
        {
            numbers.Clear();
            pairs.Clear();
        }
    }

    private NumberPace PaceOf(string phoneNumberId) =>
        numbers.TryGetValue(phoneNumberId, out var pace) ? pace : numbers[phoneNumberId] = new NumberPace();

    private PairLimit LimitOf((string Number, string Person) pair, DateTimeOffset now)
    {
        if (pairs.TryGetValue(pair, out var limit))
            return limit;

        if (pairs.Count >= sweepAt)
            Sweep(now);
        return pairs[pair] = new PairLimit();
    }

    /// <summary>Forgets pairs whose limit is over. Next at twice what is left, so that a sweep costs each new pair a constant share.</summary>
    private void Sweep(DateTimeOffset now)
    {
        foreach (var (pair, limit) in pairs)
        {
            if (limit.IsOver(now))
                pairs.Remove(pair);
        }

        sweepAt = Math.Max(SmallestSweep, pairs.Count * 2);
    }
}
