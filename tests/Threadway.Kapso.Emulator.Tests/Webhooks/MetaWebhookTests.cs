using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class MetaWebhookTests
{
    private static Task<Reply> CreateAsync(Chat chat, string more = "") => chat.Lab.PostAsync(
        $"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks",
        $$"""{"whatsapp_webhook":{"kind":"meta","url":"{{chat.Lab.Receiver.Url}}","secret_key":"n"{{more}} } }""");

    private static JsonObject Value(Received delivery) => (JsonObject)delivery.Body["entry"]![0]!["changes"]![0]!["value"]!;

    [Fact]
    public async Task A_message_comes_in_Metas_own_form_with_its_digest_as_the_key()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        (await CreateAsync(chat)).Ok();

        var id = await chat.WriteAsync("""{"text":{"body":"Hello"}}""");
        var delivery = await lab.Receiver.NextAsync();
        var (value, message) = (Value(delivery), Value(delivery)["messages"]![0]!.AsObject());

        Assert.Equal("whatsapp_business_account", delivery.Body["object"]!.ToString());
        Assert.Equal("messages", delivery.Body["entry"]![0]!["changes"]![0]!["field"]!.ToString());
        Assert.Equal(chat.NumberId, value["metadata"]!["phone_number_id"]!.ToString());
        Assert.Equal(Chat.Phone, value["contacts"]![0]!["wa_id"]!.ToString());
        Assert.Equal((id, Chat.Phone, "Hello"), (message["id"]!.ToString(), message["from"]!.ToString(), message["text"]!["body"]!.ToString()));
        Assert.False(message.ContainsKey("kapso"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(delivery.Bytes)), delivery.Key);
        Assert.Matches("^[0-9a-f]{64}$", delivery.Headers["X-Webhook-Signature"]);
        Assert.DoesNotContain("X-Webhook-Event", delivery.Headers.Keys);
    }

    [Fact]
    public async Task Every_status_comes_without_asking_for_events()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await CreateAsync(chat);

        var id = await chat.SentIdAsync("""{"type":"text","text":{"body":"Hola"}}""");
        JsonNode[] statuses = [Value(await lab.Receiver.NextAsync())["statuses"]![0]!, Value(await lab.Receiver.NextAsync())["statuses"]![0]!];

        Assert.Equal(["sent", "delivered"], statuses.Select(status => status["status"]!.ToString()));
        Assert.All(statuses, status => Assert.Equal(id, status["id"]!.ToString()));
    }

    [Fact]
    public async Task There_is_one_a_number_its_events_are_empty_and_its_kind_stays()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var created = await CreateAsync(chat, """, "events":["whatsapp.message.received"]""");
        var second = await CreateAsync(chat);
        var changed = await lab.PatchAsync($"/platform/v1/whatsapp/webhooks/{created.Text("data.id")}", """{"whatsapp_webhook":{"kind":"kapso"}}""");
        var ofProject = await lab.PostAsync(
            "/platform/v1/whatsapp/webhooks", $$"""{"whatsapp_webhook":{"kind":"meta","url":"{{lab.Receiver.Url}}","secret_key":"n"} }""");
        var listed = await lab.GetAsync("/platform/v1/whatsapp/webhooks?kind=meta");
        await lab.PostAsync($"/platform/v1/whatsapp/webhooks/{created.Text("data.id")}/test");
        var sample = await lab.Receiver.NextAsync();

        Assert.Equal(("meta", "[]"), (created.Text("data.kind"), created.At("data.events")!.ToJsonString()));
        Assert.All([second, changed, ofProject], refused => Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status));
        Assert.Single(listed.Data);
        Assert.Equal("This is a test message", Value(sample)["messages"]![0]!["text"]!["body"]!.ToString());
    }
}
