using System.Security.Cryptography;
using System.Text;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class DeliveryTests
{
    [Fact]
    public async Task A_refused_delivery_comes_again_after_10_40_and_90_seconds_with_the_same_key_and_then_no_more()
    {
        await using var lab = await Lab.StartAsync();
        lab.Receiver.AnswerNext(500, 204, 404, 503);
        await StartAsync(lab);
        var first = await lab.Receiver.NextAsync();

        List<Received> retries = [];
        foreach (var justBefore in new[] { "00:00:08", "00:00:38", "00:01:28" })
        {
            await AttemptsAsync(lab, retries.Count + 1);
            await lab.PostAsync("/_emulator/clock", $$"""{"advance":"{{justBefore}}"}""");
            Assert.Empty(lab.Receiver.Waiting());
            await lab.PostAsync("/_emulator/clock", """{"advance":"00:00:02"}""");
            retries.Add(await lab.Receiver.NextAsync());
        }

        var log = await AttemptsAsync(lab, 4);
        Assert.All(retries, retry => Assert.Equal((first.Key, first.Event), (retry.Key, retry.Event)));
        Assert.All(retries, retry => Assert.Equal(first.Bytes, retry.Bytes));
        Assert.Equal("failed", log["status"]!.ToString());
        Assert.Equal(503, log["response_status"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_delivery_that_is_taken_at_the_second_attempt_is_delivered()
    {
        await using var lab = await Lab.StartAsync();
        lab.Receiver.AnswerNext(500);
        await StartAsync(lab);
        await AttemptsAsync(lab, 1);

        await lab.PostAsync("/_emulator/clock", """{"advance":"00:00:10"}""");

        var log = await AttemptsAsync(lab, 2);
        Assert.Equal("delivered", log["status"]!.ToString());
        Assert.NotNull(log["delivered_at"]);
    }

    [Fact]
    public async Task The_log_shows_no_bodies_to_Kapsos_API_and_everything_to_the_control_API()
    {
        await using var lab = await Lab.StartAsync();
        await StartAsync(lab);
        var delivery = await lab.Receiver.NextAsync();

        var row = (await lab.GetAsync("/platform/v1/webhook_deliveries?status=delivered&errors_only=false&period=7d")).Data[0]!.AsObject();
        var attempt = (await lab.GetAsync("/_emulator/webhook-deliveries")).Json.AsArray()[0]!;

        Assert.Equal(
            [
                "id", "event", "status", "attempt_count", "created_at", "response_status", "delivered_at", "failed_at", "last_attempt_at",
                "webhook_id", "webhook_url", "whatsapp_config_id", "phone_number_id", "conversation_phone_number",
            ],
            row.Select(field => field.Key));
        Assert.Equal(Encoding.UTF8.GetString(delivery.Bytes), attempt["body"]!.ToString());
        Assert.Equal(delivery.Headers["X-Webhook-Signature"], attempt["headers"]!["X-Webhook-Signature"]!.ToString());
        Assert.Equal((200, 1), (attempt["status"]!.GetValue<int>(), attempt["attempt"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Nobody_listening_is_an_attempt_without_a_status()
    {
        await using var lab = await Lab.StartAsync(options => options.WebhookUrl = new Uri("http://127.0.0.1:9/hook"));

        await StartAsync(lab);

        var attempt = (await lab.GetAsync("/_emulator/webhook-deliveries")).Json.AsArray()[0]!;
        Assert.Null(attempt["status"]);
        Assert.Equal("ConnectionError", attempt["error"]!.ToString());
    }

    [Fact]
    public async Task A_rule_drops_one_delivery_and_lets_the_next_through()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync("/_emulator/delivery-rules", """[{"event":"whatsapp.phone_number.created","drop":true,"times":1}]""");

        await StartAsync(lab);
        var lost = lab.Receiver.Waiting();
        await StartAsync(lab);

        Assert.Empty(lost);
        Assert.Single(lab.Receiver.Waiting());
        Assert.Equal("[]", (await lab.GetAsync("/_emulator/delivery-rules")).Content);
    }

    [Fact]
    public async Task A_rule_delays_a_delivery_by_the_emulators_clock_and_the_answer_does_not_wait_for_it()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync("/_emulator/delivery-rules", """[{"delayMs":3600000}]""");

        await StartAsync(lab);
        var early = lab.Receiver.Waiting();
        await lab.PostAsync("/_emulator/clock", """{"advance":"01:00:00"}""");

        Assert.Empty(early);
        Assert.Equal("whatsapp.phone_number.created", (await lab.Receiver.NextAsync()).Event);
    }

    [Fact]
    public async Task A_rule_duplicates_a_delivery()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync("/_emulator/delivery-rules", """[{"duplicate":1}]""");

        await StartAsync(lab);

        var copies = lab.Receiver.Waiting();
        Assert.Equal(2, copies.Count);
        Assert.Equal(copies[0].Key, copies[1].Key);
    }

    [Fact]
    public async Task A_rule_swaps_a_delivery_with_the_next_one()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync("/_emulator/delivery-rules", """[{"swapWithNext":true,"times":1}]""");

        var id = (await StartAsync(lab)).Text("phoneNumberId");
        await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke");

        Assert.Equal("whatsapp.phone_number.disconnected", (await lab.Receiver.NextAsync()).Event);
        Assert.Equal("whatsapp.phone_number.created", (await lab.Receiver.NextAsync()).Event);
    }

    [Fact]
    public async Task A_rule_spoils_the_signature()
    {
        await using var lab = await Lab.StartAsync();
        await lab.PutAsync("/_emulator/delivery-rules", """[{"badSignature":true}]""");

        await StartAsync(lab);
        var delivery = await lab.Receiver.NextAsync();

        var right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Lab.Secret), delivery.Bytes));
        Assert.Matches("^[0-9a-f]{64}$", delivery.Headers["X-Webhook-Signature"]);
        Assert.NotEqual(right, delivery.Headers["X-Webhook-Signature"]);
    }

    [Fact]
    public async Task A_rule_sends_a_message_as_a_batch_of_one()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        await ListenAsync(lab, id, "whatsapp.message.received");
        await lab.PutAsync("/_emulator/delivery-rules", """[{"event":"whatsapp.message.received","batchOfOne":true}]""");

        await lab.PostAsync("/_emulator/phones/+573001234567/messages", $$"""{"phoneNumberId":"{{id}}","text":{"body":"Hola"} }""");
        var delivery = await lab.Receiver.NextAsync();

        Assert.Equal(("true", "1"), (delivery.Headers["X-Webhook-Batch"], delivery.Headers["X-Batch-Size"]));
        Assert.True(delivery.Body["batch"]!.GetValue<bool>());
        Assert.Equal("Hola", delivery.Body["data"]![0]!["message"]!["text"]!["body"]!.ToString());
    }

    private static async Task<Reply> StartAsync(Lab lab)
    {
        var link = await lab.LinkAsync(await lab.CustomerAsync());
        return (await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete")).Ok();
    }

    private static Task<Reply> ListenAsync(Lab lab, string id, params string[] events) => lab.PostAsync(
        $"/platform/v1/whatsapp/phone_numbers/{id}/webhooks",
        $$"""{"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","secret_key":"n","events":["{{string.Join("\",\"", events)}}"]} }""");

    private static Task<System.Text.Json.Nodes.JsonNode> AttemptsAsync(Lab lab, int count) => Eventually.HoldsAsync(
        async () => (await lab.GetAsync("/platform/v1/webhook_deliveries")).Data[0]!,
        row => row["attempt_count"]!.GetValue<int>() >= count);
}
