using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Identifiers;

namespace Threadway.Kapso.Emulator.State;

/// <summary>A message between a connected number and a person.</summary>
internal sealed class Message
{
    public required string Id { get; init; }
    public required string PhoneNumberId { get; init; }
    public required string ConversationId { get; set; }

    /// <summary>The person's number, digits only, as WhatsApp spells it.</summary>
    public required string Person { get; set => field = WaId.Of(value); }

    public required bool IsInbound { get; init; }
    public required string Type { get; init; }

    /// <summary>Who wrote it for the business: a program, or the owner on the phone (contract 9.5).</summary>
    public string Origin { get; init; } = MessageOrigin.CloudApi;

    /// <summary>Meta's own object for the type, an array for <c>contacts</c>.</summary>
    public required JsonNode Content { get; init; }

    /// <summary>What Meta says of a message that came in beside the object of its type: errors, a referral, a group, a context of its own. Null leaves a field out.</summary>
    public JsonObject? Besides { get; init; }

    /// <summary>What a person reads, templates filled in.</summary>
    public required string Text { get; init; }

    /// <summary>The code that a copy-code button carries.</summary>
    public string? Code { get; init; }

    public MessageMedia? Media { get; init; }
    public MessageFrame? Frame { get; init; }
    public string? ContextMessageId { get; init; }

    /// <summary>Why it will not arrive, although it was accepted.</summary>
    public StatusError? Failure { get; init; }

    /// <summary>What the sender wants to read again in each status.</summary>
    public string? CallbackData { get; init; }

    /// <summary>Null for what costs nobody anything: what came in, and what an owner wrote on the phone.</summary>
    public MessagePricing? Pricing { get; init; }

    public string Status { get; set; } = "sent";
    public List<MessageStatus> Statuses { get; init; } = [];
    public required DateTimeOffset At { get; init; }
}

internal static class MessageOrigin
{
    public const string CloudApi = "cloud_api";
    public const string BusinessApp = "business_app";
}

internal sealed record MessageStatus(string Status, DateTimeOffset At);

/// <summary>An error as a status carries it.</summary>
internal sealed record StatusError(int Code, string Title, string Details);

/// <summary>The file of a message. Of one that was sent by link, type and size are not known.</summary>
internal sealed record MessageMedia(string Url, string FileName, string? ContentType, long? ByteSize);
