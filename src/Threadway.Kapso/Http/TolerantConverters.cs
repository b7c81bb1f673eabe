using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Http;

/// <summary>Reads text where a number may stand: limits, codes and ids come as either (contract 6.1; 16, row 26).</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    /// <summary>Reads the next value, which may be null.</summary>
    public static string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : Text(ref reader);
    }

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Text(ref reader);

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}

/// <summary>Reads every form of time that Kapso and Meta write (contract 16, row 12).</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    private const int LongestText = 64;

    /// <summary>Reads the next value.</summary>
    public static DateTimeOffset Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Time(ref reader);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Time(ref reader);

    private static DateTimeOffset Time(ref Utf8JsonReader reader)
    {
        // On the stack: a page of a list holds dozens.
        Span<char> text = stackalloc char[LongestText];
        return JsonRead.ParseTime(text[..Copy(ref reader, text)]) ?? throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime());

    private static int Copy(ref Utf8JsonReader reader, scoped Span<char> text)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > text.Length)
            throw new JsonException();

        return reader.TokenType switch
        {
            JsonTokenType.String => reader.CopyString(text),
            JsonTokenType.Number => Encoding.ASCII.GetChars(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan, text),
            _ => throw new JsonException(),
        };
    }
}
