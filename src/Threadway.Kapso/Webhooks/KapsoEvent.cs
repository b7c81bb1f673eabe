using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso.Webhooks;

/// <summary>Something that Kapso told.</summary>
public abstract record KapsoEvent
{
    /// <summary>The event's name, one of <see cref="KapsoEvents"/> or another; empty when neither header nor body names it.</summary>
    public required string Name { get; init; }

    /// <summary>The event's id, where the body has one. The delivery's own is in <see cref="WebhookHeaders.IdempotencyKey"/>.</summary>
    public string? Id { get; init; }

    /// <summary>When it happened, where the body says so.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The body as it came; of one of several events in a delivery, its own part of it.</summary>
    public JsonElement Body { get; init; }

    /// <summary>Names the event without its body.</summary>
    public override string ToString() => $"{GetType().Name} {{ Name = {Name}, Id = {Id} }}";
}

/// <summary>
/// A number was connected, removed, or its access changed. For created and deleted Kapso sends ids alone: read the number for the
/// rest. Deliveries come at least once and in any order: read before acting on any of them.
/// </summary>
public sealed record PhoneNumberEvent : KapsoEvent
{
    /// <summary>Meta's phone number id.</summary>
    public required string PhoneNumberId { get; init; }

    /// <summary>The project.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The customer; <see langword="null"/> when the number is the project's own.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The caller's own key of the customer, where Kapso sends it.</summary>
    public string? CustomerExternalId { get; init; }

    /// <summary>The setup link, which the first payload version alone tells.</summary>
    public string? SetupLinkId { get; init; }

    /// <summary>The connection type, where the body tells it.</summary>
    public ConnectionType? ConnectionType { get; init; }

    /// <summary>The WhatsApp Business account, where the body tells it.</summary>
    public string? BusinessAccountId { get; init; }

    /// <summary>Meta's raw word, for example <c>PARTNER_REMOVED</c>.</summary>
    public string? SourceEvent { get; init; }

    /// <summary>Why access ended, in Meta's word.</summary>
    public string? DisconnectionReason { get; init; }

    /// <summary>Who ended it, in Meta's word.</summary>
    public string? DisconnectionInitiatedBy { get; init; }

    /// <summary>Names the event without its body.</summary>
    public override string ToString() => $"PhoneNumberEvent {{ Name = {Name}, PhoneNumberId = {PhoneNumberId}, CustomerId = {CustomerId} }}";
}

/// <summary>Meta acted on a WhatsApp Business account. Numbers of several customers may hang on it.</summary>
public sealed record AccountEvent : KapsoEvent
{
    /// <summary>The WhatsApp Business account.</summary>
    public string? BusinessAccountId { get; init; }

    /// <summary>The project.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Every number that it touches.</summary>
    public IReadOnlyList<AffectedNumber> PhoneNumbers { get; init; } = [];

    /// <summary>What is restricted, on a restriction.</summary>
    public IReadOnlyList<AccountRestriction> Restrictions { get; init; } = [];

    /// <summary>What was violated, on a violation.</summary>
    public AccountViolation? Violation { get; init; }

    /// <summary>The ban, when disabled or reinstated.</summary>
    public AccountBan? Ban { get; init; }

    /// <summary>Meta's raw word, for example <c>ACCOUNT_RESTRICTION</c>.</summary>
    public string? SourceEvent { get; init; }

    /// <summary>Names the event without its body.</summary>
    public override string ToString() => $"AccountEvent {{ Name = {Name}, BusinessAccountId = {BusinessAccountId}, SourceEvent = {SourceEvent} }}";
}

/// <summary>A number that an account event touches.</summary>
public sealed record AffectedNumber
{
    private readonly Kept raw;

    /// <summary>Meta's phone number id.</summary>
    public required string Id { get; init; }

    /// <summary>The number, formatted for people.</summary>
    public string? DisplayPhoneNumber { get; init; }

    /// <summary>The number as it came.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Names the number by id alone.</summary>
    public override string ToString() => $"AffectedNumber {{ Id = {Id} }}";
}

/// <summary>Something that Meta does not let an account do.</summary>
public sealed record AccountRestriction
{
    private readonly Kept raw;

    /// <summary>Meta's word, for example <c>RESTRICTED_BIZ_INITIATED_MESSAGING</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Until when; open-ended when <see langword="null"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The restriction as it came.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Says it in Meta's or Kapso's word alone.</summary>
    public override string ToString() => $"AccountRestriction {{ Type = {Type}, ExpiresAt = {ExpiresAt:O} }}";
}

/// <summary>A rule of Meta's that an account broke.</summary>
public sealed record AccountViolation
{
    private readonly Kept raw;

    /// <summary>Meta's word.</summary>
    public string? Type { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remediation { get; init; }

    /// <summary>The violation as it came.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Says it in Meta's or Kapso's word alone.</summary>
    public override string ToString() => $"AccountViolation {{ Type = {Type} }}";
}

/// <summary>A ban of an account.</summary>
public sealed record AccountBan
{
    private readonly Kept raw;

    /// <summary>Meta's word: <c>DISABLE</c>, <c>REINSTATE</c>.</summary>
    public string? State { get; init; }

    /// <summary>A date as text to show; not to be parsed.</summary>
    public string? DateLabel { get; init; }

    /// <summary>The ban as it came.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Says it in Meta's or Kapso's word alone.</summary>
    public override string ToString() => $"AccountBan {{ State = {State} }}";
}

/// <summary>
/// Something that happened on one number: a <see cref="MessageEvent"/>, <see cref="ConversationEvent"/>, <see cref="ContactEvent"/> or
/// <see cref="CallEvent"/>, or this itself when the body lacks what the name promises, or tells what has no type of its own here (a
/// copied history, say).
/// </summary>
public record NumberEvent : KapsoEvent
{
    /// <summary>Meta's phone number id, where the body has it.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>The WhatsApp Business account, which Meta's own bodies tell.</summary>
    public string? BusinessAccountId { get; init; }

