using System.Text.Json.Nodes;

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

    /// <summary>Meta's own object for the type: <c>text</c>, <c>template</c>.</summary>
    public required JsonObject Content { get; init; }

    /// <summary>What a person reads, templates filled in.</summary>
    public required string Text { get; init; }

    /// <summary>The code that a copy-code button carries.</summary>
    public string? Code { get; init; }

    public string? ContextMessageId { get; init; }
    public string Status { get; set; } = "sent";
    public List<MessageStatus> Statuses { get; init; } = [];
    public required DateTimeOffset At { get; init; }
}

internal sealed record MessageStatus(string Status, DateTimeOffset At);

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
}
