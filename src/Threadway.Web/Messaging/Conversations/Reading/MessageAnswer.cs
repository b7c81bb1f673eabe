using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>One message, whoever wrote it. What it says stands under its type's own word, for example <c>"text": {"body": "Hello"}</c>.</summary>
internal sealed record MessageAnswer
{
    /// <summary>What a message says under its own type's word may not take the place of these.</summary>
    private static readonly HashSet<string> Declared =
        [.. typeof(MessageAnswer).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    public required Guid Id { get; init; }

    /// <summary>The user's number that it came to or goes from.</summary>
    public required string PhoneNumberId { get; init; }

    public required Guid ConversationId { get; init; }

    [JsonConverter(typeof(SnakeCaseWord<MessageDirection>))]
    public required MessageDirection Direction { get; init; }

    [JsonConverter(typeof(SnakeCaseWord<MessageAuthor>))]
    public required MessageAuthor Author { get; init; }

    /// <summary>Whom an outbound one is for: as it was typed, else by the name that WhatsApp has for the contact.</summary>
    public string? To { get; init; }

    /// <summary>Who wrote an inbound one: digits, or a business-scoped id where the number is hidden.</summary>
    public string? From { get; init; }

    /// <summary>Meta's word, for example <c>text</c>. What the message says stands under this word.</summary>
    public required string Type { get; init; }

    /// <summary>The message that it answers, or that a reaction is about.</summary>
    public MessageContext? Context { get; init; }

    [JsonConverter(typeof(SnakeCaseWord<MessageState>))]
    public required MessageState Status { get; init; }

    public MessageFailure? Failure { get; init; }

    /// <summary>Meta's id, from when Kapso accepted it.</summary>
    public string? Wamid { get; init; }

    [JsonConverter(typeof(SnakeCaseWord<MessagePriority>))]
    public MessagePriority? Priority { get; init; }

    /// <summary>By which messages are ordered: WhatsApp's time, or when it was written here.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The failed or doubtful message that this one was sent in place of.</summary>
    public Guid? InPlaceOf { get; init; }

    /// <summary>What else is to be known, in words.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Since when it is not known what became of it; it is being found out.</summary>
    public DateTimeOffset? InDoubtSince { get; init; }

    /// <summary>What the message says, under its type's word, for example <c>"text": {"body": "Hello"}</c>, and what else came with an inbound one.</summary>
    [JsonExtensionData]
    public IDictionary<string, object> Content { get; init; } = new Dictionary<string, object>();

    /// <param name="contact">Who is at the other end; left out, <see cref="From"/> stays unsaid.</param>
    public static MessageAnswer Of(MessageRow row, string phoneNumberId, ContactRow? contact = null)
    {
        var inbound = row.State == MessageState.Received;
        var other = contact?.WaId ?? contact?.Typed ?? contact?.ScopedUserId;
        return new()
        {
            Id = row.Id,
            PhoneNumberId = phoneNumberId,
            ConversationId = row.ConversationId,
            Direction = inbound ? MessageDirection.Inbound : MessageDirection.Outbound,
            Author = row.Author,
            To = inbound ? null : row.To ?? other,
            From = inbound ? other : null,
            Type = row.Type,
            Context = row.ReplyTo is { } about ? new(about) : null,
            Status = row.State,
            Failure = row.FailureCode is { } code ? new(code, row.FailureRetryable, row.FailureTitle, row.FailureDetail, row.FailureProviderCode) : null,
            Wamid = row.Wamid,
            Priority = row.Author == MessageAuthor.Product ? row.Priority : null,
            At = row.At,
            CreatedAt = row.CreatedAt,
            SendAt = row.SendAt,
            ExpiresAt = row.ExpiresAt,
            AcceptedAt = row.AcceptedAt,
            SentAt = row.SentAt,
            DeliveredAt = row.DeliveredAt,
            ReadAt = row.ReadAt,
            FailedAt = row.FailedAt,
            InPlaceOf = row.InPlaceOf,
            Notes = row.Notes is null ? [] : JsonSerializer.Deserialize<string[]>(row.Notes)!,
            InDoubtSince = row.DoubtSince,
            Content = Said(row),
        };
    }

    /// <summary>Names it and tells nothing of it: what people write is nobody's to log.</summary>
    public override string ToString() => $"{nameof(MessageAnswer)} {Id}";

    private static Dictionary<string, object> Said(MessageRow row)
    {
        var said = new Dictionary<string, object>();
        if (!Declared.Contains(row.Type)) said[row.Type] = JsonElement.Parse(row.Content);
        if (row.Extras is null || JsonElement.Parse(row.Extras) is not { ValueKind: JsonValueKind.Object } extras) return said;
        foreach (var extra in extras.EnumerateObject().Where(extra => !Declared.Contains(extra.Name))) said.TryAdd(extra.Name, extra.Value);
        return said;
    }
}

/// <summary>Which way a message went, seen from the user's number.</summary>
internal enum MessageDirection
{
    Inbound,
    Outbound,
}

/// <param name="MessageId">Meta's id (<c>wamid...</c>).</param>
internal sealed record MessageContext([property: JsonPropertyName("message_id")] string MessageId);

/// <summary>Why a message did not go, or did not arrive.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Retryable">Whether the same message may go through later.</param>
/// <param name="Detail">What helps, and what the provider said.</param>
/// <param name="ProviderCode">Meta's code, or Kapso's word.</param>
internal sealed record MessageFailure(string Code, bool Retryable, string? Title = null, string? Detail = null, string? ProviderCode = null);
