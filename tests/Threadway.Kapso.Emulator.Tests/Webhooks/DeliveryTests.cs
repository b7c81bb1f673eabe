using System.Security.Cryptography;
using System.Text;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class DeliveryTests
{
    [Fact]
    public async Task The_control_API_shows_every_attempt_as_it_went_out()
    {
        await using var lab = await Lab.StartAsync();
        await StartAsync(lab);
        var delivery = await lab.Receiver.NextAsync();

        var attempt = (await lab.GetAsync("/_emulator/webhook-deliveries")).Json.AsArray()[0]!;

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
}
