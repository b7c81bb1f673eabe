using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Emulator.ControlRoutes;

// Set rather than init: the generated reader would overwrite the defaults of init properties.
internal sealed record FailRequest
{
    public required string ErrorCode { get; set; }
}

internal sealed record TemplateStatusRequest
{
    public required TemplateReview Status { get; set; }
}

/// <summary>A template for the business account of a number; the rest as a seed has it.</summary>
internal sealed record TemplateRequest
{
    public required string PhoneNumberId { get; set; }
    public required string Name { get; set; }
    public string? Language { get; set; }
    public string? Category { get; set; }
    public string? Body { get; set; }
    public JsonArray? Components { get; set; }
    public string? ParameterFormat { get; set; }
    public TemplateReview? Status { get; set; }
}

/// <summary>A number of a customer that there is, or of a new one; the rest as a seed has it.</summary>
internal sealed record NumberRequest
{
    public string? CustomerId { get; set; }
    public string? PhoneNumberId { get; set; }
    public string? BusinessAccountId { get; set; }
    public required string PhoneNumber { get; set; }
    public required string VerifiedName { get; set; }
    public NumberConnection? ConnectionType { get; set; }
    public List<TemplateSeed>? Templates { get; set; }
}

internal sealed record DisplayNameRequest
{
    public required NameVerdict Status { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter<NameVerdict>))]
internal enum NameVerdict
{
    [JsonStringEnumMemberName("approved")]
    Approved,

    [JsonStringEnumMemberName("declined")]
    Declined,
}

internal sealed record MarketingPreferenceRequest
{
    public required string PhoneNumberId { get; set; }
    public required MarketingWish Status { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter<MarketingWish>))]
internal enum MarketingWish
{
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    [JsonStringEnumMemberName("resumed")]
    Resumed,
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
    public List<AccountRestriction>? Restrictions { get; set; }
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
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SetupCompletion))]
[JsonSerializable(typeof(FailRequest))]
[JsonSerializable(typeof(TemplateStatusRequest))]
[JsonSerializable(typeof(TemplateRequest))]
[JsonSerializable(typeof(NumberRequest))]
[JsonSerializable(typeof(DisplayNameRequest))]
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
