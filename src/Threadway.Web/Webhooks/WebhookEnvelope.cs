using System.Text.Json;
using System.Text.Unicode;

namespace Threadway.Web.Webhooks;

/// <summary>
/// What intake must know of a body: whether it is a JSON object, what it calls its event, and in which lane it is handled. Read in
/// one pass that makes no tree: the event itself is read when it is handled.
/// </summary>
/// <param name="Lane">The phone number that it is about, else the customer, else one lane for all that names neither.</param>
internal readonly record struct WebhookEnvelope(string? Event, string Lane)
{
    private const string Unnamed = "-";
    private const int LongestId = 64;
    public const int LongestName = 100;

    public static bool TryRead(ReadOnlySpan<byte> body, out WebhookEnvelope envelope)
    {
        envelope = default;
        // The reader leaves the text inside strings unchecked.
        if (!Utf8.IsValid(body)) return false;

        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;

            envelope = Read(ref reader);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static WebhookEnvelope Read(ref Utf8JsonReader reader)
    {
        string? name = null, type = null;
        var number = new Nearest();
        var customer = new Nearest();
        var inCustomer = -1;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == inCustomer) inCustomer = -1;
            if (reader.TokenType != JsonTokenType.PropertyName) continue;

            var depth = reader.CurrentDepth;
            if (reader.ValueTextEquals("phone_number_id"u8)) number.Offer(ref reader, depth);
            else if (reader.ValueTextEquals("customer_id"u8)) customer.Offer(ref reader, depth);
            else if (depth == inCustomer + 1 && inCustomer >= 0 && reader.ValueTextEquals("id"u8)) customer.Offer(ref reader, depth);
            else if (reader.ValueTextEquals("customer"u8) && reader.Read() && reader.TokenType == JsonTokenType.StartObject) inCustomer = depth;
            else if (depth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("event"u8)) name = TextOf(ref reader, LongestName);
            else if (depth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("type"u8)) type = TextOf(ref reader, LongestName);
        }
        return new(name ?? type, number.Id ?? customer.Id ?? Unnamed);
    }

    /// <summary>The next value, where it is a text of printable ASCII that is not too long: as all of Kapso's ids and names are.</summary>
    private static string? TextOf(ref Utf8JsonReader reader, int longest)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String) return null;

        var text = reader.ValueSpan;
        return text.Length > 0 && text.Length <= longest && !reader.ValueIsEscaped && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~')
            ? System.Text.Encoding.ASCII.GetString(text)
            : null;
    }

    /// <summary>The id that stands highest in the body: what lies deeper speaks of something else that is told along.</summary>
    private struct Nearest
    {
        private int depth;

        public string? Id { get; private set; }

        public void Offer(ref Utf8JsonReader reader, int at)
        {
            if (Id is not null && at >= depth) return;
            if (TextOf(ref reader, LongestId) is not { } id) return;
            (Id, depth) = (id, at);
        }
    }
}
