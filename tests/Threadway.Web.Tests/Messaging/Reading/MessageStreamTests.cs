using System.Net;
using System.Net.ServerSentEvents;
using Threadway.Web.Hosting.Paging;

namespace Threadway.Web.Tests.Messaging.Reading;

/// <summary>Messages and conversations as they change, for whoever listens, and for whoever was away.</summary>
public sealed class MessageStreamTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_begins_now_and_says_every_change_once()
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync("Ana");
        var before = await chat.AddMessageAsync(conversation, "before");
        await using var stream = await Listening.StartAsync(chat);

        var message = await chat.AddMessageAsync(conversation, "now");
        chat.Publish();
        var first = await stream.NextAsync();
        chat.Publish();
        await chat.ChangeAsync(conversation, c => (c.Unread, c.ChangedAt) = (1, chat.Now));
        chat.Publish();
        var second = await stream.NextAsync();

        Assert.Equal(("message", message.Id), (first.Type, first.Message.Id));
        Assert.Equal("now", first.Message.Text!.Body);
        Assert.Equal(("conversation", conversation.Id, 1), (second.Type, second.Conversation.Id, second.Conversation.Unread));
        Assert.NotEqual(before.Id, first.Message.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_was_away_is_told_all_that_changed_meanwhile(bool byHeader)
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync();
        string last;
        await using (var stream = await Listening.StartAsync(chat)) last = stream.LastEventId;

        // More than are read at once, and many of one instant.
        var instant = chat.Now;
        var missed = Enumerable.Range(0, 450).Select(i => chat.Message(conversation, $"m{i}")).ToList();
        foreach (var message in missed.Take(300)) message.ChangedAt = instant;
        await chat.SaveAsync([.. missed]);
        await using var again = await Listening.StartAsync(chat, last, byHeader);
        HashSet<Guid> told = [];
        var events = 0;
        while (told.Count < missed.Count)
        {
            var next = await again.NextAsync();
            if (next.Type != "message") continue;
            events++;
            told.Add(next.Message.Id);
        }

        Assert.Equal(missed.Select(m => m.Id).Order(), told.Order());
        Assert.Equal(missed.Count, events);
    }

    [Fact]
    public async Task What_is_committed_late_is_told_all_the_same()
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync();
        await using var stream = await Listening.StartAsync(chat);
        var early = chat.Now;
        var later = await chat.AddMessageAsync(conversation, "written later, seen first");
        chat.Publish();
        var first = await stream.NextAsync();

        var late = chat.Message(conversation, "written first, seen later");
        late.ChangedAt = early.AddSeconds(-5);
        await chat.SaveAsync(late);
        chat.Publish();
        var second = await stream.NextAsync();

        Assert.Equal([later.Id, late.Id], [first.Message.Id, second.Message.Id]);
        Assert.True(Cursor.Read("events", first.EventId!)!.Value.At <= Cursor.Read("events", second.EventId!)!.Value.At, "The place to go on from went back.");
    }

    [Fact]
    public async Task Two_streams_of_a_user_hear_the_same_and_another_user_hears_nothing_of_it()
    {
        var chat = await Chat.StartAsync(app);
        var other = await Chat.StartAsync(app);
        var (conversation, others) = (await chat.AddConversationAsync(), await other.AddConversationAsync());
        await using var one = await Listening.StartAsync(chat);
        await using var two = await Listening.StartAsync(chat);
        await using var foreign = await Listening.StartAsync(other);

        var message = await chat.AddMessageAsync(conversation, "for Alice");
        chat.Publish();
        var heard = await Task.WhenAll(one.NextAsync(), two.NextAsync());
        var own = await other.AddMessageAsync(others, "for Bob");
        other.Publish();
        var heardByOther = await foreign.NextAsync();

        Assert.All(heard, heardByEach => Assert.Equal(message.Id, heardByEach.Message.Id));
        Assert.Equal(own.Id, heardByOther.Message.Id);
    }

    [Fact]
    public async Task An_id_that_is_unreadable_or_too_old_is_refused()
    {
        var chat = await Chat.StartAsync(app);
        string[] ids = ["nonsense", Cursor.Write("events", new(chat.Now.AddDays(-8), Guid.Empty)), Cursor.Write("events", new(chat.Now.AddHours(1), Guid.Empty)), Cursor.Write("other", new(chat.Now, Guid.Empty))];

        foreach (var id in ids)
        {
            using var answer = await chat.Person.GetAsync($"/api/whatsapp/messages/events?lastEventId={id}");
            await Expect.ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid_event_id");
        }
    }

    private sealed record Heard(string Type, string? EventId, string Data)
    {
        public ShownMessage Message => Answers.ParseApp<ShownMessage>(Data);

        public ShownConversation Conversation => Answers.ParseApp<ShownConversation>(Data);
    }

    /// <summary>A program that listens; it has begun when this is made.</summary>
    private sealed class Listening(HttpResponseMessage answer, Stream body, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
    {
        public string LastEventId { get; private set; } = "";

        public static async Task<Listening> StartAsync(Chat chat, string? since = null, bool byHeader = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/whatsapp/messages/events{(since is null || byHeader ? "" : $"?lastEventId={since}")}", UriKind.Relative));
            if (since is not null && byHeader) request.Headers.Add("Last-Event-ID", since);
            var answer = await chat.Person.Browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
            Assert.Equal("text/event-stream", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
            var body = await answer.Content.ReadAsStreamAsync(Stop);
            var listening = new Listening(answer, body, SseParser.Create(body).EnumerateAsync(Stop).GetAsyncEnumerator(Stop));
            Assert.Equal("ping", (await listening.ReadAsync()).Type);
            return listening;
        }

        /// <summary>The next event that says something.</summary>
        public async Task<Heard> NextAsync()
        {
            while (true)
            {
                if (await ReadAsync() is { Type: not "ping" } heard) return heard;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await events.DisposeAsync();
            await body.DisposeAsync();
            answer.Dispose();
        }

        private async Task<Heard> ReadAsync()
        {
            Assert.True(await events.MoveNextAsync(), "The stream ended.");
            LastEventId = events.Current.EventId ?? LastEventId;
            return new(events.Current.EventType, events.Current.EventId, events.Current.Data);
        }
    }
}
