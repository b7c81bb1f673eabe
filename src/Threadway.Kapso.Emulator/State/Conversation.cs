using System.Text.Json.Serialization;
using Threadway.Kapso.Emulator.Identifiers;

namespace Threadway.Kapso.Emulator.State;

internal sealed class Conversation
{
    public required string Id { get; init; }
    public required string PhoneNumberId { get; init; }
    public required string Person { get; set => field = WaId.Of(value); }
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

    /// <summary>Takes over what another one held, whose person turned out to be the same.</summary>
    public void Join(Conversation other)
    {
        MessagesCount += other.MessagesCount;
        LastInboundAt = Later(LastInboundAt, other.LastInboundAt);
        LastOutboundAt = Later(LastOutboundAt, other.LastOutboundAt);
        if (other.LastActiveAt > LastActiveAt)
            (LastActiveAt, LastMessageId, Status, StatusSetAt) = (other.LastActiveAt, other.LastMessageId, other.Status, other.StatusSetAt);
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}

internal static class ConversationStatus
{
    public const string Active = "active";
    public const string Ended = "ended";

    public static readonly TimeSpan Idle = TimeSpan.FromHours(24);
}
