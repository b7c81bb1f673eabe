using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Data;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Tests.Webhooks;

/// <summary>A consumer that does with each message what the test says, and remembers the messages in the order in which it was asked.</summary>
internal sealed class AskingConsumer(Func<string, int, Task<EventOutcome>> handle) : IWebhookConsumer
{
    private readonly ConcurrentQueue<(string Number, int Message)> asked = new();

    public IReadOnlyList<(string Number, int Message)> Asked => [.. asked];

    public bool ActsOn(KapsoEvent received) => received is MessageEvent;

    public Task<EventOutcome> HandleAsync(KapsoEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        var (number, message) = Messages.Of(received);
        asked.Enqueue((number, message));
        return handle(number, message);
    }
}

/// <summary>A consumer that writes a row for each message in the group's transaction, then throws where the test says so.</summary>
internal sealed class WritingConsumer(Func<string, int, bool> isPoison) : IWebhookGroupConsumer
{
    private readonly ConcurrentQueue<(string Number, int Message)> told = new();

    public IReadOnlyList<(string Number, int Message)> Told => [.. told];

    public bool ActsOn(KapsoEvent received) => received is MessageEvent;

    public async Task<Func<Task>?> WriteAsync(ThreadwayDb db, IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        var messages = events.Select(e => Messages.Of(e.Event)).ToList();
        foreach (var (number, message) in messages)
            db.AuditEntries.Add(new() { Id = Guid.CreateVersion7(), UserId = Guid.Empty, Action = "written", PhoneNumberId = number, Detail = $"{message}", At = events[0].ReceivedAt });
        await db.SaveChangesAsync(cancellationToken);
        if (messages.Any(m => isPoison(m.Number, m.Message))) throw new InvalidOperationException("poison");
        return () =>
        {
            messages.ForEach(told.Enqueue);
            return Task.CompletedTask;
        };
    }

    /// <summary>What it wrote and what stayed.</summary>
    public static Task<List<int>> WrittenAsync(ThreadwayApp app, string number) => app.ReadAsync(async db =>
        (await db.AuditEntries.Where(entry => entry.PhoneNumberId == number).Select(entry => entry.Detail!).ToListAsync()).ConvertAll(int.Parse));
}

internal static class Messages
{
    public static (string Number, int Message) Of(KapsoEvent received)
    {
        var message = (MessageEvent)received;
        return (message.PhoneNumberId!, int.Parse(message.Message.Id, System.Globalization.CultureInfo.InvariantCulture));
    }
}
