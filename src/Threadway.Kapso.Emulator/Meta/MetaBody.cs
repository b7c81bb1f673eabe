using System.Text.Json;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>A request in Meta's form; a field of the wrong kind is Meta's error 100.</summary>
internal sealed class MetaBody(JsonObject values)
{
    public string? Text(string name) => values[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw MetaErrors.Parameter($"{name} must be a string"),
    };

    public JsonObject Object(string name) => ObjectOrNull(name) ?? throw MetaErrors.Parameter($"{name} is required");

    public JsonObject? ObjectOrNull(string name) => values[name] switch
    {
        null => null,
        JsonObject found => found,
        _ => throw MetaErrors.Parameter($"{name} must be an object"),
    };
}
