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
        Assert.Equal((Received, "true", "3"), (delivered.Event, delivered.Header("X-Webhook-Batch"), delivered.Header("X-Batch-Size")));
        Assert.Equal((Received, 3), (body["type"]!.ToString(), body["batch_info"]!["size"]!.GetValue<int>()));
        Assert.True(body["batch"]!.GetValue<bool>());
        Assert.Equal(["Hi", "Two", "Three"], body["data"]!.AsArray().Select(one => one!["message"]!["text"]!["body"]!.ToString()));
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
