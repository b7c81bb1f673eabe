using System.Buffers;
using System.Text;
using System.Text.Json;
using Threadway.Kapso;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>What of a message is kept, as it came: nothing is understood here that is not needed, so what is newer than this is kept as well.</summary>
internal static class MessageContents
{
    private static readonly string[] OfMeta = ["referral", "errors", "group_id"];
    private static readonly string[] OfKapso = ["media_url", "media_data", "transcript", "message_type_data"];

    public static string TypeOf(Message message) => message.Type is { Length: > 0 and <= 64 } type ? type : "unknown";

    /// <summary>Meta's own object under its type. Where there is none: the text that Kapso made of it, or all of the message where nobody knows what it is.</summary>
    public static string ContentOf(Message message)
    {
        if (message.Type is { } type && Member(message.Raw, type) is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } own) return own.GetRawText();
        if (message.Text is { } text) return JsonSerializer.Serialize(new Dictionary<string, string> { ["body"] = text });

        return message.Unknown is { ValueKind: not JsonValueKind.Undefined } unknown ? unknown.GetRawText() : "{}";
    }

    /// <summary>The message that it quotes or is about.</summary>
    public static string? ReplyToOf(Message message) =>
        message.Reaction?.MessageId ?? message.Edit?.OriginalMessageId ?? message.Revocation?.OriginalMessageId ?? message.ReplyTo;

    /// <summary>Whatever else is shown: an object, or null for nothing. In a group, who wrote it as well.</summary>
    public static string? ExtrasOf(Message message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var name in OfMeta) Write(json, name, Member(message.Raw, name));
            var kapso = Member(message.Raw, "kapso") is { ValueKind: JsonValueKind.Object } own ? own : message.Raw;
            foreach (var name in OfKapso) Write(json, name, Member(kapso, name));
            if (message.Context is { IsForwarded: true }) json.WriteBoolean("forwarded", true);
            if (message.Context is { IsFrequentlyForwarded: true }) json.WriteBoolean("frequently_forwarded", true);
            if (message.Context?.Raw is { } context) Write(json, "referred_product", Member(context, "referred_product"));
            Write(json, "username", message.Username);
            if (message.GroupId is not null && message.Direction != MessageDirection.Outbound)
            {
                Write(json, "from", message.From);
                Write(json, "from_user_id", message.FromUserId);
                Write(json, "name", message.ContactName);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenCount > 2 ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;
    }

    /// <summary>What was kept, with what came later and was not there before (a transcript, say).</summary>
    public static string? Filled(string? kept, string? later)
    {
        if (kept is null || later is null || kept == later) return kept ?? later;

        using var before = JsonDocument.Parse(kept);
        using var after = JsonDocument.Parse(later);
        var missing = after.RootElement.EnumerateObject().Where(member => !before.RootElement.TryGetProperty(member.Name, out _)).ToList();
        if (missing.Count == 0) return kept;

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in before.RootElement.EnumerateObject().Concat(missing).OrderBy(member => member.Name, StringComparer.Ordinal)) member.WriteTo(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static void Write(Utf8JsonWriter json, string name, JsonElement value)
    {
        var isEmpty = value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => true,
            JsonValueKind.String => value.ValueEquals(""),
            JsonValueKind.Array => value.GetArrayLength() == 0,
            JsonValueKind.Object => !value.EnumerateObject().Any(),
            _ => false,
        };
        if (isEmpty) return;

        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is { Length: > 0 }) json.WriteString(name, value);
    }
}
