using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Control;

internal static class ControlBody
{
    /// <summary>Reads the body strictly; none at all is an empty object.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
    {
        using var text = new StreamReader(http.Request.Body);
        var json = await text.ReadToEndAsync(http.RequestAborted);
        try
        {
            return JsonSerializer.Deserialize(string.IsNullOrWhiteSpace(json) ? "{}" : json, type)
                ?? throw Refusal.Malformed("The body must not be null");
        }
        catch (JsonException wrong)
        {
            throw Refusal.Malformed(wrong.Message);
        }
    }

    public static IResult Write<T>(T value, JsonTypeInfo<T> type) =>
        Results.Content(JsonSerializer.Serialize(value, type), "application/json; charset=utf-8");
}
