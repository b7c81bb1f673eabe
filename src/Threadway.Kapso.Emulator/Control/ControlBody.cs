using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.Control;

/// <summary>Bodies of the control API; a wrong one ends the request with 400 and a sentence.</summary>
internal static class ControlBody
{
    /// <summary>Reads the body strictly; none at all is an empty object.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
    {
        try
        {
            var json = await JsonBody.ReadAsync(http.Request, whenEmpty: new JsonObject());
            return json.Deserialize(type) ?? throw Refusal.Malformed("The body must not be null");
        }
        catch (JsonException wrong)
        {
            throw Refusal.Malformed(wrong.Message);
        }
    }

    public static async Task<List<T>> ReadListAsync<T>(HttpContext http, JsonTypeInfo<List<T>> type)
        where T : class
    {
        var list = await ReadAsync(http, type);
        return list.Contains(null!) ? throw Refusal.Malformed("The list must not hold null") : list;
    }

    public static void Check(string name, int? value, int least, int most = int.MaxValue)
    {
        if (value < least || value > most)
            throw Refusal.Malformed(most == int.MaxValue ? $"{name} must be {least} or more" : $"{name} must lie between {least} and {most}");
    }

    public static IResult Write<T>(T value, JsonTypeInfo<T> type) =>
        Results.Content(JsonSerializer.Serialize(value, type), "application/json; charset=utf-8");
}
