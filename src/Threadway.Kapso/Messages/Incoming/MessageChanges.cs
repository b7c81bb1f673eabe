using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>A message that its writer changed.</summary>
public sealed record MessageEdit
{
    /// <summary>The message that was changed.</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary>
    /// The message as it is now, under its original id; <see langword="null"/> where nothing of it can be read. A changed caption comes
    /// with the whole file.
    /// </summary>
    public Message? Message { get; init; }

    /// <summary>The change as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the message and not what it says.</summary>
    public override string ToString() => $"MessageEdit {{ OriginalMessageId = {OriginalMessageId} }}";
}

/// <summary>A message that its writer took back.</summary>
public sealed record MessageRevocation
{
    /// <summary>The message that was taken back.</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary>The revocation as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Names the message.</summary>
    public override string ToString() => $"MessageRevocation {{ OriginalMessageId = {OriginalMessageId} }}";

    internal static MessageRevocation? Read(JsonElement message) =>
        message.Child("revoke") is { } revoke && revoke.Text("original_message_id") is { Length: > 0 } id
            ? new() { OriginalMessageId = id, Raw = revoke }
            : null;
}

/// <summary>What WhatsApp itself says in a chat: the person has a new number, or a new phone.</summary>
public sealed record MessageSystemNote
{
    /// <summary>Meta's word, for example <c>user_changed_number</c> or <c>customer_identity_changed</c>; unknown ones are normal.</summary>
    public string? Type { get; init; }

    /// <summary>What the chat shows.</summary>
    public string? Body { get; init; }

    /// <summary>The number before, as digits.</summary>
    public string? OldWaId { get; init; }

    /// <summary>The number from now on, as digits, where it changed: join it to the contact who had the old one.</summary>
    public string? NewWaId { get; init; }

    /// <summary>The business-scoped user id from now on, where it changed.</summary>
    public string? NewUserId { get; init; }

    /// <summary>The digest of the person's identity, where it changed.</summary>
    public string? Identity { get; init; }

    /// <summary>The note as it came.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says what changed, without numbers.</summary>
    public override string ToString() => $"MessageSystemNote {{ Type = {Type} }}";

    internal static MessageSystemNote? Read(JsonElement message, PersonId from)
    {
        if (message.Child("system") is not { } system)
            return null;

        var before = PersonId.Of(system, "customer") is { Phone: { } known } ? known : from.Phone;
        // Meta called it new_wa_id in older versions.
        var after = PersonId.Of(system, "new_wa_id") is { Phone: not null } older ? older : PersonId.Of(system, "wa_id");
        var note = new MessageSystemNote
        {
            Type = system.Text("type"),
            Body = system.Text("body"),
            OldWaId = before,
            NewWaId = after.Phone == before ? null : after.Phone,
            NewUserId = system.Text("user_id") ?? after.UserId,
            Identity = system.Text("identity"),
            Raw = system,
        };

        return (note.Type ?? note.Body ?? note.NewWaId ?? note.NewUserId ?? note.Identity) is null ? null : note;
    }
}

/// <summary>A message of a type that WhatsApp does not hand on: it can only be read on the phone, if at all.</summary>
public sealed record MessageUnsupported
{
    /// <summary>Meta's word for what it was, for example <c>event</c>, where Meta says so.</summary>
    public string? Type { get; init; }

    /// <summary>Why it is not handed on.</summary>
    public MessageError? Reason { get; init; }

    /// <summary>What stands under <c>unsupported</c>; undefined where nothing does.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Says what it was and why it is not here.</summary>
    public override string ToString() => $"MessageUnsupported {{ Type = {Type}, Code = {Reason?.Code} }}";

    internal static MessageUnsupported? Read(JsonElement message, string? type, IReadOnlyList<MessageError> errors)
    {
        var unsupported = message.Child("unsupported");
        if (type != "unsupported" && unsupported is null)
            return null;

        var what = unsupported?.Text("type");
        return what is null && errors.Count == 0 ? null : new() { Type = what, Reason = errors is [var first, ..] ? first : null, Raw = unsupported ?? default };
    }
}
