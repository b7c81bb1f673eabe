using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary>What a route of the control API says of itself in <c>GET /_emulator</c>.</summary>
internal sealed record ControlCall(string Does, JsonTypeInfo? Body, string? Example)
{
    public JsonObject Json(string method, string path)
    {
        var json = new JsonObject { ["method"] = method, ["path"] = path, ["does"] = Does };
        if (Body is not null)
        {
            var one = Body.Kind == JsonTypeInfoKind.Enumerable ? Body.Options.GetTypeInfo(Body.ElementType!) : Body;
            json["fields"] = Answer.Object(JsonShape.Fields(one));
        }

        if (Example is not null)
            json["example"] = JsonNode.Parse(Example);
        return json;
    }
}

internal static class ControlCalls
{
    /// <summary>Says what a route does, what its body takes, and a body to try it with.</summary>
    public static TBuilder Does<TBuilder>(this TBuilder route, string does, JsonTypeInfo? body = null, string? example = null)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new ControlCall(does, body, example));
}
