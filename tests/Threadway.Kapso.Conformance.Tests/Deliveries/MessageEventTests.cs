using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

/// <summary>What happens on a number, as it happens.</summary>
[Contract("9.5")]
public class MessageEventTests(Target target)
{
    private const string Received = "whatsapp.message.received";
    private const string Sent = "whatsapp.message.sent";

    private static Task<Received> OfAsync(Subscription number, string eventName, string messageId) => number.Inbox.NextAsync(
        one => one.Event == eventName && one.Body["message"]!["id"]!.ToString() == messageId, eventName);

    [Theory]
    [InlineData("text", """{"type":"text","text":{"body":"Hi"}}""", """{"body":"Hi"}""")]
    [InlineData("location", """{"type":"location","location":{"latitude":4.6,"longitude":-74.1,"name":"Home"}}""", """{"latitude":4.6,"longitude":-74.1,"name":"Home"}""")]
    [InlineData("image", """{"type":"media","media":{"mimeType":"image/png","base64":"iVBORw0KGgo=","fileName":"a.png","caption":"Look"}}""", """{"caption":"Look"}""")]
    [InlineData("document", """{"type":"media","media":{"mimeType":"application/pdf","base64":"JVBERg==","fileName":"a.pdf"}}""", """{"filename":"a.pdf"}""")]
    public async Task What_a_person_writes_comes_in_Metas_form_with_what_Kapso_adds(string type, string written, string content)
    {
        var chat = await target.ChatAsync();
        await using var number = await Subscription.ToAsync(target, chat.Number, Received);

        var id = await chat.HearJsonAsync(WithNumber(written, chat.Number));
        var body = (await OfAsync(number, Received, id)).Fits(EventShapes.Of(Received));

        var (message, isMedia) = (body["message"]!, type is "image" or "document");
        Assert.Equal((type, chat.Person), (message["type"]!.ToString(), message["from"]!.ToString()));
        Assert.Equal(("inbound", "received"), (message["kapso"]!["direction"]!.ToString(), message["kapso"]!["status"]!.ToString()));
        Assert.Equal(isMedia, message["kapso"]!["has_media"]!.GetValue<bool>());
        Assert.Equal(isMedia, message["kapso"]!.AsObject().ContainsKey("media_data"));
        foreach (var (name, value) in JsonNode.Parse(content)!.AsObject())
            Assert.True(JsonNode.DeepEquals(value, message[type]![name]), $"{type}.{name} is {message[type]![name]?.ToJsonString()}");
    }

    [Theory]
    [InlineData("button_reply", """{"type":"interactive","interactive":{"type":"button","body":{"text":"?"},"action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Yes"}}]}}}""", """{"id":"yes","title":"Yes"}""")]
    [InlineData("list_reply", """{"type":"interactive","interactive":{"type":"list","body":{"text":"?"},"action":{"button":"Pick","sections":[{"rows":[{"id":"yes","title":"Ten","description":"With Ana"}]}]}}}""", """{"id":"yes","title":"Ten","description":"With Ana"}""")]
    public async Task A_choice_comes_as_an_answer_to_its_message(string kind, string asked, string reply)
    {
        var chat = await target.ChatAsync();
        await using var number = await Subscription.ToAsync(target, chat.Number, Received);
        var question = await chat.SentIdAsync(asked);

        var id = await chat.HearJsonAsync($$"""{"type":"interactive","reply":{"messageId":"{{question}}","id":"yes"} }""");
        var body = (await OfAsync(number, Received, id)).Fits(EventShapes.Of(Received));

        var interactive = body["message"]!["interactive"]!;
        Assert.Equal((kind, question), (interactive["type"]!.ToString(), body["message"]!["context"]!["id"]!.ToString()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(reply), interactive[kind]));
    }

