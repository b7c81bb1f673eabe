using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>One status of a message, as Meta told it.</summary>
public sealed record MessageStatusUpdate
{
    /// <summary>The status.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The message (<c>wamid...</c>).</summary>
    public string? MessageId { get; init; }

    /// <summary>Whom it was for, as digits; <see langword="null"/> for those who hide their number. In a group, one of its people.</summary>
    public string? RecipientId { get; init; }

    /// <summary>The receiver's business-scoped user id.</summary>
    public string? RecipientUserId { get; init; }

    /// <summary>The group that it was for.</summary>
    public string? GroupId { get; init; }

    /// <summary>The caller's own text; see <see cref="OutgoingMessage.CallbackData"/>.</summary>
    public string? CallbackData { get; init; }

    /// <summary>What Meta charges for it.</summary>
    public MessagePricing? Pricing { get; init; }

    /// <summary>Meta's own conversation, for which Meta charged until 2025; not Kapso's.</summary>
    public PricedConversation? Conversation { get; init; }

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>The status as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says the status, without numbers.</summary>
    public override string ToString() => $"MessageStatusUpdate {{ Status = {Status}, Timestamp = {Timestamp} }}";

    internal static MessageStatusUpdate? Read(JsonElement update)
    {
        if (update.Text("status") is not { Length: > 0 } status)
            return null;

        var recipient = PersonId.Of(update, "recipient_id");
        var isGroup = update.Text("recipient_type") == "group";
        var person = isGroup ? PersonId.Of(update, "recipient_participant_id") : recipient;

        return new()
        {
            Status = new(status),
            Timestamp = update.Time("timestamp"),
            MessageId = update.Text("id"),
            RecipientId = person.Phone,
            RecipientUserId = update.Given("recipient_user_id") ?? update.Given("recipient_participant_user_id") ?? person.UserId,
            GroupId = isGroup ? update.Given("recipient_id") : recipient.GroupId ?? update.Given("group_id"),
            CallbackData = update.Text("biz_opaque_callback_data"),
            Pricing = update.Child("pricing") is { } pricing ? MessagePricing.Read(pricing) : null,
            Conversation = update.Child("conversation") is { } conversation ? PricedConversation.Read(conversation) : null,
            Errors = MessageError.ReadAll(update),
            Raw = update,
        };
    }
}

/// <summary>What Meta charges for a message.</summary>
public sealed record MessagePricing
{
    /// <summary>Whether it costs.</summary>
    public bool? IsBillable { get; init; }

    /// <summary>Meta's word for how it is counted: <c>PMP</c>, for each message, or <c>CBP</c>, for each conversation.</summary>
    public string? Model { get; init; }

    /// <summary>Meta's word for the rate, for example <c>utility</c> or <c>marketing</c>.</summary>
    public string? Category { get; init; }

    /// <summary>Meta's word for why it costs or not: <c>regular</c>, <c>free_customer_service</c> or <c>free_entry_point</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The pricing as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says what it costs.</summary>
    public override string ToString() => $"MessagePricing {{ IsBillable = {IsBillable}, Model = {Model}, Category = {Category}, Type = {Type} }}";

    internal static MessagePricing? Read(JsonElement pricing)
    {
        var read = new MessagePricing
        {
            IsBillable = pricing.Flag("billable"),
            Model = pricing.Text("pricing_model"),
            Category = pricing.Text("category"),
            Type = pricing.Text("type"),
            Raw = pricing,
        };

        return read.IsBillable is null && (read.Model ?? read.Category ?? read.Type) is null ? null : read;
    }
}

/// <summary>Meta's own conversation: what it charged for until 2025.</summary>
public sealed record PricedConversation
{
    /// <summary>Meta's id.</summary>
    public string? Id { get; init; }

    /// <summary>Meta's word for what opened it, for example <c>utility</c>, <c>service</c> or <c>referral_conversion</c>.</summary>
    public string? OriginType { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The conversation as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the conversation.</summary>
    public override string ToString() => $"PricedConversation {{ Id = {Id}, OriginType = {OriginType} }}";

    internal static PricedConversation? Read(JsonElement conversation)
    {
        var read = new PricedConversation
        {
            Id = conversation.Text("id"),
            OriginType = conversation.Child("origin")?.Text("type"),
            ExpiresAt = conversation.Time("expiration_timestamp"),
            Raw = conversation,
        };

        return (read.Id ?? read.OriginType) is null && read.ExpiresAt is null ? null : read;
    }
}

/// <summary>Why a message failed, or cannot be shown.</summary>
public sealed record MessageError
{
    /// <summary>Meta's code, as text.</summary>
    public string? Code { get; init; }

    /// <summary>Meta's sentence.</summary>
    public string? Title { get; init; }

    /// <summary>Meta's sentence once more; mostly the same.</summary>
    public string? Message { get; init; }

    /// <summary>A longer explanation: the one to show.</summary>
    public string? Details { get; init; }

    /// <summary>Where Meta explains it.</summary>
    public Uri? Href { get; init; }

    /// <summary>What helps.</summary>
    public KapsoErrorClass Class => KapsoErrorClasses.Of(Code);

    /// <summary>The error as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says what is wrong in Meta's short words.</summary>
    public override string ToString() => $"MessageError {{ Code = {Code}, Title = {Title} }}";

    internal static IReadOnlyList<MessageError> ReadAll(JsonElement element) => element.Member("errors") switch
    {
        { ValueKind: JsonValueKind.Array } errors => [.. errors.EnumerateArray().Select(Read).OfType<MessageError>()],
        { ValueKind: JsonValueKind.Object } error when Read(error) is { } one => [one],
        _ => [],
    };

    private static MessageError? Read(JsonElement error)
    {
        var message = error.Text("message");
        var read = new MessageError
        {
            Code = error.Text("code"),
            Title = error.Text("title") ?? message,
            Message = message,
            // Older bodies have it on the error itself.
            Details = error.Child("error_data")?.Text("details") ?? error.Text("details"),
            Href = error.Address("href"),
            Raw = error,
        };

        return (read.Code ?? read.Title ?? read.Details) is null ? null : read;
    }
}
