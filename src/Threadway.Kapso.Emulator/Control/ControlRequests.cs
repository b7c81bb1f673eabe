using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Threadway.Kapso.Emulator.Failures;

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

/// <summary>What Meta's review says of a template or a display name.</summary>
internal sealed record StatusRequest
{
    public required string Status { get; set; }
}

internal sealed record MarketingPreferenceRequest
{
    public required string PhoneNumberId { get; set; }
    public required string Status { get; set; }
}

internal sealed record ClockRequest
{
    public required string Advance { get; set; }
}

/// <summary>Why and by whom a number was disconnected, in Meta's words.</summary>
internal sealed record RevokeRequest
{
    public string? Reason { get; set; }
    public string? InitiatedBy { get; set; }
}

internal sealed record RestrictRequest
{
    public List<RestrictionRequest>? Restrictions { get; set; }
}

internal sealed record RestrictionRequest
{
    public required string Type { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
}

internal sealed record ViolateRequest
{
    public string Type { get; set; } = "SPAM";
    public string? Remediation { get; set; }
}

internal sealed record IdentityRequest
{
    public string? PreviousUserId { get; set; }
    public string? PreviousParentUserId { get; set; }
}

internal sealed record EventRequest
{
    public required string Event { get; set; }
    public string? PhoneNumberId { get; set; }
    public required JsonObject Body { get; set; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(FailRequest))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(MarketingPreferenceRequest))]
[JsonSerializable(typeof(ClockRequest))]
[JsonSerializable(typeof(InboundRequest))]
[JsonSerializable(typeof(EchoRequest))]
[JsonSerializable(typeof(RevokeRequest))]
[JsonSerializable(typeof(RestrictRequest))]
[JsonSerializable(typeof(ViolateRequest))]
[JsonSerializable(typeof(IdentityRequest))]
[JsonSerializable(typeof(EventRequest))]
[JsonSerializable(typeof(List<FailureRule>))]
[JsonSerializable(typeof(List<DeliveryRule>))]
internal sealed partial class ControlJson : JsonSerializerContext;
