using System.Text.Json;
using System.Text.Json.Nodes;
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

internal sealed record InboundRequest
{
    public string? PhoneNumberId { get; set; }
    public string Type { get; set; } = "text";
    public InboundText? Text { get; set; }
    public InboundLocation? Location { get; set; }
    public InboundReaction? Reaction { get; set; }
    public InboundReply? Reply { get; set; }
    public InboundMedia? Media { get; set; }
    public string? ContextMessageId { get; set; }
}

internal sealed record InboundText
{
    public required string Body { get; set; }
}

internal sealed record InboundLocation
{
    public required double Latitude { get; set; }
    public required double Longitude { get; set; }
    public string? Name { get; set; }
    public string? Address { get; set; }
}

internal sealed record InboundReaction
{
    public required string MessageId { get; set; }
    public required string Emoji { get; set; }
}

internal sealed record InboundMedia
{
    public required string MimeType { get; set; }
    public required byte[] Base64 { get; set; }
    public string? FileName { get; set; }
    public string? Caption { get; set; }
}

/// <summary>A button or a row that is pressed, by the id that the business gave it.</summary>
internal sealed record InboundReply
{
    public required string MessageId { get; set; }
    public required string Id { get; set; }
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
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(FailRequest))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(MarketingPreferenceRequest))]
[JsonSerializable(typeof(ClockRequest))]
[JsonSerializable(typeof(InboundRequest))]
[JsonSerializable(typeof(RevokeRequest))]
[JsonSerializable(typeof(RestrictRequest))]
[JsonSerializable(typeof(ViolateRequest))]
[JsonSerializable(typeof(IdentityRequest))]
[JsonSerializable(typeof(EventRequest))]
[JsonSerializable(typeof(List<FailureRule>))]
[JsonSerializable(typeof(List<DeliveryRule>))]
internal sealed partial class ControlJson : JsonSerializerContext;
