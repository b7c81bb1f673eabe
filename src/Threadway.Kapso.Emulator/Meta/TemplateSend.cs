using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Checks a template send as Meta does and fills the template in (contract 12.1).</summary>
internal static class TemplateSend
{
    private const int LongestCode = 15;

    public static RenderedMessage Render(WorldState state, PhoneNumber number, MetaBody send)
    {
        var name = send.Required("name");
        var language = send.Part("language").Required("code");
        var template = state.Templates.Find(one =>
            one.BusinessAccountId == number.BusinessAccountId && one.Name == name && one.Language == language)
            ?? throw MetaErrors.TemplateMissing(name, language);

        var components = Components(send.Json);
        var parameters = Parameters(components.Find(one => Type(one) == "body"));
        if (parameters.Count != template.ParameterCount)
        {
            throw MetaErrors.BadRequest(
                132000,
                "Number of parameters does not match the expected number of params",
                $"body: number of localizable_params ({parameters.Count}) does not match the expected number of params ({template.ParameterCount})");
        }

        return new RenderedMessage(template.Fill(parameters)) { Code = template.CopyCodeButton is null ? null : Code(components) };
    }

    /// <summary>A copy-code button takes the code as its own parameter.</summary>
    private static string Code(List<JsonObject> components)
    {
        var button = components.Find(one => Type(one) == "button" && Index(one) == "0");
        if (Parameters(button) is not [var code])
            throw MetaErrors.BadRequest(131008, "Required parameter is missing", "buttons: Button at index 0 of type Url requires a parameter");
        if (button?["sub_type"]?.ToString().ToLowerInvariant() != "url")
            throw MetaErrors.Parameter("template.components: the button at index 0 has sub_type url");
        return code.Length <= LongestCode
            ? code
            : throw MetaErrors.BadRequest(132005, "Translated text too long", $"a code has {LongestCode} characters at most");
    }

    private static List<JsonObject> Components(JsonObject send) => send["components"] switch
    {
        null => [],
        JsonArray array when array.All(one => one is JsonObject) => [.. array.Select(one => (JsonObject)one!)],
        _ => throw MetaErrors.Parameter("template.components must be an array of objects"),
    };

    private static List<string> Parameters(JsonObject? component) => component?["parameters"] switch
    {
        null => [],
        JsonArray array => [.. array.Select(Parameter)],
        _ => throw MetaErrors.Parameter("template.components[].parameters must be an array"),
    };

    private static string Parameter(JsonNode? node) =>
        node is JsonObject parameter && new MetaBody(parameter) is var fields && fields.Text("type") == "text" && fields.Text("text") is { Length: > 0 } text
            ? text
            : throw MetaErrors.BadRequest(132012, "Parameter format does not match", "only parameters of type text fit this template");

    private static string? Type(JsonObject component) => component["type"]?.ToString().ToLowerInvariant();

    private static string? Index(JsonObject component) => component["index"]?.ToString();
}
