using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

[Contract("8.4")]
public class BatchTests(Target target)
{
    private const string Received = "whatsapp.message.received";

    private Task<Subscription> BufferAsync(string number, int seconds, int most) => Subscription.OpenAsync(target, number, $$"""
        {"events":["{{Received}}"],"buffer_enabled":true,"buffer_window_seconds":{{seconds}},"max_buffer_size":{{most}},"buffer_events":["{{Received}}"]}
        """);

    [Fact]
    public async Task Messages_of_a_conversation_come_together_when_there_are_enough()
    {
        var (_, id) = await target.ConnectAsync();
        await using var number = await BufferAsync(id, seconds: 60, most: 3);
        var chat = await target.ChatAsync(id);

        await chat.HearAsync("Two");
        await chat.HearAsync("Three");
        var delivered = await number.Inbox.NextAsync();

        var body = delivered.Fits(EventShapes.Batch);
        delivered.IsSigned();
        Assert.All(body["data"]!.AsArray(), one => Assert.Equal(id, one!["phone_number_id"]!.ToString()));
        Assert.Equal((Received, "true", "3"), (delivered.Event, delivered.Header("X-Webhook-Batch"), delivered.Header("X-Batch-Size")));
        Assert.Equal((Received, 3), (body["type"]!.ToString(), body["batch_info"]!["size"]!.GetValue<int>()));
        Assert.True(body["batch"]!.GetValue<bool>());
        Assert.Equal(["Hi", "Two", "Three"], body["data"]!.AsArray().Select(one => one!["message"]!["text"]!["body"]!.ToString()));
    }

    [Fact, Contract("7")]
    public async Task Only_messages_received_wait_and_only_while_buffering_is_on()
    {
        _ = target.Control;
        var chat = await target.ChatAsync();
        await using var number = await Subscription.OpenAsync(target, chat.Number, $$"""
            {"events":["{{Received}}","whatsapp.message.sent"],"buffer_enabled":true,"buffer_window_seconds":60,"buffer_events":["{{Received}}"]}
            """);

        await chat.SentTextIdAsync();
        var sent = await number.Inbox.NextAsync();
        (await target.Platform.PatchAsync($"{number.Path}/{number.Id}", """{"whatsapp_webhook":{"buffer_enabled":false}}""")).Is(200);
        await chat.HearAsync("Alone");
        var received = await number.Inbox.NextAsync(Received);

        sent.Fits(EventShapes.Of("whatsapp.message.sent"));
        Assert.Equal("Alone", received.Fits(EventShapes.Of(Received))["message"]!["text"]!["body"]!.ToString());
        Assert.All([sent, received], one => Assert.Null(one.Header("X-Webhook-Batch")));
    }

    [Fact]
    public async Task A_window_of_one_message_is_a_batch_of_one_or_the_message_alone()
    {
        var (_, id) = await target.ConnectAsync();
        await using var number = await BufferAsync(id, seconds: 1, most: 50);

        await target.ChatAsync(id);
        var delivered = await number.Inbox.NextAsync();

        delivered.Fits(delivered.Header("X-Webhook-Batch") == "true" ? EventShapes.Batch : EventShapes.Of(Received));
    }
}
