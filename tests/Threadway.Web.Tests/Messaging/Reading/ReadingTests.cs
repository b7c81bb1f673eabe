using System.Net;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Reading;

/// <summary>What a program reads of messages and conversations.</summary>
public sealed class ReadingTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    [Fact]
    public async Task A_message_is_read_with_all_that_is_known_of_it()
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync(waId: "5511912345678");
        var question = await chat.AddMessageAsync(conversation, "Hola", wamid: $"wamid.{Guid.NewGuid():N}");
        var answer = chat.Message(conversation, "¿Qué tal?", state: MessageState.Failed);
        (answer.ReplyTo, answer.FailureCode, answer.FailureTitle, answer.FailureRetryable, answer.Notes) =
            (question.Wamid, "window_closed", "The window is closed", true, """["tried twice"]""");
        await chat.SaveAsync(answer);

        var inbound = await chat.GetAsync<ShownMessage>($"/api/whatsapp/messages/{question.Id}");
        var outbound = await chat.GetAsync<ShownMessage>($"/api/whatsapp/messages/{answer.Id}");

        Assert.Equal(("inbound", "contact", "received", "5511912345678"), (inbound.Direction, inbound.Author, inbound.Status, inbound.From));
        Assert.Equal("Hola", inbound.Text!.Body);
        Assert.Equal((chat.PhoneNumberId, conversation.Id), (inbound.PhoneNumberId, inbound.ConversationId));
        Assert.Null(inbound.Priority);
        Assert.Empty(inbound.Notes);
        Assert.Equal(("outbound", "product", "failed", "normal"), (outbound.Direction, outbound.Author, outbound.Status, outbound.Priority));
        Assert.Equal(question.Wamid, outbound.Context!.MessageId);
        Assert.Equal(new("window_closed", "The window is closed", null, null, true), outbound.Failure);
        Assert.Equal(["tried twice"], outbound.Notes);
    }

    [Fact]
    public async Task A_numbers_messages_are_found_by_status_and_by_direction()
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync();
        var inbound = await chat.AddMessageAsync(conversation, "in");
        var failed = await chat.AddMessageAsync(conversation, "out", state: MessageState.Failed);
        var queued = await chat.AddMessageAsync(conversation, "out", state: MessageState.Queued);

        async Task<IEnumerable<Guid>> FoundAsync(string query) =>
            (await chat.GetAsync<ShownPage<ShownMessage>>($"/api/whatsapp/connections/{chat.PhoneNumberId}/messages?{query}")).Data.Select(m => m.Id);

        Assert.Equal([failed.Id], await FoundAsync("status=failed"));
        Assert.Equal([inbound.Id], await FoundAsync("direction=inbound"));
        Assert.Equal([queued.Id, failed.Id], await FoundAsync("direction=outbound"));
    }

    [Fact]
    public async Task Conversations_are_found_by_what_is_unread_open_or_failed_and_by_name_or_digits()
    {
        var chat = await Chat.StartAsync(app);
        var now = chat.Now;
        var unread = await chat.AddConversationAsync("Ana ÑANDÚ", unread: 2, lastMessageAt: now);
        var open = await chat.AddConversationAsync("Bruno 100%", lastInboundAt: now.AddHours(-23), lastMessageAt: now.AddMinutes(-1));
        var lapsed = await chat.AddConversationAsync("Carla", "573219876543", lastInboundAt: now.AddHours(-25), lastMessageAt: now.AddMinutes(-2));
        var refused = await chat.AddConversationAsync("Dora", lastInboundAt: now.AddHours(-2), lastMessageAt: now.AddMinutes(-3));
        var failure = await chat.AddMessageAsync(refused, "no", state: MessageState.Failed);
        await chat.ChangeAsync(refused, c => (c.WindowClosedAt, c.LastMessageId) = (now.AddHours(-1), failure.Id));

        async Task<IEnumerable<Guid>> FoundAsync(string query) =>
            (await chat.GetAsync<ShownPage<ShownConversation>>($"/api/whatsapp/connections/{chat.PhoneNumberId}/conversations?{query}")).Data.Select(c => c.Id);

        Assert.Equal([unread.Id, open.Id, lapsed.Id, refused.Id], await FoundAsync("filter=all"));
        Assert.Equal([unread.Id], await FoundAsync("filter=unread"));
        Assert.Equal([open.Id], await FoundAsync("filter=open"));
        Assert.Equal([refused.Id], await FoundAsync("filter=failed"));
        Assert.Equal([unread.Id], await FoundAsync("search=%C3%B1and%C3%BA"));
        Assert.Equal([open.Id], await FoundAsync("search=100%25"));
        Assert.Equal([lapsed.Id], await FoundAsync("search=%2B57 321 987"));
        Assert.Empty(await FoundAsync("search=nobody"));
    }

    [Fact]
    public async Task A_conversation_says_who_it_is_with_until_when_the_window_is_open_and_what_was_said_last()
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync("Ana", "573200000001", lastInboundAt: chat.Now.AddHours(-1), unread: 1);
        var last = await chat.AddMessageAsync(conversation, "Hola");
        await chat.ChangeAsync(conversation, c => c.LastMessageId = last.Id);

        var shown = await chat.GetAsync<ShownConversation>($"/api/whatsapp/conversations/{conversation.Id}");

        Assert.Equal(new("573200000001", "+573200000001", null, null, "Ana", new(false, null)), shown.Contact);
        Assert.True(shown.Window.Open);
        Assert.InRange(shown.Window.Until!.Value, chat.Now.AddHours(22), chat.Now.AddHours(24));
        Assert.Equal((1, last.Id, "Hola"), (shown.Unread, shown.LastMessage!.Id, shown.LastMessage.Text!.Body));
        Assert.Null(shown.Group);
    }

    [Fact]
    public async Task Nobody_reads_or_marks_what_is_anothers()
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync(unread: 1);
        var message = await chat.AddMessageAsync(conversation, "secret");
        var mallory = await app.SignInAsync();

        (string Path, string Code)[] reads =
        [
            ($"/api/whatsapp/messages/{message.Id}", "message_not_found"),
            ("/api/whatsapp/messages/nonsense", "message_not_found"),
            ($"/api/whatsapp/conversations/{conversation.Id}", "conversation_not_found"),
            ($"/api/whatsapp/conversations/{conversation.Id}/messages", "conversation_not_found"),
            ($"/api/whatsapp/connections/{chat.PhoneNumberId}/messages", "connection_not_found"),
            ($"/api/whatsapp/connections/{chat.PhoneNumberId}/conversations", "connection_not_found"),
        ];
        foreach (var (path, code) in reads)
        {
            using var answer = await mallory.GetAsync(path);
            await Expect.ProblemAsync(answer, HttpStatusCode.NotFound, code);
        }
        using var mark = await mallory.Browser.PostAsync(new Uri($"/api/whatsapp/conversations/{conversation.Id}/read", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await Expect.ProblemAsync(mark, HttpStatusCode.NotFound, "conversation_not_found");
        Assert.Equal(1, (await chat.GetAsync<ShownConversation>($"/api/whatsapp/conversations/{conversation.Id}")).Unread);
    }
}
