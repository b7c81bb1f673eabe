using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A number that the project runs itself, with its access to Meta. A setup link does all of this without you.</summary>
public sealed record ConnectPhoneNumber
{
    /// <summary>The label at Kapso.</summary>
    public required string Name { get; init; }

    /// <summary>Meta's phone number id.</summary>
    public required string PhoneNumberId { get; init; }

    /// <summary>The WhatsApp Business account at Meta.</summary>
    public required string BusinessAccountId { get; init; }

    /// <summary>Meta's access token. Kapso never gives it back.</summary>
    public required string AccessToken { get; init; }

    /// <summary><c>production</c>, by default, or <c>sandbox</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The word that verifies Meta's webhook (Kapso's <c>webhook_verify_token</c>).</summary>
    public string? WebhookVerifyToken { get; init; }

    /// <summary>An address of the project's own for Meta's webhook (Kapso's <c>webhook_destination_url</c>).</summary>
    public Uri? WebhookDestinationUrl { get; init; }

    /// <summary>Whether incoming messages are processed; they are, by default.</summary>
    public bool? InboundProcessingEnabled { get; init; }

    /// <summary>Whether calls are on; they are not, by default.</summary>
    public bool? CallsEnabled { get; init; }

    /// <summary>Names the number without its tokens.</summary>
    public override string ToString() => $"ConnectPhoneNumber {{ PhoneNumberId = {PhoneNumberId} }}";
}

/// <summary>What changes on a number; what is <see langword="null"/> stays as it is.</summary>
public sealed record UpdatePhoneNumber
{
    /// <summary>The label at Kapso.</summary>
    public string? Name { get; init; }

    /// <summary>Meta's phone number id, which a change to <c>production</c> needs.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>The WhatsApp Business account at Meta.</summary>
    public string? BusinessAccountId { get; init; }

    /// <summary>Meta's access token. Kapso never gives it back.</summary>
    public string? AccessToken { get; init; }

    /// <summary><c>production</c> or <c>sandbox</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The word that verifies Meta's webhook (Kapso's <c>webhook_verify_token</c>).</summary>
    public string? WebhookVerifyToken { get; init; }

    /// <summary>An address of the project's own for Meta's webhook (Kapso's <c>webhook_destination_url</c>).</summary>
    public Uri? WebhookDestinationUrl { get; init; }

    /// <summary>Whether incoming messages are processed.</summary>
    public bool? InboundProcessingEnabled { get; init; }

    /// <summary>Whether calls are on.</summary>
    public bool? CallsEnabled { get; init; }

    /// <summary>Says what changes, without the tokens.</summary>
    public override string ToString() => $"UpdatePhoneNumber {{ Name = {Name} }}";
}

/// <summary>A wish for another display name, on which Meta decides. What has no property of its own is in <see cref="Raw"/>.</summary>
[JsonConverter(typeof(DisplayNameRequestConverter))]
public sealed record DisplayNameRequest
{
    private readonly Kept raw;

    /// <summary>Kapso's id.</summary>
    public required string Id { get; init; }

    /// <summary>The wish as it came: Kapso does not document its members.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the wish by id alone.</summary>
    public override string ToString() => $"DisplayNameRequest {{ Id = {Id} }}";
}

internal sealed record CodeRequest(CodeMethod CodeMethod, string Language);

internal sealed record CodeProof(string Code);

internal sealed record Registration(string MessagingProduct, string Pin, string? DataLocalizationRegion);

internal sealed record NewDisplayName([property: JsonPropertyName("new_display_name")] string Name);

internal sealed class DisplayNameRequestConverter : RawConverter<DisplayNameRequest>
{
    protected override DisplayNameRequest? From(JsonElement element) =>
        element.Text("id") is { Length: > 0 } id ? new() { Id = id, Raw = element } : null;

    protected override JsonElement RawOf(DisplayNameRequest value) => value.Raw;
}
