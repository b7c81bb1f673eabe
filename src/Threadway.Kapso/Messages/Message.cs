using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>
/// A message as Kapso tells it, in webhooks of either payload version and in lists (Kapso Platform: messages). What has no property of
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

    /// <summary>Whom it is for, as digits; <see langword="null"/> for those who hide their number.</summary>
    public string? To { get; init; }

    /// <summary>The writer's business-scoped user id.</summary>
    public string? FromUserId { get; init; }

    /// <summary>The receiver's business-scoped user id.</summary>
    public string? ToUserId { get; init; }

    /// <summary>The person's user name.</summary>
    public string? Username { get; init; }

    /// <summary>The message that it answers.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The text of a text message.</summary>
    public string? Text { get; init; }

    /// <summary>Kapso's own rendering of any type as text; prose, not to be parsed.</summary>
    public string? Content { get; init; }

    /// <summary>The file that it carries.</summary>
    public MessageMedia? Media { get; init; }

    /// <summary>The button or row that was pressed.</summary>
    public MessageChoice? Choice { get; init; }

    /// <summary>The emoji on another message.</summary>
    public MessageReaction? Reaction { get; init; }

    /// <summary>The place.</summary>
    public MessageLocation? Location { get; init; }

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

/// <summary>A file that a message carries.</summary>
public sealed record MessageMedia
{
    /// <summary>Meta's id, for <see cref="MediaClient"/>.</summary>
    public string? Id { get; init; }

    /// <summary>Kapso's address of the file. Whoever has it can read it.</summary>
    public Uri? Url { get; init; }

    /// <summary>The text below.</summary>
    public string? Caption { get; init; }

    /// <summary>The file's name.</summary>
    public string? Filename { get; init; }

    /// <summary>The content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public long? ByteSize { get; init; }

    /// <summary>Names the file without address and caption.</summary>
    public override string ToString() => $"MessageMedia {{ Id = {Id}, ContentType = {ContentType} }}";
}

/// <summary>What was pressed.</summary>
public sealed record MessageChoice
{
    /// <summary>The id that the button or row was sent with; a template's button gives its payload.</summary>
    public string? Id { get; init; }

    /// <summary>What stood on it.</summary>
    public string? Title { get; init; }

    /// <summary>What stood below a row's title.</summary>
    public string? Description { get; init; }
}

/// <summary>An emoji on another message.</summary>
public sealed record MessageReaction
{
    /// <summary>The other message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The emoji; none when it was taken back.</summary>
    public string? Emoji { get; init; }
}

/// <summary>A place.</summary>
public sealed record MessageLocation
{
    /// <summary>Degrees north of the equator.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east of Greenwich.</summary>
    public double? Longitude { get; init; }

    /// <summary>The place's name.</summary>
    public string? Name { get; init; }

    /// <summary>The place's address.</summary>
    public string? Address { get; init; }

    /// <summary>Says that it is a place, and not where.</summary>
    public override string ToString() => nameof(MessageLocation);
}

/// <summary>One status of a message, as Meta told it.</summary>
public sealed record MessageStatusUpdate
{
    /// <summary>The status.</summary>
    public MessageStatus Status { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<MessageError> Errors { get; init; } = [];
}

/// <summary>Why a message failed.</summary>
public sealed record MessageError
{
    /// <summary>Meta's code, as text.</summary>
    public string? Code { get; init; }

    /// <summary>Meta's sentence.</summary>
    public string? Title { get; init; }

    /// <summary>A longer explanation.</summary>
    public string? Details { get; init; }

    /// <summary>What helps.</summary>
    public KapsoErrorClass Class => KapsoErrorClasses.Of(Code);
}

/// <summary>Which messages to list; what is <see langword="null"/> does not filter.</summary>
public sealed record MessageFilter
{
    /// <summary>Messages of this number.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>Messages of this conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Messages with people whose number contains this.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Messages with this business-scoped user id.</summary>
    public string? UserId { get; init; }

    /// <summary>Messages that went this way.</summary>
    public MessageDirection? Direction { get; init; }

    /// <summary>Messages that came this far.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Messages of this type.</summary>
    public string? Type { get; init; }

    /// <summary>Messages with a file, or without.</summary>
    public bool? HasMedia { get; init; }

    /// <summary>Messages a page, from 1 to 100; 20 by default.</summary>
    public int? PageSize { get; init; }

    /// <summary>Says what is asked for, without numbers.</summary>
    public override string ToString() => $"MessageFilter {{ PhoneNumberId = {PhoneNumberId}, ConversationId = {ConversationId} }}";
}
