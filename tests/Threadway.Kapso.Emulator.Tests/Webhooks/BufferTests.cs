using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class BufferTests
{
    // Stands still, but for the emulator's own clock.
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Messages_of_one_conversation_come_as_one_signed_batch_when_nothing_more_came_for_a_window()
    {
        await using var lab = await StartAsync();
        var chat = await ListenAsync(lab, """{"buffer_enabled":true,"buffer_window_seconds":7}""");

        await chat.WriteAsync("""{"text":{"body":"One"}}""");
        await WaitAsync(lab, 5);
        await chat.WriteAsync("""{"text":{"body":"Two"}}""");
        await WaitAsync(lab, 6);
        var early = lab.Receiver.Waiting();
        await WaitAsync(lab, 1);
        var delivery = await lab.Receiver.NextAsync();

        Assert.Empty(early);
        Assert.Equal(("whatsapp.message.received", "true", "2"), (delivery.Event, delivery.Headers["X-Webhook-Batch"], delivery.Headers["X-Batch-Size"]));
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("n"), delivery.Bytes)), delivery.Headers["X-Webhook-Signature"]);
        Assert.Equal(["type", "batch", "data", "batch_info"], delivery.Body.Select(field => field.Key));
        Assert.Equal(["One", "Two"], delivery.Body["data"]!.AsArray().Select(one => one!["message"]!["text"]!["body"]!.ToString()));
        Assert.All(delivery.Body["data"]!.AsArray(), one => Assert.Equal(chat.NumberId, one!["phone_number_id"]!.ToString()));
        Assert.Equal("""{"size":2,"window_ms":7000,"first_sequence":2,"last_sequence":3}""", delivery.Body["batch_info"]!.ToJsonString());
        Assert.Empty(lab.Receiver.Waiting());
    }

    [Fact]
    public async Task A_full_buffer_does_not_wait_and_what_comes_after_it_begins_a_new_window()
    {
        await using var lab = await StartAsync();
        var chat = await ListenAsync(lab, """{"buffer_enabled":true,"max_buffer_size":2}""");

        foreach (var text in new[] { "One", "Two", "Three" })
            await chat.WriteAsync($$"""{"text":{"body":"{{text}}"} }""");
        var full = await lab.Receiver.NextAsync();
        var early = lab.Receiver.Waiting();
        await WaitAsync(lab, 5);
        var rest = await lab.Receiver.NextAsync();

        Assert.Equal(("2", "1"), (full.Headers["X-Batch-Size"], rest.Headers["X-Batch-Size"]));
        Assert.Empty(early);
        Assert.Equal("Three", rest.Body["data"]![0]!["message"]!["text"]!["body"]!.ToString());
        Assert.NotEqual(full.Key, rest.Key);
    }

    [Fact]
    public async Task Two_people_have_a_window_each()
    {
        await using var lab = await StartAsync();
        var chat = await ListenAsync(lab, """{"buffer_enabled":true}""");

        await chat.WriteAsync("""{"text":{"body":"Ana"}}""");
        await WaitAsync(lab, 3);
        await lab.PostAsync("/_emulator/phones/573009999999/messages", $$"""{"phoneNumberId":"{{chat.NumberId}}","text":{"body":"Luis"} }""");
        await WaitAsync(lab, 2);
        var first = await lab.Receiver.NextAsync();
        await WaitAsync(lab, 3);
        var second = await lab.Receiver.NextAsync();

        Assert.Equal("Ana", Assert.Single(first.Body["data"]!.AsArray())!["message"]!["text"]!["body"]!.ToString());
        Assert.Equal("Luis", Assert.Single(second.Body["data"]!.AsArray())!["message"]!["text"]!["body"]!.ToString());
    }

    [Fact]
    public async Task Other_events_of_a_buffering_webhook_come_at_once_and_so_do_messages_once_it_is_switched_off()
    {
        await using var lab = await StartAsync();
        var chat = await ListenAsync(lab, """{"buffer_enabled":true,"events":["whatsapp.message.received","whatsapp.message.sent"]}""");

        await chat.SentIdAsync("""{"type":"text","text":{"body":"Hola"}}""");
        var sent = await lab.Receiver.NextAsync();
        var id = (await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks")).Data[0]!["id"];
        await lab.PatchAsync($"/platform/v1/whatsapp/webhooks/{id}", """{"whatsapp_webhook":{"buffer_enabled":false}}""");
        await chat.WriteAsync("""{"text":{"body":"Alone"}}""");
        var received = await lab.Receiver.NextAsync();

        Assert.Equal("whatsapp.message.sent", sent.Event);
        Assert.Equal("Alone", received.Body["message"]!["text"]!["body"]!.ToString());
        Assert.False(received.Headers.ContainsKey("X-Webhook-Batch"));
    }

    [Fact]
    public async Task What_is_buffered_when_the_emulator_stops_is_sent_at_the_next_start()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.json");
        try
        {
            var receiver = await Inbox.OpenAsync();
            await using (var lab = await StartAsync(file))
            {
                var chat = await Chat.OpenAsync(lab);
                await SubscribeAsync(lab, chat.NumberId, receiver.Url, """{"buffer_enabled":true}""");
                await chat.WriteAsync("""{"text":{"body":"Kept"}}""");
            }

            await using var next = await StartAsync(file);
            var delivery = await receiver.NextAsync();

            Assert.Equal("Kept", delivery.Body["data"]![0]!["message"]!["text"]!["body"]!.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_answer_names_what_is_in_force_and_kind_meta_cannot_buffer()
    {
        await using var lab = await StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var buffering = await SubscribeAsync(lab, chat.NumberId, lab.Receiver.Url, """{"buffer_enabled":true}""");
        var plain = await SubscribeAsync(lab, chat.NumberId, lab.Receiver.Url, "{}");
        var meta = await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks", """
            {"whatsapp_webhook":{"url":"https://shop.example/m","secret_key":"s","kind":"meta","buffer_enabled":true}}
            """);

        Assert.Equal(("5", "50", """["whatsapp.message.received"]"""), (
            buffering.Text("data.buffer_window_seconds"), buffering.Text("data.max_buffer_size"), buffering.At("data.buffer_events")!.ToJsonString()));
        Assert.Equal(("false", null, "60"), (plain.Text("data.buffer_enabled"), plain.At("data.max_buffer_size"), plain.Text("data.inactivity_minutes")));
        Assert.Equal("buffer_enabled is for webhooks of kind kapso", meta.Text("error"));
    }

    private Task<Lab> StartAsync(string? file = null) => Lab.StartAsync(options => (options.TimeProvider, options.StateFile) = (time, file));

    private static async Task WaitAsync(Lab lab, int seconds) => (await lab.PostAsync("/_emulator/clock", $$"""{"advance":"00:00:0{{seconds}}"}""")).Ok();

    private static async Task<Chat> ListenAsync(Lab lab, string fields)
    {
        var chat = await Chat.OpenAsync(lab);
        await SubscribeAsync(lab, chat.NumberId, lab.Receiver.Url, fields);
        return chat;
    }

    private static async Task<Reply> SubscribeAsync(Lab lab, string id, Uri url, string fields)
    {
        var webhook = (JsonObject)JsonNode.Parse(fields)!;
        webhook["events"] ??= new JsonArray("whatsapp.message.received");
        (webhook["url"], webhook["secret_key"]) = (url.AbsoluteUri, "n");
        return (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{id}/webhooks", $$"""{"whatsapp_webhook":{{webhook.ToJsonString()}}}""")).Ok();
    }
}
