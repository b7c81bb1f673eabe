using System.Text;
using System.Text.Json.Nodes;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages;

public sealed class MessageFormTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Samples => [.. SampleMessages.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Each_kind_of_message_has_the_form_that_meta_wants(string name)
    {
        var (message, content) = SampleMessages.All[name];
        var kapso = new ScriptedKapso().AnswersPayload("api/message-sent");

        await kapso.Client().Messages.SendAsync("100000000000001", "34600998877", message, Token);

        var type = message switch
        {
            InteractiveMessage => "interactive",
            TemplateMessage => "template",
            ReactionMessage => "reaction",
            _ => name,
        };
        Assert.Equal("POST /meta/whatsapp/v24.0/100000000000001/messages", kapso.Request.Line);
        Assert.Equal(
            RecordedRequest.Compact(
                $$"""
                {
                  "messaging_product": "whatsapp", "recipient_type": "individual", "to": "34600998877", "type": "{{type}}",
                  "{{type}}": {{content}}
                }
                """),
            kapso.Request.Json);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Each_kind_of_message_survives_the_round_trip(string name)
    {
        var (message, _) = SampleMessages.All[name];
        var once = SendBody.Of("1", message);

        var read = SentBody.Read(once);

        Assert.Equal(Encoding.UTF8.GetString(once), Encoding.UTF8.GetString(SendBody.Of("1", read.Message)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void No_message_prints_what_is_written_in_it(string name)
    {
        var (message, _) = SampleMessages.All[name];

        Assert.Equal(message.GetType().Name, message.ToString());
    }

    [Fact]
    public async Task A_reply_quotes_the_message_that_it_answers_and_carries_the_callers_mark()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/message-sent");

        await kapso.Client().Messages.SendAsync(
            "1", "34600998877", new TextMessage { Body = "Sí", ReplyTo = "wamid.7", CallbackData = "order-1", MessagingAccountId = "2" }, Token);

        Assert.Equal(
            RecordedRequest.Compact(
                """
                {
                  "messaging_product": "whatsapp", "recipient_type": "individual", "to": "34600998877", "type": "text",
                  "context": { "message_id": "wamid.7" }, "biz_opaque_callback_data": "order-1", "messaging_account_id": "2",
                  "text": { "body": "Sí" }
                }
                """),
            kapso.Request.Json);
    }

    [Theory]
    [InlineData("phone", """{"recipient_type":"individual","to":"+34600998877"}""")]
    [InlineData("user", """{"recipient_type":"individual","recipient":"ES.invented.1"}""")]
    [InlineData("group", """{"recipient_type":"group","to":"group-1"}""")]
    public async Task A_receiver_is_a_number_a_user_id_or_a_group(string kind, string expected)
    {
        var kapso = new ScriptedKapso().Answers("""{"messages":[{"id":"wamid.1"}],"contacts":[{"input":"x","user_id":"ES.invented.1"}]}""");
        var to = kind switch
        {
            "user" => Recipient.User("ES.invented.1"),
            "group" => Recipient.Group("group-1"),
            _ => Recipient.Phone("+34600998877"),
        };

        var sent = await kapso.Client().Messages.SendTextAsync("1", to, "Hola", Token);

        var body = JsonNode.Parse(kapso.Request.Body!)!.AsObject();
        var receiver = new JsonObject(body.Where(member => member.Key is "recipient_type" or "to" or "recipient")
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Assert.Equal(expected, RecordedRequest.Compact(receiver.ToJsonString()).Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal("ES.invented.1", sent.UserId);
        Assert.DoesNotContain("invented", to.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Nobody_is_no_receiver(string to)
    {
        using var kapso = ScriptedKapso.Answering("{}");

        await Assert.ThrowsAsync<ArgumentException>(nameof(to), () => kapso.Messages.SendTextAsync("1", to, "Hola", Token));
    }

    [Theory]
    [InlineData("ES.9988776655443322")]
    [InlineData("120363000000000001@g.us")]
    [InlineData("34600.998877")]
    [InlineData("Ana")]
    [InlineData("++")]
    public void What_is_no_phone_number_is_never_sent_to_as_one(string text)
    {
        var thrown = Assert.Throws<ArgumentException>("number", () => Recipient.Phone(text));
        Assert.Throws<ArgumentException>("to", () => (Recipient)text);

        Assert.Contains("Recipient.User", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, thrown.Message.Replace("Recipient.User", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, """{"messaging_product":"whatsapp","status":"read","message_id":"wamid.7"}""")]
    [InlineData(true, """{"messaging_product":"whatsapp","status":"read","message_id":"wamid.7","typing_indicator":{"type":"text"}}""")]
    public async Task A_message_is_marked_as_read_with_or_without_typing(bool typing, string expected)
    {
        var kapso = new ScriptedKapso().Answers("""{"success":true}""");

        await kapso.Client().Messages.MarkReadAsync("1", "wamid.7", typing, Token);

        Assert.Equal("POST /meta/whatsapp/v24.0/1/messages", kapso.Request.Line);
        Assert.Equal(expected, kapso.Request.Json);
    }

    [Theory]
    [InlineData("""{"success":false}""")]
    [InlineData("{}")]
    [InlineData("<html>")]
    public async Task An_answer_that_does_not_say_success_is_no_success(string body)
    {
        using var kapso = ScriptedKapso.Answering(body);

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.Messages.MarkReadAsync("1", "wamid.7", cancellationToken: Token));
    }

    [Fact]
    public async Task What_meta_refuses_names_its_code_and_nothing_is_checked_before()
    {
        var kapso = new ScriptedKapso().Answers(
            """{"error":{"message":"(#100) Invalid parameter","type":"OAuthException","code":100,"error_data":{"details":"text.body"}}}""", 400);

        var failure = await Assert.ThrowsAsync<KapsoValidationException>(
            () => kapso.Client().Messages.SendTextAsync("1", "34600998877", new string('x', 5000), Token));

        Assert.Equal(("100", "text.body", KapsoErrorClass.Fix), (failure.Code, failure.Details, failure.Class));
    }
}
