using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Threadway.Web.Hosting.Examples;

/// <summary>What an operation takes or gives, shown in the API's description.</summary>
/// <param name="Status">Of which answer; null for the request's body.</param>
internal sealed record OperationExample(int? Status, object Value);

internal static class OperationExamples
{
    /// <summary>Shows a body as it may be sent. An object is written as the app writes its answers; a text stands as it is.</summary>
    public static TBuilder WithRequestExample<TBuilder>(this TBuilder operation, object body) where TBuilder : IEndpointConventionBuilder =>
        operation.WithMetadata(new OperationExample(null, body));

    /// <inheritdoc cref="WithRequestExample"/>
    /// <summary>Shows an answer.</summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder operation, object answer, int status = StatusCodes.Status200OK) where TBuilder : IEndpointConventionBuilder =>
        operation.WithMetadata(new OperationExample(status, answer));

    public static void ShowExamples(this OpenApiOptions document) => document.AddOperationTransformer((operation, context, _) =>
    {
        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<OperationExample>())
        {
            foreach (var body in Bodies(operation, example.Status)) body.Example = Written(example.Value, json);
        }
        return Task.CompletedTask;
    });

    private static IEnumerable<OpenApiMediaType> Bodies(OpenApiOperation operation, int? status)
    {
        var content = status is { } answer
            ? operation.Responses?.GetValueOrDefault(answer.ToString(CultureInfo.InvariantCulture))?.Content
            : operation.RequestBody?.Content;
        return content?.Values.OfType<OpenApiMediaType>() ?? [];
    }

    private static JsonNode? Written(object value, JsonSerializerOptions json) => JsonSerializer.SerializeToNode(value, value.GetType(), json);
}
