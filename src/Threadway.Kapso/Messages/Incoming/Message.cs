using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>
/// A message as Kapso and Meta tell it: in webhooks of either payload version and of Meta's own kind, and in lists (Kapso Platform:
/// messages). What it says is in the one property that fits, from <see cref="Text"/> to <see cref="Unknown"/>; what has no property of
/// its own is in <see cref="Raw"/>.
/// </summary>
[JsonConverter(typeof(MessageConverter))]
public sealed record Message
{
    /// <summary>Meta's id (<c>wamid...</c>).</summary>
    public required string Id { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Meta's word for the type, for example <c>text</c> or <c>image</c>; unknown ones are normal.</summary>
    public string? Type { get; init; }

    /// <summary>Which way it went.</summary>
    public MessageDirection? Direction { get; init; }

    /// <summary>How far it came. Lists say <c>delivered</c> of messages that came in: go by <see cref="Direction"/>.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Where it was written.</summary>
    public MessageOrigin? Origin { get; init; }

    /// <summary>Who wrote it, as digits; <see langword="null"/> for those who hide their number.</summary>
    public string? From { get; init; }

    /// <summary>Whom it is for, as digits; <see langword="null"/> for those who hide their number, and for a group.</summary>
    public string? To { get; init; }

    /// <summary>The writer's business-scoped user id.</summary>
    public string? FromUserId { get; init; }

    /// <summary>The writer's user id at the parent business.</summary>
    public string? FromParentUserId { get; init; }

    /// <summary>The receiver's business-scoped user id.</summary>
    public string? ToUserId { get; init; }

    /// <summary>The receiver's user id at the parent business.</summary>
    public string? ToParentUserId { get; init; }

    /// <summary>The person's user name.</summary>
    public string? Username { get; init; }

    /// <summary>The group that it was written in.</summary>
    public string? GroupId { get; init; }

    /// <summary>
    /// Where an answer goes: the group, else the person by number, else by user id. <see langword="null"/> where nobody is named.
    /// </summary>
    public Recipient? Chat => (GroupId, Direction == MessageDirection.Outbound ? (To, ToUserId) : (From, FromUserId)) switch
    {
        ({ } group, _) => Recipient.Group(group),
        (_, ({ } phone, _)) => Recipient.Phone(phone),
        (_, (_, { } userId)) => Recipient.User(userId),
        _ => null,
    };

    /// <summary>What it refers to: the message that it answers, the product that it asks about, that it was forwarded.</summary>
    public MessageContext? Context { get; init; }

    /// <summary>The message that it answers.</summary>
    public string? ReplyTo => Context?.MessageId;

    /// <summary>The advertisement or post that led the person to write.</summary>
    public MessageReferral? Referral { get; init; }

    /// <summary>The text of a text message.</summary>
    public string? Text { get; init; }

    /// <summary>Kapso's own rendering of any type as text; prose, not to be parsed.</summary>
    public string? Content { get; init; }

    /// <summary>The file that it carries.</summary>
    public MessageMedia? Media { get; init; }

    /// <summary>The button or row that was pressed.</summary>
    public MessageChoice? Choice { get; init; }

    /// <summary>The answers to a flow or to another form.</summary>
    public MessageFlowAnswer? FlowAnswer { get; init; }

    /// <summary>Whether the business may call.</summary>
    public CallPermissionReply? CallPermission { get; init; }

    /// <summary>The emoji on another message.</summary>
    public MessageReaction? Reaction { get; init; }

    /// <summary>The place.</summary>
    public MessageLocation? Location { get; init; }

    /// <summary>The contact cards.</summary>
    public IReadOnlyList<SharedContact> Contacts { get; init; } = [];

    /// <summary>The basket.</summary>
    public MessageOrder? Order { get; init; }

    /// <summary>The message that its writer changed, and what it says now.</summary>
    public MessageEdit? Edit { get; init; }

    /// <summary>The message that its writer took back.</summary>
    public MessageRevocation? Revocation { get; init; }

    /// <summary>What WhatsApp itself says: the person has a new number, or a new phone.</summary>
    public MessageSystemNote? SystemNote { get; init; }

    /// <summary>What WhatsApp does not hand on, and why.</summary>
    public MessageUnsupported? Unsupported { get; init; }

    /// <summary>Whether the person opened the chat for the first time and waits to be greeted.</summary>
    public bool IsWelcomeRequest => Type == "request_welcome";

    /// <summary>The template that was sent.</summary>
    public MessageTemplate? Template { get; init; }

    /// <summary>The question that was sent.</summary>
    public MessageQuestion? Question { get; init; }

    /// <summary>
    /// What it says, as it came, where this version knows neither the type nor the shape: the member that the type names, or the whole
    /// message where there is none.
    /// </summary>
    public JsonElement? Unknown { get; init; }

    /// <summary>What Meta says is wrong with it, beside the <see cref="Statuses"/>' own.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];

    /// <summary>What was said, for sound that Kapso wrote down.</summary>
    public string? Transcript { get; init; }

    /// <summary>Every status that Meta told, oldest first.</summary>
    public IReadOnlyList<MessageStatusUpdate> Statuses { get; init; } = [];

    /// <summary>Why it failed: the first error of the last failed status.</summary>
    public MessageError? Failure => Statuses.LastOrDefault(update => update.Status == MessageStatus.Failed)?.Errors is [var error, ..]
        ? error
        : null;

    /// <summary>Kapso's id of the conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The contact's name.</summary>
    public string? ContactName { get; init; }

    /// <summary>Meta's id of the project's number.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>The message as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the message without people and content.</summary>
    public override string ToString() => $"Message {{ Id = {Id}, Type = {Type}, Direction = {Direction}, Status = {Status} }}";
}
