using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Bubbles;

/// <summary>What a phone shows of messages, in words.</summary>
internal static partial class MessageText
{
    private const int LongestShort = 60;

    /// <summary>A message's text in one line, for lists and quotes.</summary>
    public static string Short(Message message)
    {
        var text = message switch
        {
            { Text.Length: 0 } => KindOf(message),
            { Type: "edit" } => $"Edited: {Formatting.Plain(message.Text)}",
            { Type: "reaction" } => $"Reacted {message.Text}",
            _ => Formatting.Plain(message.Text),
        };
        return new StringInfo(text) is { LengthInTextElements: > LongestShort } whole ? whole.SubstringByTextElements(0, LongestShort) + "…" : text;
    }

    public static string Initial(string? name) => name is { Length: > 0 } ? StringInfo.GetNextTextElement(name).ToUpperInvariant() : "?";

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Date(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Day(DateTime day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Size(MessageMedia media) => media.ByteSize switch
    {
        null => "",
        < 1024 => $"{media.ByteSize} bytes",
        < 1024 * 1024 => $"{media.ByteSize / 1024} KB",
        _ => $"{media.ByteSize / (1024 * 1024)} MB",
    };

    public static string Map(string latitude, string longitude) =>
        $"https://www.openstreetmap.org/?mlat={Uri.EscapeDataString(latitude)}&mlon={Uri.EscapeDataString(longitude)}#map=16/{latitude}/{longitude}";

    /// <summary>What opens a flow, and what is filled in until somebody writes more.</summary>
    public static (string? Title, string Start) Flow(Message message)
    {
        var parameters = message.Type == "interactive" ? message.Content.At("action", "parameters") : null;
        var title = parameters.Words("flow_cta") ?? message.Frame?.Buttons.Find(button => button.Type == FrameButton.Flow)?.Text;
        return (title, Answer.Text(new JsonObject { ["flow_token"] = parameters.Words("flow_token") ?? "unused" }));
    }

    /// <summary>The numbers and addresses on a contact card.</summary>
    public static string Addresses(JsonNode? contact) => string.Join(
        ", ",
        contact.Items("phones").Select(one => one.Words("phone") ?? (one.Words("wa_id") is { } digits ? PhoneText.FormatIn(digits) : null))
            .Concat(contact.Items("emails").Select(one => one.Words("email")))
            .OfType<string>());

    /// <summary>What a message is, where it has no words of its own.</summary>
    public static string KindOf(Message message) => message.Type switch
    {
        "image" => "Photo",
        "video" => "Video",
        "audio" => message.Content.Words("voice") == "true" ? "Voice message" : "Audio",
        "document" => message.Content.Words("filename") ?? "Document",
        "sticker" => "Sticker",
        "location" => "Location",
        "contacts" => "Contact",
        "template" => $"Template {message.Content.Words("name")}".TrimEnd(),
        "reaction" => "Took a reaction back",
        "interactive" => message.Content.Words("type") ?? "interactive",
        _ => $"A message of type {message.Type}",
    };

    /// <summary>The first error's code, as Meta counts them.</summary>
    public static string? ErrorCode(JsonNode? besides) => besides.Items("errors").FirstOrDefault().Words("code");

    /// <summary>JSON to read; text that holds JSON is taken for what it holds.</summary>
    public static string Json(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value => ShownBody.Pretty(value.ToString()),
        _ => ShownBody.Pretty(Answer.Text(node)),
    };

    public static string? Lines(params string?[] parts) => string.Join(" · ", parts.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>The words of a template's parameter: text, or money and time as the business wrote them (contract 13.2).</summary>
    public static string? Parameter(JsonNode parameter) =>
        parameter.Words("text") ?? parameter.Words("currency", "fallback_value") ?? parameter.Words("date_time", "fallback_value");

    /// <summary>What a template's button does, where it has no words.</summary>
    public static string ButtonOf(string type) => type.ToUpperInvariant() switch
    {
        "VOICE_CALL" => "Call on WhatsApp",
        "CATALOG" => "View catalog",
        "MPM" => "View items",
        "SPM" => "View",
        "COPY_CODE" => "Copy code",
        "FLOW" => "Open the form",
        "URL" => "Open the page",
        "QUICK_REPLY" => "Reply",
        _ => type,
    };

    /// <summary>When an offer ends, by milliseconds since 1970.</summary>
    public static string? Until(JsonNode? milliseconds) =>
        long.TryParse(milliseconds.Words(), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? $"Ends {Layout.Words.Second(DateTimeOffset.FromUnixTimeMilliseconds(time))}"
            : null;

    /// <summary>Money as Meta sends it: a whole number and what to divide it by.</summary>
    public static string? Amount(JsonNode? amount, string? currency)
    {
        if (!decimal.TryParse(amount.Words("value"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value))
            return null;
        var offset = decimal.TryParse(amount.Words("offset"), NumberStyles.None, CultureInfo.InvariantCulture, out var by) && by > 0 ? by : 1;
        return string.Create(CultureInfo.InvariantCulture, $"{value / offset:0.##} {currency}").TrimEnd();
    }

    public static string Bought(JsonNode item, string? currency)
    {
        var name = item.Words("name") ?? item.Words("retailer_id") ?? "a product";
        var price = Amount(item.At("amount"), currency);
        return $"{item.Words("quantity") ?? "1"} × {name}{(price is null ? "" : $", {price}")}";
    }

    /// <summary>Text, and every second one an address to follow.</summary>
    public static string[] Pieces(string text) => Address().Split(text);

    [GeneratedRegex(@"(https?://[^\s<>""']+)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
