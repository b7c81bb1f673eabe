using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>Reads JSON whose shape nobody promises: what is not there, or is of another kind, is null or nothing.</summary>
internal static class Loose
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node;
    }

    /// <summary>Text, or a number as text; null for an empty one too.</summary>
    public static string? Words(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>What an array holds.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray ?? []).OfType<JsonNode>();
}
