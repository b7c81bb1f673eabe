using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class BufferTests
{
    // Stands still, but for the emulator's own clock.
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_batch_tells_its_window_and_the_places_of_its_messages_in_the_conversation()
    {
        await using var lab = await StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await SubscribeAsync(lab, chat.NumberId, lab.Receiver.Url, """{"buffer_enabled":true,"buffer_window_seconds":7}""");

        await chat.WriteAsync("""{"text":{"body":"One"}}""");
        await chat.WriteAsync("""{"text":{"body":"Two"}}""");
        await WaitAsync(lab, 6);
        var early = lab.Receiver.Waiting();
        await WaitAsync(lab, 1);
        var delivery = await lab.Receiver.NextAsync();

        Assert.Empty(early);
        Assert.Equal("""{"size":2,"window_ms":7000,"first_sequence":2,"last_sequence":3}""", delivery.Body["batch_info"]!.ToJsonString());
    }

    [Fact]
    public async Task A_window_of_one_message_is_a_batch_of_one()
    {
        await using var lab = await StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await SubscribeAsync(lab, chat.NumberId, lab.Receiver.Url, """{"buffer_enabled":true}""");

        await chat.WriteAsync("""{"text":{"body":"Alone"}}""");
        await WaitAsync(lab, 5);

        Assert.Equal("1", (await lab.Receiver.NextAsync()).Headers["X-Batch-Size"]);
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

        Assert.Equal("""["whatsapp.message.received"]""", buffering.At("data.buffer_events")!.ToJsonString());
        Assert.Equal(("false", null), (plain.Text("data.buffer_enabled"), plain.At("data.max_buffer_size")));
        Assert.Equal("buffer_enabled is for webhooks of kind kapso", meta.Text("error"));
    }

    private Task<Lab> StartAsync(string? file = null) => Lab.StartAsync(options => (options.TimeProvider, options.StateFile) = (time, file));

    private static async Task WaitAsync(Lab lab, int seconds) => (await lab.PostAsync("/_emulator/clock", $$"""{"advance":"00:00:0{{seconds}}"}""")).Ok();

    private static async Task<Reply> SubscribeAsync(Lab lab, string id, Uri url, string fields)
    {
        var webhook = (JsonObject)JsonNode.Parse(fields)!;
        webhook["events"] ??= new JsonArray("whatsapp.message.received");
        (webhook["url"], webhook["secret_key"]) = (url.AbsoluteUri, "n");
        return (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{id}/webhooks", $$"""{"whatsapp_webhook":{{webhook.ToJsonString()}}}""")).Ok();
    }
}
