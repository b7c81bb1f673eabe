using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Outbox.Drafts;

/// <summary>
/// Reads what a caller wants sent, and says what of it can never be right: form and every limit that WhatsApp is known to have
/// (contract 12.1). Asks nobody; what the world says to it is <see cref="WorldCheck"/>'s.
/// </summary>
internal static class DraftReader
{
    /// <summary>Of one message, in bytes. The largest that means something, 257 contacts, has less.</summary>
    public const int LargestBody = 64 * 1024;

    private const int DeepestBody = 32;

    private const int LongestTimeToLive = 30 * 24 * 60 * 60;

    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(35);

    /// <summary>A clock that is behind ours, and the way here, make no past of it.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private static readonly string[] Members =
    [
        "to", "recipient", "recipient_type", "type", "context", "timeToLive", "sendAt", "priority", "overrideWindow",
        // Bodies are copied from Meta's documentation, where this stands in each.
        "messaging_product",
    ];

    public static bool TryRead(JsonElement body, DateTimeOffset now, [NotNullWhen(true)] out MessageDraft? draft, [NotNullWhen(false)] out MessageRefusal? refusal)
    {
        draft = null;
        refusal = Unreadable(body);
        if (refusal is not null) return false;

        var findings = new Findings(StatusCodes.Status400BadRequest);
        draft = Read(Field.Of(body, findings, "message_invalid"), now);
        refusal = findings.First;
        if (refusal is not null) draft = null;
        return draft is not null;
    }

    private static MessageRefusal? Unreadable(JsonElement body) => body switch
    {
        { ValueKind: not JsonValueKind.Object } => Refusal("message_invalid", "A message must be a JSON object, with to, type, and the content under the type's name."),
        _ when JsonMarshal.GetRawUtf8Value(body).Length > LargestBody =>
            Refusal("message_too_large", $"A message may have {LargestBody / 1024} KB of JSON. Files are uploaded first, and named by their id."),
        _ when !IsWhole(body, DeepestBody) => Refusal("message_invalid", $"A text of the message holds half a character (an escape such as \\ud83d alone), or it is more than {DeepestBody} levels deep."),
        _ => null,
    };

    private static MessageRefusal Refusal(string code, string detail) => new(StatusCodes.Status400BadRequest, code, null, detail);

    /// <summary>JSON can name half a character, which is no text to anybody who reads it: .NET throws, and so would the database.</summary>
    private static bool IsWhole(JsonElement json, int levels) => levels > 0 && json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(member => IsText(() => member.Name) && IsWhole(member.Value, levels - 1)),
        JsonValueKind.Array => json.EnumerateArray().All(item => IsWhole(item, levels - 1)),
        JsonValueKind.String => IsText(json.GetString),
        _ => true,
    };

    private static bool IsText(Func<string?> read)
    {
        try
        {
            return read() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static MessageDraft Read(Field body, DateTimeOffset now)
    {
        var (type, content) = ContentReader.Read(body);
        CheckMembers(body, body["type"].Text());
        return new()
        {
            To = RecipientReader.Read(body),
            Type = type,
            Content = content.ValueKind == JsonValueKind.Undefined ? default : content.Clone(),
            ReplyTo = ReplyTo(body["context"].As("reply_invalid")),
            TimeToLive = TimeToLive(body["timeToLive"].As("time_to_live_invalid")),
            SendAt = SendAt(body["sendAt"].As("send_at_invalid"), now),
            Priority = Priority(body["priority"].As("priority_invalid")),
            OverrideWindow = body["overrideWindow"].As("override_window_invalid").Flag(),
        };
    }

    /// <summary>A member that nobody reads is a wish that nobody fulfils: a sendAt with a slip in it would go at once.</summary>
    private static void CheckMembers(Field body, string? type)
    {
        body["messaging_product"].Word("whatsapp");
        foreach (var member in body.Json.EnumerateObject())
        {
            if (Members.Contains(member.Name) || member.Name == type) continue;
            var near = NearestName.Of(member.Name, type is null ? Members : [.. Members, type]);
            body[member.Name].As("message_field_unknown").Refuse(ContentReader.Types.Contains(member.Name)
                ? $"{member.Name} does not belong to a message of type {type}: leave it out, or change type."
                : $"There is no field {member.Name}{(near is null ? ": leave it out." : $". Is {near} meant?")}");
        }
    }

    private static string? ReplyTo(Field context)
    {
        if (!context.IsObject()) return null;
        foreach (var member in context.Json.EnumerateObject())
        {
            if (member.Name != "message_id") context[member.Name].As("message_field_unknown").Refuse($"context may hold message_id, and no {member.Name}.");
        }
        return context["message_id"].Required(300);
    }

    private static TimeSpan? TimeToLive(Field field)
    {
        if (!field.IsThere) return null;
        if (field.Json.ValueKind == JsonValueKind.Number && field.Json.TryGetInt32(out var seconds) && seconds is >= 1 and <= LongestTimeToLive)
            return TimeSpan.FromSeconds(seconds);
        field.Refuse($"timeToLive must be a whole number of seconds from 1 to {LongestTimeToLive} (30 days).");
        return null;
    }

    private static DateTimeOffset? SendAt(Field field, DateTimeOffset now)
    {
        if (field.Text() is not { } text) return null;
        if (!HasOffset(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            field.Refuse("sendAt must be a time with its offset (RFC 3339), such as 2026-12-31T09:00:00-05:00.");
        else if (at > now + FurthestAhead)
            field.Refuse($"sendAt is more than {FurthestAhead.Days} days ahead: schedule it later.");
        else if (at < now - ClockTolerance)
            field.Refuse("sendAt is in the past: leave it out to send at once.");
        else
            return at.ToUniversalTime();
        return null;
    }

    /// <summary>Without one it would be our clock's, which the caller does not know.</summary>
    private static bool HasOffset(string text)
    {
        if (text.Length < 20 || text[10] is not ('T' or 't' or ' ') || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':') return false;
        return text[^1] is 'Z' or 'z' || (text.Length >= 25 && text[^6] is '+' or '-' && text[^3] == ':');
    }

    private static MessagePriority? Priority(Field field) => field.Word("interactive", "normal", "bulk") switch
    {
        "interactive" => MessagePriority.Interactive,
        "normal" => MessagePriority.Normal,
        "bulk" => MessagePriority.Bulk,
        _ => null,
    };
}
