using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// By hand, because whoever looks after many customers lists them by the thousand: nothing is made but what is kept. The JSON itself is
/// kept only where the properties would not give it back: for members that nothing here knows, and for other forms of known ones.
/// </summary>
internal sealed class CustomerConverter : JsonConverter<Customer>
{
    private const int Members = 5;

    private const string UsualTime = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public override Customer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        var whole = reader;
        var members = 0;
        var isUsual = true;
        string? id = null, name = null, externalCustomerId = null;
        DateTimeOffset createdAt = default, updatedAt = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            members++;
            if (reader.ValueTextEquals("id"u8))
                id = Next(ref reader, ref isUsual);
            else if (reader.ValueTextEquals("name"u8))
                name = Next(ref reader, ref isUsual);
            else if (reader.ValueTextEquals("external_customer_id"u8))
                externalCustomerId = Next(ref reader, ref isUsual);
            else if (reader.ValueTextEquals("created_at"u8))
                createdAt = NextTime(ref reader, ref isUsual);
            else if (reader.ValueTextEquals("updated_at"u8))
                updatedAt = NextTime(ref reader, ref isUsual);
            else
                isUsual = reader.TrySkip() && false;
        }

        return new()
        {
            Id = id ?? throw new JsonException(),
            Name = name ?? throw new JsonException(),
            ExternalCustomerId = externalCustomerId,
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
            Raw = isUsual && members == Members ? default : JsonElement.ParseValue(ref whole),
        };
    }

    /// <summary>The customer as Kapso writes it.</summary>
    public static JsonElement Write(Customer customer) => JsonElement.Parse(JsonBody.Written(customer, static (writer, customer) =>
        WriteMembers(writer, customer)));

    public override void Write(Utf8JsonWriter writer, Customer value, JsonSerializerOptions options) => value.Raw.WriteTo(writer);

    private static void WriteMembers(Utf8JsonWriter writer, Customer value)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, value.Id);
        writer.WriteString("name"u8, value.Name);
        writer.WriteString("external_customer_id"u8, value.ExternalCustomerId);
        writer.WriteString("created_at"u8, value.CreatedAt.UtcDateTime);
        writer.WriteString("updated_at"u8, value.UpdatedAt.UtcDateTime);
        writer.WriteEndObject();
    }

    private static string? Next(ref Utf8JsonReader reader, ref bool isUsual)
    {
        var text = TextConverter.Next(ref reader);
        isUsual &= reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
        return text;
    }

    private static DateTimeOffset NextTime(ref Utf8JsonReader reader, ref bool isUsual)
    {
        var time = TimeConverter.Next(ref reader);
        Span<byte> usual = stackalloc byte[32];
        isUsual &= time.UtcDateTime.TryFormat(usual, out var length, UsualTime, CultureInfo.InvariantCulture)
            && !reader.HasValueSequence
            && reader.ValueSpan.SequenceEqual(usual[..length]);
        return time;
    }
}
