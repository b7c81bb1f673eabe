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
    public static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, string name = "")
        where T : class
    {
        try
        {
            return JsonShape.Read(await JsonBody.ReadAsync(http.Request, whenEmpty: new JsonObject()), type, name);
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

    public static IResult Write<T>(T value, JsonTypeInfo<T> type) =>
        Results.Content(JsonSerializer.Serialize(value, type), "application/json; charset=utf-8");

    public static JsonElement Element(JsonNode json) => JsonElement.Parse(Answer.Text(json));
}
