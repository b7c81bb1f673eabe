using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Threadway.Kapso.Http;

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
