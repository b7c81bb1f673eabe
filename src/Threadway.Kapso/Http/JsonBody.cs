using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Threadway.Kapso.Http;

/// <summary>Bodies as bytes. Each thread keeps one writer with its buffer, so that a body costs its own bytes alone.</summary>
internal static class JsonBody
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? spare;

    public static byte[] Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>The platform takes each object inside a member with its name (contract 2.1).</summary>
    public static byte[] Wrap<T>(string name, T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(value);

        return Written((name, value, type), static (writer, it) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(it.name);
            JsonSerializer.Serialize(writer, it.value, it.type);
            writer.WriteEndObject();
        });
    }

    /// <summary>What <paramref name="write"/> writes.</summary>
    public static byte[] Written<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var (buffer, writer) = spare ?? New();
        spare = null; // for whoever writes a body inside of this one, and for a write that throws
        write(writer, state);
        writer.Flush();
        var body = buffer.WrittenSpan.ToArray();

        if (buffer.Capacity <= LargestKept)
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            spare = (buffer, writer);
        }

        return body;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) New()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        return (buffer, new Utf8JsonWriter(buffer));
    }
}
