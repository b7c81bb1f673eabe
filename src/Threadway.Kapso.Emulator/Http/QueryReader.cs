using System.Globalization;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Query parameters; one that cannot be read ends the request with 400.</summary>
internal readonly struct QueryReader(HttpRequest request)
{
    public string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public int? Number(string name) => Text(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Refusal.Malformed($"{name} must be a whole number"),
    };

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Refusal.Malformed($"{name} must be true or false"),
    };

    public DateTimeOffset? Time(string name) => Text(name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => throw Refusal.Malformed($"{name} must be an ISO 8601 time"),
    };

    public string? OneOf(string name, params ReadOnlySpan<string> allowed) => Text(name) switch
    {
        null => null,
        var text when allowed.Contains(text) => text,
        _ => throw Refusal.Malformed($"{name} must be one of {string.Join(", ", allowed)}"),
    };

    /// <summary>The pair of filters that every page list has.</summary>
    public Func<DateTimeOffset, bool> Created() => Between("created");

    public Func<DateTimeOffset, bool> Between(string name)
    {
        var (after, before) = (Time(name + "_after"), Time(name + "_before"));
        return at => (after is null || at > after) && (before is null || at < before);
    }
}