    /// <summary>Names the event without its body.</summary>
    public sealed override string ToString() => $"{GetType().Name} {{ Name = {Name}, PhoneNumberId = {PhoneNumberId} }}";
}

/// <summary>
/// A message came in, went out, arrived, was read or failed. <c>sent</c> also tells what the owner wrote in the phone app: look at
/// <see cref="Kapso.Message.Origin"/>. Read may come before delivered.
/// </summary>
public sealed record MessageEvent : NumberEvent
{
    /// <summary>The message; why it failed is in <see cref="Kapso.Message.Failure"/>.</summary>
    public required Message Message { get; init; }

    /// <summary>Its conversation.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>Whether the conversation began with it.</summary>
    public bool IsNewConversation { get; init; }
}

/// <summary>A conversation began, ended, or has been silent for the agreed time.</summary>
public sealed record ConversationEvent : NumberEvent
{
    /// <summary>The conversation.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>For how many minutes it has been silent.</summary>
    public long? InactiveMinutes { get; init; }

    /// <summary>Meta's id of the last message before the silence.</summary>
    public string? SinceMessageId { get; init; }
}

/// <summary>A contact's business-scoped id changed, or what it wants to hear.</summary>
public sealed record ContactEvent : NumberEvent
{
    /// <summary>The contact.</summary>
    public required Contact Contact { get; init; }

    /// <summary>The business-scoped user id before, when it changed.</summary>
    public string? PreviousUserId { get; init; }

    /// <summary>The parent business's user id before, when it changed.</summary>
    public string? PreviousParentUserId { get; init; }

    /// <summary>What the contact wants to hear, when that changed.</summary>
    public MarketingPreference? MarketingPreference { get; init; }
}

/// <summary>Whether a contact takes marketing from one number.</summary>
public sealed record MarketingPreference
{
    private readonly Kept raw;

    /// <summary>Kapso's word: <c>stopped</c> or <c>resumed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Kapso's word for what was before.</summary>
    public string? PreviousStatus { get; init; }

    /// <summary>More about it, in Meta's words.</summary>
    public string? Detail { get; init; }

    /// <summary>When the contact decided.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The order of decisions: drop one whose sequence is lower than the last seen.</summary>
    public long? Sequence { get; init; }

    /// <summary>The preference as it came.</summary>
    public JsonElement Raw
    {
        get => raw.Json;
        init => raw = new(value);
    }

    /// <summary>Says it in Meta's or Kapso's word alone.</summary>
    public override string ToString() => $"MarketingPreference {{ Status = {Status}, Sequence = {Sequence} }}";
}

/// <summary>A call with a number, as Meta's own bodies tell it (field <c>calls</c>): it rings, is taken, or is over.</summary>
public sealed record CallEvent : NumberEvent
{
    /// <summary>Meta's id of the call (<c>wacid...</c>).</summary>
    public required string CallId { get; init; }

    /// <summary>Meta's word for what happened, for example <c>connect</c> or <c>terminate</c>.</summary>
    public string? Event { get; init; }

    /// <summary>Meta's word for how it went, for example <c>RINGING</c>, <c>ACCEPTED</c>, <c>REJECTED</c> or <c>COMPLETED</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Which way it went.</summary>
    public MessageDirection? Direction { get; init; }

    /// <summary>The person's number, as digits; <see langword="null"/> for those who hide it.</summary>
    public string? PersonPhone { get; init; }

    /// <summary>The person's business-scoped user id.</summary>
    public string? PersonUserId { get; init; }

    /// <summary>When talking began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When talking ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many seconds they talked.</summary>
    public long? DurationSeconds { get; init; }

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];
}

/// <summary>Meta judged a template, or changed its mind, as Meta's own bodies tell it (field <c>message_template_status_update</c>).</summary>
public sealed record TemplateEvent : KapsoEvent
{
    /// <summary>Meta's id of the template in this language.</summary>
    public string? TemplateId { get; init; }

    /// <summary>The template's name.</summary>
    public required string TemplateName { get; init; }

    /// <summary>The language's code.</summary>
    public string? Language { get; init; }

    /// <summary>Where it stands now.</summary>
    public required TemplateStatus Status { get; init; }

    /// <summary>Why, in Meta's word.</summary>
    public string? Reason { get; init; }

    /// <summary>The WhatsApp Business account.</summary>
    public string? BusinessAccountId { get; init; }

    /// <summary>Names the template and where it stands.</summary>
    public override string ToString() => $"TemplateEvent {{ TemplateName = {TemplateName}, Language = {Language}, Status = {Status} }}";
}

/// <summary>
/// Several events in one delivery, in order, under one signature and one idempotency key: of one kind in Kapso's batches, of any in
/// Meta's own bodies.
/// </summary>
public sealed record EventBatch : KapsoEvent
{
    /// <summary>The events.</summary>
    public required IReadOnlyList<KapsoEvent> Items { get; init; }

    /// <summary>Names the events and how many they are.</summary>
    public override string ToString() => $"EventBatch {{ Name = {Name}, Items = {Items.Count} }}";
}

/// <summary>An event that this version does not know, or whose body lacks what its name promises. Normal: keep it and answer 200.</summary>
public sealed record UnknownEvent : KapsoEvent
{
    /// <summary>Names the event without its body.</summary>
    public override string ToString() => $"UnknownEvent {{ Name = {Name} }}";
}
