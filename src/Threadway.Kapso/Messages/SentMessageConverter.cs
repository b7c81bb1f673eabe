using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// Reads what a send is answered with, of its first message and contact; some servers name no contact (contract 12.2). By hand, for the
/// call that is made most: its texts alone instead of the tree that they stand in, which is kept only where it says more than they do.
/// An answer without an id is none.
/// </summary>
internal sealed class SentMessageConverter : JsonConverter<SentMessage>
{
    public override SentMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        var whole = reader;
        var members = 0;
        var isUsual = true;
        First message = default, contact = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            members++;
            var isMessages = reader.ValueTextEquals("messages"u8);
            var isContacts = reader.ValueTextEquals("contacts"u8);
            var isProduct = reader.ValueTextEquals("messaging_product"u8);
            reader.Read();
            if (isMessages)
                message = First.Read(ref reader, "id"u8, "message_status"u8, []);
            else if (isContacts)
                contact = First.Read(ref reader, "wa_id"u8, "user_id"u8, "input"u8);
            else if (isProduct && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("whatsapp"u8))
                continue;
            else
                isUsual = reader.TrySkip() && false;
        }

        var person = PersonId.Of(contact.One);
        isUsual &= members == 3 && message is { IsWhole: true, One: not null } && contact is { IsWhole: true, Third: not null }
            && person.Phone == contact.One;
        return new()
        {
            Id = message.One is { Length: > 0 } id ? id : throw new JsonException(),
            Status = message.Other,
            Input = contact.Third,
            WaId = person.Phone,
            UserId = contact.Other ?? person.UserId,
            Raw = isUsual ? default : JsonElement.ParseValue(ref whole),
        };
    }

    public override void Write(Utf8JsonWriter writer, SentMessage value, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <summary>The answer as Meta writes it.</summary>
    public static JsonElement Write(SentMessage sent) => JsonElement.Parse(JsonBody.Written(sent, static (writer, sent) =>
    {
        writer.WriteStartObject();
        writer.WriteString("messaging_product"u8, "whatsapp"u8);
        writer.WriteStartArray("contacts"u8);
        writer.WriteStartObject();
        writer.WriteIfThere("input"u8, sent.Input);
        writer.WriteIfThere("wa_id"u8, sent.WaId);
        writer.WriteIfThere("user_id"u8, sent.UserId);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("messages"u8);
        writer.WriteStartObject();
        writer.WriteString("id"u8, sent.Id);
        writer.WriteIfThere("message_status"u8, sent.Status);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    /// <summary>Texts of an array's first object, and whether they are all that the array holds.</summary>
    private readonly record struct First(string? One, string? Other, string? Third, bool IsWhole)
    {
        /// <summary>Goes to the array's end.</summary>
        public static First Read(
            ref Utf8JsonReader reader, ReadOnlySpan<byte> oneName, ReadOnlySpan<byte> otherName, ReadOnlySpan<byte> thirdName)
        {
            if (reader.TokenType == JsonTokenType.Null)
                return default;
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException();

            string? one = null, other = null, third = null;
            var isWhole = true;
            var depth = reader.CurrentDepth;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals(oneName))
                        one = Next(ref reader, third);
                    else if (reader.ValueTextEquals(otherName))
                        other = TextConverter.Next(ref reader);
                    else if (thirdName.Length > 0 && reader.ValueTextEquals(thirdName))
                        third = TextConverter.Next(ref reader);
                    else
                        isWhole = reader.TrySkip() && false;

                    isWhole &= reader.TokenType == JsonTokenType.String;
                }

                reader.Read();
            }

            isWhole &= reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth;
            while (reader.TokenType != JsonTokenType.EndArray || reader.CurrentDepth > depth)
                reader.Read();

            return new(one, other, third, isWhole);
        }

        // The receiver's id is mostly what was written: then it is one text.
        private static string? Next(ref Utf8JsonReader reader, string? known)
        {
            var next = reader;
            if (known is null || !next.Read() || next.TokenType != JsonTokenType.String || !next.ValueTextEquals(known))
                return TextConverter.Next(ref reader);

            reader = next;
            return known;
        }
    }
}
