using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Threadway.Load.Messages;

/// <summary>What the emulator counted.</summary>
/// <param name="Busiest">Messages in the busiest sliding second of any number.</param>
/// <param name="Refused">Sends that were too fast for a number, or to one person.</param>
internal sealed record SendingTotals(long Accepted, long Refused, int Busiest);

/// <summary>The emulator's books, which are the judge of every pace.</summary>
internal sealed class EmulatorBooks(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address };
    private long lastRequest;

    public async Task<SendingTotals> TotalsAsync()
    {
        var numbers = (await http.GetFromJsonAsync<JsonArray>("/_emulator/stats"))!;
        return new(
            numbers.Sum(one => (long)one!["sendsAccepted"]!),
            numbers.Sum(one => (long)one!["sendsRefusedForRate"]! + (long)one!["sendsRefusedForPair"]!),
            numbers.Max(one => (int?)one!["busiestSecond"]) ?? 0);
    }

    /// <summary>How many of so many were taken, and how long that took from the first that is seen; fewer where patience ends.</summary>
    public async Task<(long Accepted, TimeSpan Took)> WatchAsync(long before, int count, TimeSpan patience)
    {
        var since = Stopwatch.GetTimestamp();
        long? begun = null;
        while (true)
        {
            var accepted = (await TotalsAsync()).Accepted - before;
            if (accepted > 0) begun ??= Stopwatch.GetTimestamp();
            if (accepted >= count || Stopwatch.GetElapsedTime(since) > patience) return (accepted, Stopwatch.GetElapsedTime(begun ?? since));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>What was asked so far is not looked at.</summary>
    public async Task SkipAsync() => lastRequest = (await RequestsAsync()).Max(request => (long?)request!["id"]) ?? lastRequest;

    /// <summary>When the next send was answered that was not looked at before; waits for it.</summary>
    public async Task<DateTimeOffset> NextSendAsync()
    {
        while (true)
        {
            foreach (var request in await RequestsAsync())
            {
                lastRequest = (long)request!["id"]!;
                if ((string)request["method"]! == "POST" && ((string)request["path"]!).EndsWith("/messages", StringComparison.Ordinal))
                    return (DateTimeOffset)request["at"]! + TimeSpan.FromMilliseconds((double)request["durationMs"]!);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonArray> RequestsAsync() =>
        (await http.GetFromJsonAsync<JsonArray>(string.Create(CultureInfo.InvariantCulture, $"/_emulator/requests?after={lastRequest}&limit=500")))!;
}
