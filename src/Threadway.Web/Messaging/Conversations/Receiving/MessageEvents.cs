using Threadway.Kapso.Webhooks;
using Threadway.Web.Cluster;
using Threadway.Web.Data;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>Messages, their statuses, and what contacts say of themselves become rows.</summary>
internal sealed class MessageEvents(MessageIntake intake, UserChanges changes) : IWebhookGroupConsumer
{
    public bool ActsOn(KapsoEvent received) => Heard.In(received, default).Any();

    public async Task<Func<Task>?> WriteAsync(ThreadwayDb db, IReadOnlyList<ReceivedEvent> events, CancellationToken cancellationToken)
    {
        var users = await intake.WriteAsync(db, [.. events.SelectMany(one => Heard.In(one.Event, one.ReceivedAt))], cancellationToken);
        if (users.Count == 0) return null;

        return () =>
        {
            foreach (var user in users) changes.Publish(user);
            return Task.CompletedTask;
        };
    }
}
