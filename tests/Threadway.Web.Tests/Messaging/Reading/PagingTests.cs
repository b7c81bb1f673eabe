using System.Net;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Reading;

/// <summary>Lists, from page to page.</summary>
public sealed class PagingTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    [Fact]
    public async Task Going_from_page_to_page_doubles_and_skips_nothing_while_messages_arrive()
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync();
        var old = Enumerable.Range(0, 25).Select(i => chat.Message(conversation, $"m{i}", chat.Now.AddMinutes(-100 + i))).ToList();
        await chat.SaveAsync([.. old]);

        var read = await chat.GetAllAsync<ShownMessage>(
            $"/api/whatsapp/conversations/{conversation.Id}/messages?limit=7", page => chat.AddMessageAsync(conversation, $"new {page}"));

        Assert.Equal(old.Select(m => m.Id).Reverse(), read.Select(m => m.Id));
        Assert.Equal("m24", read[0].Text!.Body);
    }

    [Fact]
    public async Task Messages_of_one_instant_are_each_read_once()
    {
        var chat = await Chat.StartAsync(app);
        var conversation = await chat.AddConversationAsync();
        var instant = chat.Now;
        var rows = Enumerable.Range(0, 9).Select(i => chat.Message(conversation, $"m{i}", instant)).ToList();
        await chat.SaveAsync([.. rows]);

        var ofConversation = await chat.GetAllAsync<ShownMessage>($"/api/whatsapp/conversations/{conversation.Id}/messages?limit=2");
        var ofNumber = await chat.GetAllAsync<ShownMessage>($"/api/whatsapp/connections/{chat.PhoneNumberId}/messages?limit=4");

        Assert.Equal(rows.Select(m => m.Id).OrderDescending(), ofConversation.Select(m => m.Id));
        Assert.Equal(ofConversation.Select(m => m.Id), ofNumber.Select(m => m.Id));
    }

    [Fact]
    public async Task Conversations_keep_their_order_while_one_of_them_moves_to_the_front()
    {
        var chat = await Chat.StartAsync(app);
        List<ConversationRow> rows = [];
        for (var i = 0; i < 7; i++) rows.Add(await chat.AddConversationAsync(lastMessageAt: chat.Now.AddMinutes(-i)));

        var read = await chat.GetAllAsync<ShownConversation>(
            $"/api/whatsapp/connections/{chat.PhoneNumberId}/conversations?limit=3", _ => chat.ChangeAsync(rows[0], c => c.LastMessageAt = chat.Now.AddMinutes(1)));

        Assert.Equal(rows.Select(c => c.Id), read.Select(c => c.Id));
    }

    [Fact]
    public async Task A_cursor_that_was_changed_or_is_another_lists_is_refused_and_names_its_field()
    {
        var chat = await Chat.StartAsync(app);
        var (one, other) = (await chat.AddConversationAsync(), await chat.AddConversationAsync());
        foreach (var text in (string[])["a", "b"]) await chat.AddMessageAsync(one, text);
        var next = (await chat.GetAsync<ShownPage<ShownMessage>>($"/api/whatsapp/conversations/{one.Id}/messages?limit=1")).Next!;
        var changed = (next[0] == 'A' ? 'B' : 'A') + next[1..];

        foreach (var (conversation, after) in ((Guid, string)[])[(one.Id, changed), (one.Id, next[..^1]), (one.Id, "%F0%9F%98%80"), (other.Id, next)])
        {
            using var answer = await chat.Person.GetAsync($"/api/whatsapp/conversations/{conversation}/messages?after={after}");
            await Expect.ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid_cursor", "after");
        }
    }

    [Theory]
    [InlineData("messages?limit=0", "limit")]
    [InlineData("messages?limit=101", "limit")]
    [InlineData("messages?status=lost", "status")]
    [InlineData("messages?direction=sideways", "direction")]
    [InlineData("conversations?filter=odd", "filter")]
    public async Task What_a_list_does_not_know_is_refused_and_named(string list, string field)
    {
        var chat = await Chat.StartAsync(app);

        using var answer = await chat.Person.GetAsync($"/api/whatsapp/connections/{chat.PhoneNumberId}/{list}");

        await Expect.ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid_request", field);
    }
}
