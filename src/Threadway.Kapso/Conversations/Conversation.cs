using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A conversation between a number and a person (Kapso Platform: conversations).</summary>
[JsonConverter(typeof(ConversationConverter))]
public sealed record Conversation
{
    private readonly Kept raw;

    /// <summary>Kapso's id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it goes on.</summary>
    public ConversationStatus? Status { get; init; }

    /// <summary>The person's number, as digits; <see langword="null"/> for those who hide it.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>The contact's name.</summary>
    public string? ContactName { get; init; }

    /// <summary>The person's business-scoped user id.</summary>
    public string? UserId { get; init; }

    /// <summary>The person's user name.</summary>
    public string? Username { get; init; }

    /// <summary>Meta's id of the project's number.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>When something last happened.</summary>
    public DateTimeOffset? LastActiveAt { get; init; }

    /// <summary>When the person last wrote: the 24-hour window ends a day later.</summary>
    public DateTimeOffset? LastInboundAt { get; init; }

    /// <summary>When the number last wrote.</summary>
    public DateTimeOffset? LastOutboundAt { get; init; }

    /// <summary>How many messages it has.</summary>
    public long? MessagesCount { get; init; }

    /// <summary>The last message's id.</summary>
    public string? LastMessageId { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The conversation as it came.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the conversation without the person.</summary>
    public override string ToString() => $"Conversation {{ Id = {Id}, PhoneNumberId = {PhoneNumberId}, Status = {Status} }}";
}

/// <summary>Which conversations to list; what is <see langword="null"/> does not filter.</summary>
public sealed record ConversationFilter
{
    /// <summary>Conversations of this number.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>Conversations with people whose number contains this.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Conversations that go on, or that ended.</summary>
    public ConversationStatus? Status { get; init; }

    /// <summary>Conversations of this team member; not together with <see cref="Unassigned"/>.</summary>
    public string? AssignedUserId { get; init; }

    /// <summary>Conversations of nobody.</summary>
    public bool? Unassigned { get; init; }

    /// <summary>Begun after this time.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Begun before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Active after this time.</summary>
    public DateTimeOffset? LastActiveAfter { get; init; }

    /// <summary>Not active since this time.</summary>
    public DateTimeOffset? LastActiveBefore { get; init; }

    /// <summary>Conversations a page, from 1 to 100; 20 by default.</summary>
    public int? PageSize { get; init; }

    /// <summary>Says what is asked for, without numbers.</summary>
    public override string ToString() => $"ConversationFilter {{ PhoneNumberId = {PhoneNumberId}, Status = {Status} }}";
}

internal sealed record ConversationChange(ConversationStatus Status);

internal sealed class ConversationConverter : RawConverter<Conversation>
{
    public static Conversation? Read(JsonElement conversation)
    {
        if (conversation.Text("id") is not { Length: > 0 } id)
            return null;

        var kapso = conversation.Child("kapso") ?? default;
        var person = PersonId.Of(conversation, "phone_number");
        return new()
        {
            Id = id,
            Status = conversation.Text("status") is { } status ? new(status) : null,
            PhoneNumber = person.Phone,
            // Older bodies have the name beside the counts (contract 16, row 9).
            ContactName = conversation.Text("contact_name") ?? kapso.Text("contact_name"),
            UserId = conversation.Text("business_scoped_user_id") ?? person.UserId,
            Username = conversation.Text("username"),
            PhoneNumberId = conversation.Text("phone_number_id"),
            LastActiveAt = conversation.Time("last_active_at"),
            LastInboundAt = kapso.Time("last_inbound_at"),
            LastOutboundAt = kapso.Time("last_outbound_at"),
            MessagesCount = kapso.Whole("messages_count"),
            LastMessageId = kapso.Text("last_message_id"),
            CreatedAt = conversation.Time("created_at"),
            UpdatedAt = conversation.Time("updated_at"),
            Raw = conversation,
        };
    }

    protected override Conversation? From(JsonElement element) => Read(element);

    protected override JsonElement RawOf(Conversation value) => value.Raw;
}
