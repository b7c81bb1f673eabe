using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages;

public sealed class ReplyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text", """{"recipient_type":"individual","to":"34600998877"}""")]
    [InlineData("group", """{"recipient_type":"group","to":"120363000000000001@g.us"}""")]
    [InlineData("user-id", """{"recipient_type":"individual","recipient":"ES.9988776655443322"}""")]
    public async Task An_answer_goes_to_the_chat_that_a_message_came_from_and_quotes_it(string kind, string expected)
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/message-sent");

        await kapso.Client().Messages.ReplyAsync(Received(kind), new TextMessage { Body = "Sí" }, Token);

        var body = JsonNode.Parse(kapso.Request.Body!)!.AsObject();
        var receiver = new JsonObject(body.Where(member => member.Key is "recipient_type" or "to" or "recipient")
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Assert.Equal(expected, receiver.ToJsonString());
        Assert.Equal("wamid.INVENTED0100", body["context"]!["message_id"]!.GetValue<string>());
        Assert.Equal("POST /meta/whatsapp/v24.0/601/messages", kapso.Request.Line);
    }

    [Fact]
    public async Task An_emoji_quotes_nothing_and_another_quote_stands()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/message-sent").AnswersPayload("api/message-sent");

        await kapso.Client().Messages.ReplyAsync(Received("text"), new ReactionMessage { MessageId = "wamid.1", Emoji = "👍" }, Token);
        await kapso.Client().Messages.ReplyAsync(Received("text"), new TextMessage { Body = "Sí", ReplyTo = "wamid.7" }, Token);

        Assert.Null(JsonNode.Parse(kapso.Requests[0].Body!)!["context"]);
        Assert.Equal("wamid.7", JsonNode.Parse(kapso.Requests[1].Body!)!["context"]!["message_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_message_of_nobody_cannot_be_answered()
    {
        using var kapso = new ScriptedKapso().Client();

        await Assert.ThrowsAsync<ArgumentException>(
            "received", () => kapso.Messages.ReplyAsync(new() { Id = "wamid.1", PhoneNumberId = "601" }, new TextMessage { Body = "Sí" }, Token));
        await Assert.ThrowsAsync<ArgumentException>(
            "received", () => kapso.Messages.ReplyAsync(new() { Id = "wamid.1", From = "34600998877" }, new TextMessage { Body = "Sí" }, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("to")]
    [InlineData("messaging_product")]
    public void A_raw_message_cannot_take_the_place_of_what_every_message_has(string type)
    {
        Assert.Throws<ArgumentException>(nameof(type), () => OutgoingMessage.Raw(type, JsonElement.Parse("{}")));
        Assert.Throws<ArgumentException>("content", () => OutgoingMessage.Raw("hologram", default));
    }

    private static Message Received(string kind) =>
        MessageConverter.Read(JsonElement.Parse(Payload.Text($"messages/{kind}")))! with { PhoneNumberId = "601" };
}
