using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Threadway.Kapso.Http;

/// <summary>One request: where to and with what, and the name that listeners know it by.</summary>
internal sealed record KapsoCall(string Operation, HttpMethod Method, string Path, string Query = "", byte[]? Body = null)
{
    /// <summary>A body that is not JSON.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>Whether the body can be sent a second time; a stream that cannot go back can not.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>The path for messages, where an id in the real one may be a phone number.</summary>
    public string? ShownPath { get; init; }

    /// <summary>Whether it changes something, so that a lost answer leaves doubt.</summary>
    public bool Changes => Method != HttpMethod.Get;

    public static KapsoCall Get(string operation, string path, string query = "") => new(operation, HttpMethod.Get, path, query);

    public static KapsoCall Post(string operation, string path, byte[] body) => new(operation, HttpMethod.Post, path, Body: body);

    public static KapsoCall Patch(string operation, string path, byte[] body) => new(operation, HttpMethod.Patch, path, Body: body);

    public static KapsoCall Delete(string operation, string path, string query = "") => new(operation, HttpMethod.Delete, path, query);

    /// <summary>Method and path without the query, which may hold names and numbers.</summary>
    public override string ToString() => $"{Method} {ShownPath ?? Path}";
}

internal static class JsonBody
{
    public static byte[] Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>The platform takes each object inside a member with its name (contract 2.1).</summary>
    public static byte[] Wrap<T>(string name, T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(value);

        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value, type);
            writer.WriteEndObject();
        }

        return body.ToArray();
    }
}

internal static class KapsoPath
{
    public static string Platform(EscapedPath path) => $"/platform/v1/{path.Take()}";

    public static string Meta(string graphVersion, EscapedPath path) => $"/meta/whatsapp/{graphVersion}/{path.Take()}";
}

/// <summary>An interpolated path whose holes are single segments: whatever an id holds, it stays one segment.</summary>
[InterpolatedStringHandler]
internal ref struct EscapedPath(int literalLength, int formattedCount)
{
    private DefaultInterpolatedStringHandler text = new(literalLength, formattedCount);

    public string Take() => text.ToStringAndClear();

    public void AppendLiteral(string literal) => text.AppendLiteral(literal);

    public void AppendFormatted(string segment, [CallerArgumentExpression(nameof(segment))] string? name = null)
    {
        // Dot segments survive escaping and would climb to another resource.
        if (string.IsNullOrWhiteSpace(segment) || segment is "." or "..")
            throw new ArgumentException("An id must not be empty.", name);

        text.AppendLiteral(Uri.EscapeDataString(segment));
    }
}

/// <summary>A query that leaves out what has no value.</summary>
internal sealed class Query
{
    private readonly StringBuilder text = new();

    public Query With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));

        return this;
    }

    public Query With(string name, bool? value) => With(name, value switch { true => "true", false => "false", null => null });

    public Query With(string name, int? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query With(string name, DateTimeOffset? value) =>
        With(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();

    /// <summary>The query and one part more, which is not kept.</summary>
    public string And(string name, string? value) =>
        value is null ? ToString() : $"{text}{(text.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
}
