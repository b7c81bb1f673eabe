using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A message that Meta accepted for sending.</summary>
public sealed record SentMessage
{
    private readonly KeptIfOdd raw;

    /// <summary>Meta's message id (<c>wamid...</c>), which later status events carry.</summary>
    public required string Id { get; init; }

    /// <summary>The receiver as the message named it.</summary>
    public string? Input { get; init; }

    /// <summary>The receiver's WhatsApp id; it may differ from the number that was given.</summary>
    public string? WaId { get; init; }

    /// <summary>The receiver's business-scoped user id, where Meta tells it.</summary>
    public string? UserId { get; init; }

    /// <summary>Meta's word on it, for example <c>accepted</c> or <c>held_for_quality_assessment</c>.</summary>
    public string? Status { get; init; }

    /// <summary>
    /// The whole answer as it came. Made anew when it is asked for, as long as it came in Meta's usual form: then the properties say all.
    /// </summary>
    [JsonIgnore]
    public JsonElement Raw
    {
        get => raw.Json ?? SentMessageConverter.Write(this);
        init => raw = new(value);
    }

    /// <summary>Names the message without its receiver.</summary>
    public override string ToString() => $"SentMessage {{ Id = {Id}, Status = {Status} }}";
}