    [Fact]
    public async Task A_send_is_told_as_sent_then_delivered_then_read()
    {
        var control = target.Control;
        var chat = await target.ChatAsync();
        string[] names = [Sent, "whatsapp.message.delivered", "whatsapp.message.read"];
        await using var number = await Subscription.ToAsync(target, chat.Number, names);

        var id = await chat.SentTextIdAsync();
        List<JsonObject> told = [];
        foreach (var name in names[..2])
            told.Add((await OfAsync(number, name, id)).Fits(EventShapes.Of(name)));
        await control.PostAsync($"/phones/{chat.Person}/read");
        told.Add((await OfAsync(number, names[2], id)).Fits(EventShapes.Of(names[2])));

        Assert.Equal(["sent", "delivered", "read"], told.Select(body => body["message"]!["kapso"]!["statuses"]!.AsArray()[^1]!["status"]!.ToString()));
        Assert.All(told, body => Assert.Equal(
            ("outbound", "cloud_api"), (body["message"]!["kapso"]!["direction"]!.ToString(), body["message"]!["kapso"]!["origin"]!.ToString())));
    }

    [Fact]
    public async Task A_failed_send_has_its_reason_in_the_last_status()
    {
        const string failed = "whatsapp.message.failed";
        _ = target.Control;
        var chat = await target.ChatAsync();
        await using var number = await Subscription.ToAsync(target, chat.Number, failed);

        var id = await chat.SentIdAsync("""{"type":"reaction","reaction":{"message_id":"wamid.nobody","emoji":"👍"}}""");
        var body = (await OfAsync(number, failed, id)).Fits(EventShapes.Of(failed));

        var last = body["message"]!["kapso"]!["statuses"]!.AsArray()[^1]!;
        Assert.Equal("failed", last["status"]!.ToString());
        Assert.True(last["errors"]![0]!["code"]!.GetValue<int>() > 0);
        Assert.False(body.ContainsKey("error"), "There is no error at the root");
    }

    [Fact]
    public async Task A_reaction_is_only_ever_sent()
    {
        var chat = await target.ChatAsync();
        var message = await chat.HearAsync("React to this");
        await using var number = await Subscription.ToAsync(target, chat.Number, Sent, "whatsapp.message.delivered");

        var reaction = await chat.SentIdAsync($$"""{"type":"reaction","reaction":{"message_id":"{{message}}","emoji":"👍"} }""");
        await OfAsync(number, Sent, reaction);
        var after = await chat.SentTextIdAsync("After it");
        var delivered = await number.Inbox.NextAsync(
            one => one.Event == "whatsapp.message.delivered" && one.Body["conversation"]!["phone_number"]!.ToString() == chat.Person, "delivered");

        Assert.Equal(after, delivered.Body["message"]!["id"]!.ToString());
    }

    [Theory, Contract("9.9")]
    [InlineData("kapso")]
    [InlineData("meta")]
    public async Task What_the_owner_writes_in_the_phone_app_comes_as_an_echo(string kind)
    {
        var control = target.Control;
        var (_, id) = await target.ConnectAsync("coexistence");
        var chat = await target.ChatAsync(id);
        await using var number = kind == "meta"
            ? await Subscription.OpenAsync(target, id, """{"kind":"meta"}""")
            : await Subscription.ToAsync(target, id, Sent);

        var written = await control.PostAsync($"/phone-numbers/{id}/echo", $$"""{"to":"{{chat.Person}}","text":{"body":"From the shop's phone"} }""");
        Assert.SkipWhen(written.Status == 501, "The target cannot write as the owner");
        var messageId = written.Is(201).Text("id");

        if (kind == "kapso")
        {
            var message = (await OfAsync(number, Sent, messageId)).Fits(EventShapes.Of(Sent))["message"]!;
            Assert.Equal(("outbound", "business_app"), (message["kapso"]!["direction"]!.ToString(), message["kapso"]!["origin"]!.ToString()));
        }
        else
        {
            var delivered = await number.Inbox.NextAsync(one => Value(one)["message_echoes"] is JsonArray { Count: > 0 }, "an echo");
            Assert.Equal(messageId, Value(delivered)["message_echoes"]![0]!["id"]!.ToString());
        }
    }

