using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Reading;

/// <summary>A number with conversations, written straight into the database as receiving and sending would.</summary>
internal sealed class Chat(ThreadwayApp app, Person person, Connection number)
{
    private static int contacts;

    public Person Person { get; } = person;

    public string PhoneNumberId { get; } = number.PhoneNumberId;

    public DateTimeOffset Now => app.Time.GetUtcNow();

    public static async Task<Chat> StartAsync(ThreadwayApp app, string connectionType = "dedicated", Person? person = null)
    {
        person ??= await app.SignInAsync();
        var phoneNumberId = await person.ConnectAsync(connectionType);
        return new(app, person, await app.ReadAsync(db => db.Connections.AsNoTracking().SingleAsync(c => c.PhoneNumberId == phoneNumberId)));
    }

    public async Task<ConversationRow> AddConversationAsync(
        string? name = null, string? waId = null, DateTimeOffset? lastMessageAt = null, DateTimeOffset? lastInboundAt = null, int unread = 0)
    {
        var contact = new ContactRow
        {
            Id = Guid.CreateVersion7(),
            UserId = number.UserId,
            ConnectionId = number.Id,
            CreatedAt = Now,
            Name = name,
            WaId = waId ?? $"57320{Interlocked.Increment(ref contacts):D7}",
        };
        var conversation = new ConversationRow
        {
            Id = Guid.CreateVersion7(),
            UserId = number.UserId,
            ConnectionId = number.Id,
            ContactId = contact.Id,
            CreatedAt = Now,
            ChangedAt = Now,
            LastMessageAt = lastMessageAt ?? Now,
            LastInboundAt = lastInboundAt,
            Unread = unread,
        };
        await SaveAsync(contact, conversation);
        return conversation;
    }

    public MessageRow Message(ConversationRow conversation, string text, DateTimeOffset? at = null, MessageState state = MessageState.Received, string? wamid = null) => new()
    {
        Id = Guid.CreateVersion7(),
        UserId = number.UserId,
        ConnectionId = number.Id,
        ConversationId = conversation.Id,
        Author = state == MessageState.Received ? MessageAuthor.Contact : MessageAuthor.Product,
        Type = "text",
        Content = JsonSerializer.Serialize(new { body = text }),
        State = state,
        Wamid = wamid,
        Priority = Web.Messaging.Conversations.MessagePriority.Normal,
        At = at ?? Now,
        CreatedAt = Now,
        ChangedAt = Now,
    };

    public async Task<MessageRow> AddMessageAsync(ConversationRow conversation, string text, DateTimeOffset? at = null, MessageState state = MessageState.Received, string? wamid = null)
    {
        var message = Message(conversation, text, at, state, wamid);
        await SaveAsync(message);
        return message;
    }

    public Task<int> SaveAsync(params object[] rows) => app.ReadAsync(db =>
    {
        db.AddRange(rows);
        return db.SaveChangesAsync();
    });

    public Task<int> ChangeAsync(ConversationRow conversation, Action<ConversationRow> change) => app.ReadAsync(async db =>
    {
        change(await db.Conversations.SingleAsync(c => c.Id == conversation.Id));
        return await db.SaveChangesAsync();
    });

    /// <summary>As whoever wrote rows does when they are committed.</summary>
    public void Publish() => app.Services.GetRequiredService<UserChanges>().Publish(number.UserId);

    public async Task<T> GetAsync<T>(string path) => (await Person.Browser.GetFromJsonAsync<T>(path, Answers.OfApp, TestContext.Current.CancellationToken))!;

    /// <summary>Every page of a list, one after the other.</summary>
    public async Task<List<T>> GetAllAsync<T>(string path, Func<int, Task>? between = null)
    {
        List<T> all = [];
        string? after = null;
        for (var pages = 1; ; pages++)
        {
            var page = await GetAsync<ShownPage<T>>(after is null ? path : $"{path}&after={after}");
            all.AddRange(page.Data);
            if (page.Next is null) return all;
            after = page.Next;
            if (between is not null) await between(pages);
        }
    }
}
