using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>A word of Kapso's that may gain members: known ones are static properties, unknown ones survive as they came.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IOpenString<TSelf> where TSelf : struct, IOpenString<TSelf>
{
    /// <summary>The word as on the wire; empty for <c>default</c>.</summary>
    string Value { get; }

    /// <summary>Takes any word, known or not.</summary>
    static abstract TSelf From(string value);
}

/// <summary>Reads and writes an open string type as a JSON string.</summary>
/// <typeparam name="T">The open string type.</typeparam>
public sealed class OpenStringConverter<T> : JsonConverter<T> where T : struct, IOpenString<T>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => T.From(reader.GetString()!),
        JsonTokenType.Null => default,
        _ => throw new JsonException(),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);

        writer.WriteStringValue(value.Value);
    }
}