    [Fact, Contract("8.5")]
    public async Task In_version_1_messages_are_flat_and_the_number_is_a_config()
    {
        var chat = await target.ChatAsync();
        await using var number = await Subscription.OpenAsync(target, chat.Number, $$"""{"events":["{{Received}}"],"payload_version":"v1"}""");

        var id = await chat.HearAsync("In the old form");
        var delivered = await OfAsync(number, Received, id);

        var body = delivered.Fits(EventShapes.MessageV1);
        Assert.Equal("v1", delivered.Header("X-Webhook-Payload-Version"));
        Assert.Equal(("text", "In the old form"), (body["message"]!["message_type"]!.ToString(), body["message"]!["content"]!.ToString()));
        Assert.Equal(("inbound", "cloud_api", false, chat.Person), (
            body["message"]!["direction"]!.ToString(), body["message"]!["origin"]!.ToString(),
            body["message"]!["has_media"]!.GetValue<bool>(), body["message"]!["conversation_phone_number"]!.ToString()));
        Assert.Equal(body["whatsapp_config"]!["id"]!.ToString(), body["conversation"]!["whatsapp_config_id"]!.ToString());
        Assert.Equal(chat.Number, body["whatsapp_config"]!["phone_number_id"]!.ToString());
        Assert.False(body.ContainsKey("phone_number_id"), "The id at the root is of version 2");
    }

    [Fact, Contract("9.9"), Contract("8.1")]
    public async Task A_webhook_of_kind_meta_gets_Metas_own_bodies_keyed_by_their_digest()
    {
        var (_, id) = await target.ConnectAsync();
        var chat = await target.ChatAsync(id);
        await using var number = await Subscription.OpenAsync(target, id, """{"kind":"meta"}""");

        var written = await chat.HearAsync("Hi in Meta's form");
        var received = await number.Inbox.NextAsync();
        var answer = await chat.SentTextIdAsync();
        List<Received> statuses = [];
        while (statuses.Count < 2)
            statuses.Add(await number.Inbox.NextAsync(one => Value(one)["statuses"] is JsonArray { Count: > 0 }, "a status"));

        received.Fits(EventShapes.Meta);
        Assert.All(statuses, status => status.Fits(EventShapes.Meta));
        Assert.Equal("messages", received.Body["entry"]![0]!["changes"]![0]!["field"]!.ToString());
        Assert.Equal(chat.Person, Value(received)["messages"]![0]!["from"]!.ToString());
        Assert.False(Value(received)["messages"]![0]!.AsObject().ContainsKey("kapso"), "What Kapso adds is not in Meta's form");
        Assert.Equal((written, "Hi in Meta's form"), (Value(received)["messages"]![0]!["id"]!.ToString(), Value(received)["messages"]![0]!["text"]!["body"]!.ToString()));
        Assert.Equal((id, chat.Person), (Value(received)["metadata"]!["phone_number_id"]!.ToString(), Value(received)["contacts"]![0]!["wa_id"]!.ToString()));
        Assert.Equal(
            [(answer, "delivered"), (answer, "sent")],
            statuses.Select(status => Value(status)["statuses"]![0]!).Select(status => (status["id"]!.ToString(), status["status"]!.ToString())).Order());
        received.IsSigned();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(received.Bytes)), received.Header("X-Idempotency-Key"));
    }

    private static JsonNode Value(Received delivered) => delivered.Body["entry"]![0]!["changes"]![0]!["value"]!;

    private static string WithNumber(string fields, string number)
    {
        var json = JsonNode.Parse(fields)!.AsObject();
        json["phoneNumberId"] = number;
        return json.ToJsonString();
    }
}
