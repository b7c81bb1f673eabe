using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// Reads what a send is answered with, of its first message and contact; some servers name no contact (contract 12.2). By hand, for the
/// call that is made most: its texts alone instead of the tree that they stand in. The id is empty where the answer has none.
/// </summary>
internal sealed class SentMessageConverter : JsonConverter<SentMessage>
{
    public override SentMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();

        string? id = null, status = null, waId = null, userId = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessages = reader.ValueTextEquals("messages"u8);
            var isContacts = reader.ValueTextEquals("contacts"u8);
            reader.Read();
            if (isMessages)
                First(ref reader, "id"u8, "message_status"u8, ref id, ref status);
            else if (isContacts)
                First(ref reader, "wa_id"u8, "user_id"u8, ref waId, ref userId);
            else
                reader.Skip();
        }

        var person = PersonId.Of(waId);
        return new() { Id = id ?? "", Status = status, WaId = person.Phone, UserId = userId ?? person.UserId };
    }

    public override void Write(Utf8JsonWriter writer, SentMessage value, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <summary>Reads two texts of an array's first object, and goes to the array's end.</summary>
    private static void First(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> oneName, ReadOnlySpan<byte> otherName, ref string? one, ref string? other)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();

        var depth = reader.CurrentDepth;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(oneName))
                    one = TextConverter.Next(ref reader);
                else if (reader.ValueTextEquals(otherName))
                    other = TextConverter.Next(ref reader);
                else
                    reader.Skip();
            }
        }

        while (reader.TokenType != JsonTokenType.EndArray || reader.CurrentDepth > depth)
            reader.Read();
    }
}
