using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

// Set rather than init: the generated reader would overwrite the defaults of init properties.
internal sealed record CompleteRequest
{
    public string? ConnectionType { get; set; }
    public string? DisplayPhoneNumber { get; set; }
    public string? VerifiedName { get; set; }
    public string? CountryIso { get; set; }
    public string Webhook { get; set; } = "before";
    public int DuplicateWebhook { get; set; }
}

internal sealed record FailRequest
{
    public required string ErrorCode { get; set; }
}

internal sealed record TemplateRequest
{
    public required string Status { get; set; }
}

internal sealed record ClockRequest
{
    public required string Advance { get; set; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(FailRequest))]
[JsonSerializable(typeof(TemplateRequest))]
[JsonSerializable(typeof(ClockRequest))]
[JsonSerializable(typeof(InboundRequest))]
[JsonSerializable(typeof(EchoRequest))]
[JsonSerializable(typeof(List<FailureRule>))]
[JsonSerializable(typeof(List<DeliveryRule>))]
internal sealed partial class ControlJson : JsonSerializerContext;
