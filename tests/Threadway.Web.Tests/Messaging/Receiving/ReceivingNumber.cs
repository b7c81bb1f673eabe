using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Conversations.Receiving;

namespace Threadway.Web.Tests.Messaging.Receiving;

/// <summary>A number of a user of its own, connected as long as tests tell of it, of which the app is told events.</summary>
internal sealed class ReceivingNumber(ThreadwayApp app)
{
    public Guid UserId { get; } = Guid.CreateVersion7();

    public Guid ConnectionId { get; } = Guid.CreateVersion7();

    public string PhoneNumberId { get; } = $"n{Guid.NewGuid():N}";

    public ToldEvents Told => new(PhoneNumberId);

    public ContactBook Book => app.Services.GetRequiredService<ContactBook>();

    public static async Task<ReceivingNumber> MakeAsync(ThreadwayApp app, int connectedAt = -500)
    {
        var number = new ReceivingNumber(app);
        await app.ReadAsync(async db =>
        {
            db.Connections.Add(new()
            {
                Id = number.ConnectionId,
                UserId = number.UserId,
                PhoneNumberId = number.PhoneNumberId,
                Status = ConnectionStatus.Connected,
                ConnectedAt = ToldEvents.At(connectedAt),
            });
            return await db.SaveChangesAsync();
        });
        return number;
    }

    public Task<T> InTurnAsync<T>(Func<ThreadwayDb, Task<T>> work) =>
        app.ReadAsync(db => db.InTurnAsync(ContactBook.Turn(ConnectionId), _ => work(db)));

    /// <summary>In one group; returns how many users' pages are told.</summary>
    public Task<int> HearAsync(params IReadOnlyList<KapsoEvent> events) => app.ReadAsync(db => db.InTurnAsync($"group {Guid.NewGuid()}", async cancel =>
        (await app.Services.GetRequiredService<MessageIntake>().WriteAsync(db, [.. events.SelectMany(one => Heard.In(one, ToldEvents.At(1000)))], cancel)).Count));

    public Task<ConversationRow> OpenAsync(ContactNames names) => InTurnAsync(async db =>
    {
        var opened = await Book.OpenAsync(db, UserId, ConnectionId, [names], app.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        await db.SaveChangesAsync();
        return opened.Single();
    });

    /// <summary>A message of ours that is on its way: nobody knows its wamid.</summary>
    public Task<MessageRow> SendAsync(string typed, MessageState state = MessageState.Sending, int at = 5) => InTurnAsync(async db =>
    {
        var conversation = (await Book.OpenAsync(db, UserId, ConnectionId, [new(Typed: typed)], app.Time.GetUtcNow(), TestContext.Current.CancellationToken)).Single();
        var message = new MessageRow
        {
            Id = Guid.CreateVersion7(),
            UserId = UserId,
            ConnectionId = ConnectionId,
            ConversationId = conversation.Id,
            Author = MessageAuthor.Product,
            Type = "text",
            Content = """{"body":"Hi"}""",
            State = state,
            At = ToldEvents.At(at),
            CreatedAt = ToldEvents.At(at),
            ChangedAt = ToldEvents.At(at),
            To = typed,
            DoubtSince = ToldEvents.At(at + 1),
        };
        db.Messages.Add(message);
        (conversation.LastMessageId, conversation.LastMessageAt) = (message.Id, message.At);
        await db.SaveChangesAsync();
        return message;
    });

    public Task<MessageRow> MessageAsync(Guid id) => app.ReadAsync(db => db.Messages.SingleAsync(m => m.Id == id));

    public Task<MessageRow> MessageAsync(string wamid) => app.ReadAsync(db => db.Messages.SingleAsync(m => m.ConnectionId == ConnectionId && m.Wamid == wamid));

    public Task<List<ConversationRow>> ConversationsAsync() => app.ReadAsync(db => db.Conversations.Where(c => c.ConnectionId == ConnectionId).ToListAsync());

    public Task<List<ContactRow>> ContactsAsync() => app.ReadAsync(db => db.Contacts.Where(c => c.ConnectionId == ConnectionId).ToListAsync());

    public Task<List<MessageRow>> MessagesAsync() => app.ReadAsync(db => db.Messages.Where(m => m.ConnectionId == ConnectionId).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync());

    /// <summary>All that is kept of the number, without ids and the times of writing.</summary>
    public Task<string> RowsAsync() => app.ReadAsync(async db =>
    {
        var keys = (await db.ContactKeys.Where(k => k.ConnectionId == ConnectionId).ToListAsync()).ToLookup(k => k.ContactId, k => k.Key);
        var contacts = await db.Contacts.Where(c => c.ConnectionId == ConnectionId).ToDictionaryAsync(c => c.Id);
        var conversations = await db.Conversations.Where(c => c.ConnectionId == ConnectionId).ToDictionaryAsync(c => c.Id);
        var messages = await db.Messages.Where(m => m.ConnectionId == ConnectionId).ToDictionaryAsync(m => m.Id);
        var statuses = await db.MessageStatuses.Where(s => s.ConnectionId == ConnectionId).ToListAsync();
        string[] lines =
        [
            .. contacts.Values.Select(c => $"contact {c.WaId} {c.Typed} {c.ScopedUserId} {c.Name} {c.MarketingStopped} {c.MarketingSequence} {c.MarketingAt:O} {string.Join(',', keys[c.Id].Order(StringComparer.Ordinal))}"),
            .. conversations.Values.Select(c => $"conversation {Who(c.Id)} in {c.LastInboundAt:O} closed {c.WindowClosedAt:O} unread {c.Unread} last {(c.LastMessageId is { } last ? messages[last].Wamid : "")} {c.LastMessageAt:O}"),
            .. messages.Values.Select(m => $"message {m.Wamid} {Who(m.ConversationId)} {m.Author} {m.Type} {m.Content} re {m.ReplyTo} and {m.Extras} {m.State} {m.FailureCode} {m.FailureProviderCode} {m.Notes} at {m.At:O} {m.AcceptedAt:O} {m.SentAt:O} {m.DeliveredAt:O} {m.ReadAt:O} {m.FailedAt:O} {m.DoubtSince:O}"),
            .. statuses.Select(s => $"status {s.Wamid} {s.Status} {s.At:O} {s.Recipient} of {(s.MessageId is { } id ? messages[id].Wamid : "nobody")}"),
        ];
        return string.Join('\n', lines.Order(StringComparer.Ordinal));

        string Who(Guid conversation) => conversations[conversation].ContactId is { } id ? string.Join(',', keys[id].Order(StringComparer.Ordinal)) : conversations[conversation].GroupId!;
    });
}
