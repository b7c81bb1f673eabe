using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Outbox;

namespace Threadway.Web.Tests.Messaging.Drafts;

/// <summary>What stands around the content: to whom, when, how urgent.</summary>
public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("+57 300 123-4567", "573001234567")]
    [InlineData("573001234567", "573001234567")]
    [InlineData("+55 (11) 91234.5678", "5511912345678")]
    [InlineData("+52 1 55 1234 5678", "5215512345678")]
    [InlineData("+54 9 11 1234-5678", "5491112345678")]
    [InlineData("٥٧٣٠٠١٢٣٤٥٦٧", "573001234567")]
    public void A_number_keeps_its_digits_and_loses_what_stands_between(string typed, string digits) =>
        Assert.Equal(new DraftRecipient(Digits: digits), Draft.Read(Text().With("to", typed)).Draft!.To);

    [Theory]
    [InlineData("US.1234", "recipient")]
    [InlineData("hello", "recipient")]
    [InlineData("+0573001234567", "country code")]
    [InlineData("00573001234567", "country code")]
    [InlineData("123456", "7 to 15")]
    [InlineData("1234567890123456", "7 to 15")]
    [InlineData("57300#1234567", "7 to 15")]
    [InlineData("", "7 to 15")]
    public void What_is_no_number_is_refused_and_told_what_to_do(string typed, string says)
    {
        var (_, refusal) = Draft.Read(Text().With("to", typed));

        Assert.Equal((400, "recipient_invalid", "to"), (refusal!.Status, refusal.Code, refusal.Path));
        Assert.Contains(says, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_without_a_number_and_a_group_have_ids_and_to_wins_over_recipient()
    {
        var person = Text().With("to", null).With("recipient", "US.1234");
        var group = Text().With("to", "1203630@g.us").With("recipient_type", "group");
        var both = Text().With("recipient", "US.1234");

        Assert.Equal(new DraftRecipient(ScopedUserId: "US.1234"), Draft.Read(person).Draft!.To);
        Assert.Equal(new DraftRecipient(GroupId: "1203630@g.us"), Draft.Read(group).Draft!.To);
        Assert.Equal(new DraftRecipient(Digits: "573001234567"), Draft.Read(both).Draft!.To);
        Assert.Equal("recipient_missing", Draft.Read(Text().With("to", null)).Refusal!.Code);
        Assert.Equal("recipient_invalid", Draft.Read(person.With("recipient", "+573001234567")).Refusal!.Code);
    }

    [Theory]
    [InlineData("type", null, "message_type_missing")]
    [InlineData("type", "\"txt\"", "message_type_unknown")]
    [InlineData("type", "7", "message_type_unknown")]
    [InlineData("context", "\"wamid.1\"", "reply_invalid")]
    [InlineData("context", "{}", "reply_invalid")]
    [InlineData("timeToLive", "0", "time_to_live_invalid")]
    [InlineData("timeToLive", "2592001", "time_to_live_invalid")]
    [InlineData("timeToLive", "1.5", "time_to_live_invalid")]
    [InlineData("timeToLive", "\"60\"", "time_to_live_invalid")]
    [InlineData("sendAt", "\"2026-11-30T12:00:00\"", "send_at_invalid")]
    [InlineData("sendAt", "\"2026-11-30\"", "send_at_invalid")]
    [InlineData("sendAt", "\"2026-11-29T11:58:00Z\"", "send_at_invalid")]
    [InlineData("sendAt", "\"2027-01-03T12:00:01Z\"", "send_at_invalid")]
    [InlineData("sendAt", "1780000000", "send_at_invalid")]
    [InlineData("priority", "\"urgent\"", "priority_invalid")]
    [InlineData("overrideWindow", "\"true\"", "override_window_invalid")]
    [InlineData("messaging_product", "\"sms\"", "message_invalid")]
    [InlineData("timetolive", "60", "message_field_unknown")]
    [InlineData("image", "{}", "message_field_unknown")]
    [InlineData("recipient_type", "\"channel\"", "recipient_invalid")]
    public void A_wrong_envelope_is_refused_by_its_field(string field, string? value, string code)
    {
        var (_, refusal) = Draft.Read(Text().With(field, value is null ? null : JsonNode.Parse(value)));

        Assert.Equal((400, code), (refusal!.Status, refusal.Code));
        Assert.StartsWith(field, refusal.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_in_a_fields_name_is_told_with_what_is_meant()
    {
        Assert.Contains("timeToLive", Draft.Read(Text().With("time_to_live", 60)).Refusal!.Detail, StringComparison.Ordinal);
        Assert.Contains("sendAt", Draft.Read(Text().With("sentAt", "x")).Refusal!.Detail, StringComparison.Ordinal);
        Assert.Contains("Is template meant?", Draft.Read(Text().With("type", "tempalte")).Refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_envelope_is_read_as_it_is_written()
    {
        var body = Text().With("context.message_id", "wamid.1").With("timeToLive", 2_592_000).With("sendAt", "2027-01-03T07:00:00-05:00")
            .With("priority", "bulk").With("overrideWindow", true).With("messaging_product", "whatsapp").With("text.newer", 1);

        var draft = Draft.Read(body).Draft!;

        Assert.Equal("wamid.1", draft.ReplyTo);
        Assert.Equal(TimeSpan.FromDays(30), draft.TimeToLive);
        Assert.Equal(new DateTimeOffset(2027, 1, 3, 12, 0, 0, TimeSpan.Zero), draft.SendAt);
        Assert.Equal(MessagePriority.Bulk, draft.Priority);
        Assert.True(draft.OverrideWindow);
        Assert.Equal(1, draft.Content.GetProperty("newer").GetInt32());
    }

    [Fact]
    public void A_message_is_an_object_of_bounded_size_and_depth()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);

        Assert.Equal("message_invalid", Draft.Read(JsonNode.Parse("[]")).Refusal!.Code);
        Assert.Equal("message_invalid", Draft.Read((JsonNode?)null).Refusal!.Code);
        Assert.Equal("message_invalid", Draft.Read(JsonElement.Parse("""{"to":"573001234567","type":"text","text":{"body":"\ud83d"}}""")).Refusal!.Code);
        Assert.Equal("message_invalid", Draft.Read(Text().With("text.more", JsonNode.Parse(deep))).Refusal!.Code);
        Assert.Equal("message_too_large", Draft.Read(Text().With("text.more", new string('a', 66_000))).Refusal!.Code);
    }

    private static readonly string[] Oddities =
    [
        "null", "true", "7", "-1e400", "1.50", "\"\"", "\"text\"", "\"\\ud800\"", "\"/x\"", "\"interactive\"", "\"template\"", "\"raw\"", "[]", "[null]",
        "[{}]", "[[]]", "{}", "{\"type\":null}", "{\"type\":\"image\"}", "{\"\\ud800\":1}", "\"list\"", "\"carousel\"", "\"2026-11-29T12:00:00Z\"", "\"+57\"",
    ];

    /// <summary>Whatever stands wherever: it is a draft, or a refusal that says why.</summary>
    [Fact]
    public void No_JSON_throws()
    {
        var bodies = Draft.All.Select(one => Draft.Body(one.Type, one.Content).With("context.message_id", "w").With("sendAt", "2026-11-29T12:00:00Z").ToJsonString()).ToArray();
        Gen.Select(Gen.Int[0, bodies.Length - 1], Gen.Select(Gen.Int[0, 1000], Gen.OneOf(Oddities)).Array[1, 3]).Sample(
            (which, changes) =>
            {
                var text = bodies[which];
                foreach (var (at, oddity) in changes) text = Replaced(text, at, oddity);

                var (draft, refusal) = Draft.Read(JsonElement.Parse(text));

                Assert.NotEqual(draft is null, refusal is null);
                if (refusal is not null) Assert.False(string.IsNullOrWhiteSpace(refusal.Detail));
            },
            iter: 5_000);
    }

    /// <summary>Another value in the place of one of the document's, found by counting.</summary>
    private static string Replaced(string json, int which, string oddity)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        List<(int Start, int End)> values = [];
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray) continue;
            var start = (int)reader.TokenStartIndex;
            var copy = reader;
            copy.Skip();
            values.Add((start, (int)copy.BytesConsumed));
        }
        var (from, to) = values[which % values.Count];
        var bytes = System.Text.Encoding.UTF8.GetBytes(json);
        return System.Text.Encoding.UTF8.GetString(bytes[..from]) + oddity + System.Text.Encoding.UTF8.GetString(bytes[to..]);
    }

    private static JsonObject Text() => Draft.Body("text", """{"body":"Hello"}""");
}
