using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Numbers;

namespace Threadway.Web.Connections;

/// <summary>One number over HTTP.</summary>
internal sealed record ConnectionAnswer
{
    public required string PhoneNumberId { get; init; }

    public string? PhoneNumber { get; init; }

    public string? VerifiedName { get; init; }

    public string? BusinessAccountId { get; init; }

    public string? ConnectionType { get; init; }

    public required ConnectionStatus Status { get; init; }

    public string? QualityRating { get; init; }

    public int? MessagesPerSecond { get; init; }

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    public required long ConnectedAt { get; init; }

    public long? DisconnectedAt { get; init; }

    /// <summary>It is disconnected by itself when its messages are sent, and then at the latest. Milliseconds, as above.</summary>
    public long? DisconnectBy { get; init; }

    /// <summary>A property for each light, for example <c>"linked": {"color": "green", "reason": "linked"}</c>.</summary>
    [JsonExtensionData]
    public IDictionary<string, object> Lights { get; init; } = new Dictionary<string, object>();

    public static ConnectionAnswer Of(ConnectionView view) => new()
    {
        PhoneNumberId = view.PhoneNumberId,
        PhoneNumber = view.PhoneNumber,
        VerifiedName = view.VerifiedName,
        BusinessAccountId = view.BusinessAccountId,
        ConnectionType = view.ConnectionType?.Value,
        Status = view.Status,
        QualityRating = view.QualityRating,
        MessagesPerSecond = view.MessagesPerSecond,
        ConnectedAt = view.ConnectedAt.ToUnixTimeMilliseconds(),
        DisconnectedAt = view.DisconnectedAt?.ToUnixTimeMilliseconds(),
        DisconnectBy = view.DisconnectBy?.ToUnixTimeMilliseconds(),
        Lights = view.Lights.All().ToDictionary(light => JsonNamingPolicy.CamelCase.ConvertName(light.Name), object (light) => LightAnswer.Of(light.Reason)),
    };
}

/// <param name="Color"><c>green</c>, <c>amber</c>, <c>red</c> or <c>grey</c>.</param>
/// <param name="Reason">A stable word, for example <c>beingRepaired</c>.</param>
internal sealed record LightAnswer(string Color, string Reason)
{
    public static LightAnswer Of(LightReason reason) => new(reason.Color().ToString().ToLowerInvariant(), JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()));
}

internal static class LightSchema
{
    /// <summary>The API's description names the lights, which serialise as properties of their number.</summary>
    public static void DescribeLights(this IServiceCollection services) =>
        services.Configure<OpenApiOptions>("v1", document => document.AddSchemaTransformer(async (schema, context, cancellationToken) =>
        {
            if (context.JsonTypeInfo.Type != typeof(ConnectionAnswer)) return;

            var light = await context.GetOrCreateSchemaAsync(typeof(LightAnswer), cancellationToken: cancellationToken);
            schema.AdditionalProperties = null;
            foreach (var name in Lights.Names.Select(JsonNamingPolicy.CamelCase.ConvertName))
            {
                (schema.Properties ??= new Dictionary<string, IOpenApiSchema>())[name] = light;
                (schema.Required ??= new HashSet<string>()).Add(name);
            }
        }));
}
