using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary>Bodies of the control API; a wrong one ends the request with 400 and a sentence that names the field.</summary>
internal static class ControlBody
{
    /// <summary>Reads the body strictly; none at all is an empty object.</summary>
    /// <param name="name">What a list is called in a sentence.</param>
    public static Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, string name = "")
        where T : class => ReadAsync(http, json => JsonShape.Read(json, type, name));

    /// <summary>Reads the fields that the type knows as strictly; all others are Meta's, and come as they stand with the whole.</summary>
    public static Task<(T Known, JsonObject Whole)> ReadOpenAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class => ReadAsync(http, json =>
        {
            var whole = json as JsonObject ?? throw new WrongField("The body must be an object");
            var names = type.Properties.Select(field => field.Name).ToHashSet();
            var known = whole.Where(field => names.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()));
            return (JsonShape.Read(new JsonObject(known), type), whole);
        });

    public static IResult Write<T>(T value, JsonTypeInfo<T> type) =>
        Results.Content(JsonSerializer.Serialize(value, type), "application/json; charset=utf-8");

    /// <summary>204, once what was asked for is done.</summary>
    public static async Task<IResult> DoneAsync(this Task asked)
    {
        await asked;
        return Results.NoContent();
    }

    public static JsonElement Element(JsonNode json) => JsonElement.Parse(Answer.Text(json));

    private static async Task<T> ReadAsync<T>(HttpContext http, Func<JsonNode?, T> read)
    {
        try
        {
            return read(await JsonBody.ReadAsync(http.Request, whenEmpty: new JsonObject()));
        }
        catch (JsonException broken)
        {
            throw Refusal.Malformed($"The body is {JsonShape.NotJson(broken)}");
        }
        catch (WrongField wrong)
        {
            throw Refusal.Malformed(wrong.Message);
        }
    }
}
