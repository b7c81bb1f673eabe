using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Answers in Kapso's envelopes (contract 2.1).</summary>
internal static class Answer
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Json(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Content(Text(body), "application/json; charset=utf-8", null, status);

    public static IResult Data(JsonObject data, int status = StatusCodes.Status200OK) =>
        Json(new JsonObject { ["data"] = data }, status);

    public static IResult Created(JsonObject data) => Data(data, StatusCodes.Status201Created);

    public static string Text(JsonNode body) => body.ToJsonString(Plain);

    public static string? Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    // Not a collection expression: that calls the generic Add, which Native AOT cannot have.
    public static JsonArray Array(IEnumerable<JsonObject> values) => new(values.ToArray<JsonNode?>());

    public static JsonObject? Object(IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
