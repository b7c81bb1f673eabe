using System.Diagnostics;
using System.Globalization;

namespace Threadway.Load.Messages;

/// <summary>
/// What very many messages that wait for their time cost: memory, the next start, the first message after it. Their rows are written
/// as <c>OutboxStore</c> and <c>SendLines</c> write them.
/// </summary>
internal sealed class LongQueue(Engine engine, int messages, int numbers)
{
    private const int Starts = 3;
    private const int OfAConversation = 10;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10), FarOff = TimeSpan.FromDays(20);

    private static readonly DateTime Never = DateTime.UnixEpoch;

    private readonly int conversationsOfNumber = Math.Max(1, messages / numbers / OfAConversation);

    public async Task RunAsync(Action<string, string, string> say)
    {
        await using var stage = await SendingStage.OpenAsync(engine, new(numbers, "dedicated", 80));
        await stage.StopAsync();
        await MeasureAsync(stage, "an empty queue", "", say);
        await FillAsync(stage);
        await MeasureAsync(stage, $"{messages:N0} queued of {numbers:N0} numbers", "start as with an empty queue", say);
    }

    private async Task MeasureAsync(SendingStage stage, string what, string bar, Action<string, string, string> say)
    {
        var (starts, firsts) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var start = 0; start < Starts; start++)
        {
            var begun = Stopwatch.GetTimestamp();
            await stage.StartAsync();
            starts.Add(Stopwatch.GetElapsedTime(begun));
            // Of a number in the midst of them, to somebody new.
            firsts.Add(await LoneMessage.SendAsync(stage, (numbers / 2) + start, 9_000_000));
            if (start < Starts - 1) await stage.StopAsync();
        }
        await Task.Delay(Settling, TimeProvider.System);
        var (memory, peak) = (stage.Nodes.ResidentBytes, stage.Nodes.PeakBytes);
        await stage.StopAsync();
        say(
            what,
            string.Create(CultureInfo.InvariantCulture, $"ready in {Median(starts):N0} ms; first sent in {Median(firsts):N0} ms; {memory / 1_000_000.0:N0} MB, peak {peak / 1_000_000.0:N0}"),
            bar);
    }

    private static double Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2).TotalMilliseconds;

    private async Task FillAsync(SendingStage stage)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var sendAt = now + FarOff;
        var all = stage.Connections.SelectMany((connection, number) => Enumerable.Range(0, conversationsOfNumber).Select(place =>
            (Connection: connection, Recipient: SendingProgram.Recipient((number * conversationsOfNumber) + place), Contact: Guid.CreateVersion7(), Conversation: Guid.CreateVersion7()))).ToList();

        await engine.FillAsync(
            "contacts", ["id", "user_id", "connection_id", "typed", "marketing_stopped", "created_at"],
            all.Select(one => (object[])[one.Contact, stage.User, one.Connection, one.Recipient, false, now]));
        await engine.FillAsync("contact_keys", ["connection_id", "key", "contact_id"], all.Select(one => (object[])[one.Connection, $"p:{one.Recipient}", one.Contact]));
        await engine.FillAsync(
            "conversations", ["id", "user_id", "connection_id", "contact_id", "unread", "last_message_at", "created_at", "changed_at"],
            all.Select(one => (object[])[one.Conversation, stage.User, one.Connection, one.Contact, 0, now, now, now]));
        await engine.FillAsync(
            "messages",
            [
                "id", "user_id", "connection_id", "conversation_id", "author", "type", "content", "state", "failure_retryable", "at", "created_at", "changed_at",
                "\"to\"", "priority", "send_at", "ready_at", "expires_at", "override_window", "attempts", "epoch",
            ],
            all.SelectMany(one => Enumerable.Range(0, OfAConversation).Select(message => (object[])
            [
                Guid.CreateVersion7(), stage.User, one.Connection, one.Conversation, "Product", "template", """{"name":"hello_world","language":{"code":"en_US"}}""", "Queued", false,
                now, now, now, one.Recipient, 2, sendAt, sendAt.AddMilliseconds(message), sendAt.AddHours(10), false, 0, 0L,
            ])));
        await engine.FillAsync(
            "send_lines", ["conversation_id", "connection_id", "rank", "due_at", "held_until", "burst_at", "burst_count", "paced_until"],
            all.Select(one => (object[])[one.Conversation, one.Connection, 2, sendAt, Never, Never, 0, Never]));
        // Some are there already: numbers that sent while the queue was empty.
        var sent = await engine.IdsAsync("sender_leases", "connection_id");
        await engine.FillAsync(
            "sender_leases", ["connection_id", "epoch", "until", "wake_at", "wakes"],
            stage.Connections.Where(connection => !sent.Contains(connection)).Select(connection => (object[])[connection, 0L, Never, sendAt, (long)(conversationsOfNumber * OfAConversation)]));
    }
}
