using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

internal sealed record CompleteRequest
{
    public string? ConnectionType { get; init; }
    public string? DisplayPhoneNumber { get; init; }
    public string? VerifiedName { get; init; }
    public string? CountryIso { get; init; }
    public string Webhook { get; init; } = "before";
    public int DuplicateWebhook { get; init; }
}

internal sealed record FailRequest
{
    public required string ErrorCode { get; init; }
}

internal sealed record ClockRequest
{
    public required string Advance { get; init; }
}

internal sealed record InboundRequest
{
    public required string PhoneNumberId { get; init; }
    public string Type { get; init; } = "text";
    public InboundText? Text { get; init; }
    public string? ContextMessageId { get; init; }
}

internal sealed record InboundText
{
    public required string Body { get; init; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(FailRequest))]
[JsonSerializable(typeof(ClockRequest))]
[JsonSerializable(typeof(InboundRequest))]
[JsonSerializable(typeof(List<FailureRule>))]
[JsonSerializable(typeof(List<DeliveryRule>))]
internal sealed partial class ControlJson : JsonSerializerContext;
