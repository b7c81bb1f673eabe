using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Emulator.State;

/// <summary>A message between a connected number and a person.</summary>
internal sealed class Message
{
    public required string Id { get; init; }
    public required string PhoneNumberId { get; init; }
    public required string ConversationId { get; init; }

    /// <summary>The person's number, digits only.</summary>
    public required string Person { get; init; }

    public required bool IsInbound { get; init; }
    public required string Type { get; init; }

    /// <summary>Meta's own object for the type, an array for <c>contacts</c>.</summary>
    public required JsonNode Content { get; init; }

    /// <summary>What a person reads, templates filled in.</summary>
    public required string Text { get; init; }

    /// <summary>The code that a copy-code button carries.</summary>
    public string? Code { get; init; }

    public MessageMedia? Media { get; init; }
    public MessageFrame? Frame { get; init; }
    public string? ContextMessageId { get; init; }

    /// <summary>Why it will not arrive, although it was accepted.</summary>
    public StatusError? Failure { get; init; }

    public string Status { get; set; } = "sent";
    public List<MessageStatus> Statuses { get; init; } = [];
    public required DateTimeOffset At { get; init; }
}

internal sealed record MessageStatus(string Status, DateTimeOffset At);

/// <summary>An error as a status carries it.</summary>
internal sealed record StatusError(int Code, string Title, string Details);

/// <summary>The file of a message. Of one that was sent by link, type and size are not known.</summary>
internal sealed record MessageMedia(string Url, string FileName, string? ContentType, long? ByteSize);

internal sealed class Conversation
{
    public required string Id { get; init; }
    public required string PhoneNumberId { get; init; }
    public required string Person { get; init; }
    public required string ContactName { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastActiveAt { get; set; }
    public DateTimeOffset? LastInboundAt { get; set; }
    public DateTimeOffset? LastOutboundAt { get; set; }
    public int MessagesCount { get; set; }
    public string? LastMessageId { get; set; }

    /// <summary>As it was last set; <see cref="StatusAt"/> knows of the hours since.</summary>
    public string Status { get; set; } = ConversationStatus.Active;

    public DateTimeOffset? StatusSetAt { get; set; }

    /// <summary>Until when the person sees that the business is typing.</summary>
    public DateTimeOffset? TypingUntil { get; set; }

    /// <summary>A conversation ends after 24 hours without a message (contract 9.6); a new one opens it again.</summary>
    public string StatusAt(DateTimeOffset now) => now >= EndsAt ? ConversationStatus.Ended : Status;

    /// <summary>When it ends by itself, if nothing comes.</summary>
    [JsonIgnore]
    public DateTimeOffset EndsAt => (StatusSetAt > LastActiveAt ? StatusSetAt.Value : LastActiveAt) + ConversationStatus.Idle;

    /// <summary>Notes a message, which is about to be added.</summary>
    public void Take(Message message)
    {
        (LastActiveAt, LastMessageId, Status) = (message.At, message.Id, ConversationStatus.Active);
        if (message.IsInbound)
            LastInboundAt = message.At;
        else
            (LastOutboundAt, TypingUntil) = (message.At, null);
        MessagesCount++;
    }
}

internal static class ConversationStatus
{
    public const string Active = "active";
    public const string Ended = "ended";

    public static readonly TimeSpan Idle = TimeSpan.FromHours(24);
}
