using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Requests;

namespace Threadway.Kapso.Emulator;

/// <summary>What both APIs were asked, and what they answered: the latest 500, secrets masked.</summary>
public sealed class RequestsControl
{
    private readonly RequestLog log;

    internal RequestsControl(RequestLog log) => this.log = log;

    /// <summary>The requests that are kept, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> All => After(0, RequestLog.Capacity);

    /// <summary>The newest of those that came after one, oldest first.</summary>
    internal IReadOnlyList<RecordedRequest> After(long id, int most) =>
        [.. log.NewestFirst().Where(entry => entry.Id > id).Take(most).Reverse().Select(RecordedRequest.Of)];

    /// <summary>Forgets them.</summary>
    public void Clear() => log.Clear();
}

/// <summary>A request to one of the APIs with its answer.</summary>
/// <param name="Id">Counts up.</param>
/// <param name="At">When it came, by the emulator's clock.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with the query.</param>
/// <param name="Status">The HTTP status that was answered; null when the connection was cut.</param>
/// <param name="Duration">How long the answer took.</param>
/// <param name="RequestBytes">How big the body was.</param>
/// <param name="RequestBody">How it began, 8 KB at most; null when it was no text, or when too many came at once.</param>
/// <param name="ResponseBytes">How big the answer's body was.</param>
/// <param name="ResponseBody">How it began; the same.</param>
public sealed record RecordedRequest(
    long Id,
    DateTimeOffset At,
    string Method,
    string Path,
    int? Status,
    TimeSpan Duration,
    long RequestBytes,
    string? RequestBody,
    long ResponseBytes,
    string? ResponseBody)
{
    internal static RecordedRequest Of(RequestEntry entry) => new(
        entry.Id,
        entry.At,
        entry.Method,
        Secrets.Mask(entry.Address),
        entry.Status,
        entry.Duration,
        entry.Sent?.Length ?? 0,
        ShownBody.Text(entry.Sent),
        entry.Answered?.Length ?? 0,
        ShownBody.Text(entry.Answered));

    internal JsonObject Json() => new()
    {
        ["id"] = Id,
        ["at"] = Answer.Time(At),
        ["method"] = Method,
        ["path"] = Path,
        ["status"] = Status,
        ["durationMs"] = Math.Round(Duration.TotalMilliseconds, 1),
        ["requestBytes"] = RequestBytes,
        ["requestBody"] = RequestBody,
        ["responseBytes"] = ResponseBytes,
        ["responseBody"] = ResponseBody,
    };
}
