using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>By hand, because whoever looks after many customers lists them by the thousand: nothing is made but what is kept.</summary>
internal sealed class CustomerConverter : JsonConverter<Customer>
{
    public override Customer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        string? id = null, name = null, externalCustomerId = null;
        DateTimeOffset createdAt = default, updatedAt = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
                id = TextConverter.Next(ref reader);
            else if (reader.ValueTextEquals("name"u8))
                name = TextConverter.Next(ref reader);
            else if (reader.ValueTextEquals("external_customer_id"u8))
                externalCustomerId = TextConverter.Next(ref reader);
            else if (reader.ValueTextEquals("created_at"u8))
                createdAt = TimeConverter.Next(ref reader);
            else if (reader.ValueTextEquals("updated_at"u8))
                updatedAt = TimeConverter.Next(ref reader);
            else
                reader.Skip();
        }

        return new()
        {
            Id = id ?? throw new JsonException(),
            Name = name ?? throw new JsonException(),
            ExternalCustomerId = externalCustomerId,
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
        };
    }

    public override void Write(Utf8JsonWriter writer, Customer value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, value.Id);
        writer.WriteString("name"u8, value.Name);
        writer.WriteString("external_customer_id"u8, value.ExternalCustomerId);
        writer.WriteString("created_at"u8, value.CreatedAt.ToUniversalTime());
        writer.WriteString("updated_at"u8, value.UpdatedAt.ToUniversalTime());
        writer.WriteEndObject();
    }
}
