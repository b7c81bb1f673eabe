using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Bubbles;

/// <summary>What a phone shows of messages, in words.</summary>
internal static partial class MessageText
{
    private const int LongestShort = 60;

    /// <summary>A message's text in one line, for lists and quotes.</summary>
    public static string Short(Message message)
    {
        var text = message.Text.Length > 0 ? Formatting.Plain(message.Text) : $"({message.Type})";
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

    public static string Offer(FrameOffer offer) =>
        offer.Until is { } until ? $"{offer.Text}, until {Date(until.UtcDateTime)} {Time(until)}" : offer.Text;

    /// <summary>What opens a flow, and what is filled in until somebody writes more.</summary>
    public static (string? Title, string Start) Flow(Message message)
    {
        var parameters = message.Type == "interactive" ? message.Content["action"]?["parameters"] : null;
        var title = parameters?["flow_cta"]?.ToString() ?? message.Frame?.Buttons.Find(button => button.Type == FrameButton.Flow)?.Text;
        return (title, Answer.Text(new JsonObject { ["flow_token"] = parameters?["flow_token"]?.ToString() ?? "unused" }));
    }

    /// <summary>The numbers and addresses on a contact card.</summary>
    public static string Addresses(JsonNode? contact) => string.Join(", ", Values(contact, "phones", "phone").Concat(Values(contact, "emails", "email")));

    /// <summary>For what is not checked when it is sent: contact cards, the inside of a carousel's cards.</summary>
    public static JsonNode? Field(JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>Text, and every second one an address to follow.</summary>
    public static string[] Pieces(string text) => Address().Split(text);

    private static IEnumerable<string?> Values(JsonNode? contact, string list, string field) =>
        (Field(contact, list) as JsonArray ?? []).Select(one => Field(one, field)?.ToString());

    [GeneratedRegex(@"(https?://[^\s<>""']+)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
