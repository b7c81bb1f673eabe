using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Messaging.Sending;
using Threadway.Web.Messaging.Templates;

namespace Threadway.Web.Messaging.TestMessages;

/// <summary>What a person in front of the page may know and send of their own number. Every query starts from the user.</summary>
internal sealed class TestMessageService(
    IDbContextFactory<ThreadwayDb> databases, OutboxService outbox, TemplateBook templates, QueueQueries queues, TimeProvider time)
{
    /// <summary>E.164.</summary>
    public async Task<string?> OwnPhoneAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(user => user.Id == userId).Select(user => user.PhoneNumber).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether anything but templates may be written to the phone now.</summary>
    public async Task<bool> IsWindowOpenAsync(Guid userId, Guid connectionId, string e164, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Connections.AnyAsync(c => c.Id == connectionId && c.UserId == userId, cancellationToken)) return false;
        var phone = new DraftRecipient(Digits: TypedText.DigitsOf(e164));
        var conversation = (await Recipients.LoadAsync(db, connectionId, [phone], cancellationToken)).Find(phone).Conversation;
        return conversation is not null && CustomerWindow.IsOpen(conversation, time.GetUtcNow());
    }

    /// <summary>Those that can be filled with texts, by name.</summary>
    /// <exception cref="KapsoException">Kapso cannot be asked.</exception>
    public async Task<IReadOnlyList<TestTemplate>> TemplatesAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        if (await outbox.FindNumberAsync(userId, phoneNumberId, cancellationToken) is not { BusinessAccountId: { } account }) return [];
        using var work = KapsoWork.Begin(KapsoPriority.Person, userId);
        var copy = await templates.ReadAsync(account, suffices: null, cancellationToken);
        return [.. copy.Templates.Select(TestTemplate.Of).OfType<TestTemplate>().OrderBy(template => template.Id, StringComparer.Ordinal)];
    }

    /// <param name="type"><c>text</c> or <c>template</c>.</param>
    /// <param name="content">What stands under that word.</param>
    public async Task<OutboxAnswer> SendAsync(Guid userId, string phoneNumberId, string to, string type, JsonObject content, CancellationToken cancellationToken)
    {
        if (await outbox.FindNumberAsync(userId, phoneNumberId, cancellationToken) is not { } connection)
            return OutboxAnswer.Refused(new MessageRefusal(StatusCodes.Status404NotFound, "connection_not_found", null, "You have no number with this id."));

        var body = JsonSerializer.SerializeToElement(new JsonObject { ["to"] = to, ["type"] = type, [type] = content });
        return (await outbox.SendAsync(new(userId, ApiKeyId: null), connection, [new(body, IdempotencyKey: null, MessagePriority.Interactive)], cancellationToken))[0];
    }

    public async Task<MessageRow?> FindAsync(Guid userId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == messageId && m.UserId == userId, cancellationToken);
    }

    public async Task<QueueView?> QueueAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken) =>
        await outbox.FindNumberAsync(userId, phoneNumberId, cancellationToken) is { } connection ? QueueView.Of(await queues.GetAsync(connection, cancellationToken)) : null;
}

/// <summary>A number's queue as its page shows it.</summary>
public sealed record QueueView(int Length, double PerSecond, int SentLastSecond, string? HeldBy, DateTimeOffset? DoneAt)
{
    internal static QueueView Of(QueueAnswer queue) => new(queue.Length, queue.PerSecond, queue.SentLastSecond, queue.HeldBy?.ToString(), queue.DoneAt);
}
