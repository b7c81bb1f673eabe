using System.Net;
using System.Net.Http.Json;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Reading;

/// <summary>A conversation that somebody has seen.</summary>
public sealed class MarkReadTests(SharedApp shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dedicated", null, true)]
    [InlineData("dedicated", false, false)]
    [InlineData("coexistence", null, false)]
    [InlineData("coexistence", true, true)]
    public async Task The_contact_is_told_where_the_number_is_on_no_phone_or_the_caller_wants_it(string connectionType, bool? tellContact, bool told)
    {
        var chat = await Chat.StartAsync(shared.App, connectionType);
        var conversation = await UnreadAsync(chat, "wamid.newest");
        var before = shared.App.Kapso.LastRequestId;

        // Kapso knows no such message and refuses: what was read here is read all the same.
        using var answer = await MarkAsync(chat, conversation, tellContact);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(0, (await chat.GetAsync<ShownConversation>($"/api/whatsapp/conversations/{conversation.Id}")).Unread);
        var marks = shared.App.Kapso.RequestsAfter(before).Where(request => request.Path.EndsWith($"/{chat.PhoneNumberId}/messages", StringComparison.Ordinal)).ToList();
        Assert.Equal(told, marks.Count > 0);
        Assert.All(marks, mark => Assert.Contains("wamid.newest", mark.RequestBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_read_before_is_told_again_only_where_the_caller_wants_it_and_then_a_failure_is_said()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var chat = await Chat.StartAsync(app);
        var conversation = await UnreadAsync(chat, "wamid.newest");
        using var first = await MarkAsync(chat, conversation, tellContact: false);
        var before = app.Kapso.LastRequestId;

        using var usual = await MarkAsync(chat, conversation, tellContact: null);
        Assert.Equal(HttpStatusCode.NoContent, usual.StatusCode);
        Assert.DoesNotContain(app.Kapso.RequestsAfter(before), request => request.Path.EndsWith($"/{chat.PhoneNumberId}/messages", StringComparison.Ordinal));

        using var refused = await MarkAsync(chat, conversation, tellContact: true);
        await Expect.ProblemAsync(refused, HttpStatusCode.BadGateway, "kapso_mark_read_failed");

        await app.Kapso.FailNextAsync(new { method = "POST", route = "/meta/whatsapp", status = 200, rawBody = """{"success":true}""", times = 1 });
        using var taken = await MarkAsync(chat, conversation, tellContact: true);
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
    }

    [Fact]
    public async Task What_is_older_than_thirty_days_is_not_told()
    {
        var chat = await Chat.StartAsync(shared.App);
        var conversation = await chat.AddConversationAsync(unread: 1);
        await chat.AddMessageAsync(conversation, "old", chat.Now.AddDays(-31), wamid: "wamid.old");
        var before = shared.App.Kapso.LastRequestId;

        using var answer = await MarkAsync(chat, conversation, tellContact: true);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.DoesNotContain(shared.App.Kapso.RequestsAfter(before), request => request.Path.EndsWith($"/{chat.PhoneNumberId}/messages", StringComparison.Ordinal));
    }

    private static async Task<ConversationRow> UnreadAsync(Chat chat, string newest)
    {
        var conversation = await chat.AddConversationAsync(unread: 3);
        await chat.AddMessageAsync(conversation, "older", chat.Now.AddMinutes(-1), wamid: "wamid.older");
        await chat.AddMessageAsync(conversation, "newest", wamid: newest);
        return conversation;
    }

    private static Task<HttpResponseMessage> MarkAsync(Chat chat, ConversationRow conversation, bool? tellContact) =>
        chat.Person.Browser.PostAsync(
            new Uri($"/api/whatsapp/conversations/{conversation.Id}/read", UriKind.Relative),
            tellContact is null ? null : JsonContent.Create(new { tellContact }),
            Stop);
}
