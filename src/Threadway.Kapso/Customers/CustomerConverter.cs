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
    public static JsonElement Write(Customer customer) => JsonElement.Parse(JsonBody.Written(customer, WriteMembers));

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
        isUsual &= reader.TokenType == JsonTokenType.String && !reader.HasValueSequence && IsUsual(reader.ValueSpan);
        return time;
    }

    /// <summary>Whether a time that was read stands there as it would be written: 2026-03-01T08:00:00Z, or with a fraction that ends in no 0.</summary>
    private static bool IsUsual(ReadOnlySpan<byte> time) =>
        time.Length is 20 or (>= 22 and <= 28)
        && (time[4], time[7], time[10], time[13], time[16], time[^1]) is ((byte)'-', (byte)'-', (byte)'T', (byte)':', (byte)':', (byte)'Z')
        && (time.Length == 20 || (time[19] == '.' && time[^2] != '0'));
}
