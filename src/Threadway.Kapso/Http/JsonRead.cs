using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Threadway.Kapso.Http;

/// <summary>Reads what is there out of JSON that promises nothing. No method throws, whatever the bytes are.</summary>
internal static class JsonRead
{
    /// <summary>The object that the bytes hold, or <see langword="null"/> when they hold anything else.</summary>
    public static JsonElement? Object(ReadOnlySpan<byte> body) => Value(body) is { ValueKind: JsonValueKind.Object } root ? root : null;

    /// <summary>The one value that the bytes hold, or <see langword="null"/> when they hold anything else.</summary>
    public static JsonElement? Value(ReadOnlySpan<byte> body)
    {
        // The reader leaves the text inside strings unchecked until somebody asks for it.
        if (!Utf8.IsValid(body))
            return null;

        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;

        try
        {
            return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair, which no text can hold.
            return null;
        }
    }

    public static JsonElement? Child(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } child ? child : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            yield break;

        foreach (var member in element.EnumerateObject())
        {
            if (NameOf(member) is { } name)
                yield return (name, member.Value);
        }
    }

    public static string? Text(this JsonElement element, string name) => element.Member(name)?.Text();

    /// <summary>The text, where there is more in it than blanks: an empty id names nobody.</summary>
    public static string? Given(this JsonElement element, string name) =>
        element.Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>Text as it is; numbers and truth values as they are written.</summary>
    public static string? Text(this JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool? Flag(this JsonElement element, string name) => element.Text(name) switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    public static long? Whole(this JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static double? Decimal(this JsonElement element, string name) =>
        double.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    public static decimal? Amount(this JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An address of the web: absolute, of HTTP.</summary>
    public static Uri? Address(this JsonElement element, string name) => WebAddress.Read(element.Text(name));

    /// <summary>An address of a file: of the web, or relative to Kapso's origin.</summary>
    public static Uri? FileAddress(this JsonElement element, string name) => WebAddress.ReadFile(element.Text(name));

    /// <summary>JSON that stands in a text, or <see langword="null"/>.</summary>
    public static JsonElement? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonElement.Parse(json);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            return null;
        }
    }

    public static DateTimeOffset? Time(this JsonElement element, string name) => element.Text(name) is { } text ? ParseTime(text) : null;

    /// <summary>Kapso writes ISO 8601 with any offset, and Meta unix seconds as text (contract 16, row 12).</summary>
    public static DateTimeOffset? ParseTime(ReadOnlySpan<char> text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
