using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>The fields of a request body. A wrong one ends the request with 422 and a sentence that names it.</summary>
internal sealed class Fields(JsonObject values)
{
    /// <summary>Reads <c>{"wrapper": {...}}</c> (contract 2.1) and refuses fields that the contract does not have.</summary>
    public static async Task<Fields> ReadAsync(HttpContext http, string wrapper, params string[] known)
    {
        if ((await ReadBodyAsync(http))[wrapper] is not JsonObject values)
            throw Refusal.Malformed($"{wrapper} is missing or not an object");

        var unknown = values.Select(pair => pair.Key).FirstOrDefault(key => !known.Contains(key));
        return unknown is null
            ? new Fields(values)
            : throw Refusal.Unprocessable($"{unknown} is not a field that can be set here");
    }

    public static async Task<JsonObject> ReadBodyAsync(HttpContext http)
    {
        try
        {
            return await JsonBody.ReadAsync(http.Request) as JsonObject
                ?? throw Refusal.Malformed("The body must be a JSON object");
        }
        catch (JsonException)
        {
            throw Refusal.Malformed("The body is not JSON");
        }
    }

    public bool Has(string name) => values.ContainsKey(name);

    public string? Text(string name) => values[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw Refusal.Unprocessable($"{name} must be a string"),
    };

    public string Required(string name) =>
        Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Refusal.Unprocessable($"{name} can't be blank");

    public string? OneOf(string name, params string[] allowed) => Text(name) switch
    {
        null => null,
        var text when allowed.Contains(text) => text,
        _ => throw Refusal.Unprocessable($"{name} must be one of {string.Join(", ", allowed)}"),
    };

    public bool? Flag(string name) => values[name]?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refusal.Unprocessable($"{name} must be true or false"),
    };

    public int? Number(string name, int least, int most) => values[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) && number >= least && number <= most => number,
        _ => throw Refusal.Unprocessable($"{name} must be a whole number from {least} to {most}"),
    };

    public DateTimeOffset? Time(string name) => Text(name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => throw Refusal.Unprocessable($"{name} must be an ISO 8601 time"),
    };

    public string[]? Texts(string name) => values[name] switch
    {
        null => null,
        JsonArray array when array.All(item => item?.GetValueKind() == JsonValueKind.String) =>
            [.. array.Select(item => item!.GetValue<string>())],
        _ => throw Refusal.Unprocessable($"{name} must be an array of strings"),
    };

    public JsonObject? Object(string name) => values[name] switch
    {
        null => null,
        JsonObject found => (JsonObject)found.DeepClone(),
        _ => throw Refusal.Unprocessable($"{name} must be an object"),
    };

    public Dictionary<string, string>? Map(string name) => values[name] switch
    {
        null => null,
        JsonObject map when map.All(pair => pair.Value?.GetValueKind() == JsonValueKind.String) =>
            map.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()),
        _ => throw Refusal.Unprocessable($"{name} must be an object of strings"),
    };

    /// <summary>HTTPS, or plain HTTP on this machine, where no certificate is to be had.</summary>
    public string? WebAddress(string name)
    {
        var text = Text(name);
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsAllowed(uri)))
            return text;
        throw Refusal.Unprocessable($"{name} must be an https URL (plain http is accepted for this machine alone)");
    }

    public static bool IsAllowed(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
}
