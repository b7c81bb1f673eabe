using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Conversations;

public sealed class ConversationTests
{
    private static readonly DateTimeOffset May = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversations_are_listed_with_every_filter()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/conversations");

        var conversation = Assert.Single(await kapso.Client().Conversations.ListAsync(
            new()
            {
                PhoneNumberId = "1",
                PhoneNumber = "34600",
                Status = ConversationStatus.Active,
                AssignedUserId = "u1",
                Unassigned = false,
                CreatedAfter = May,
                CreatedBefore = May,
                LastActiveAfter = May,
                LastActiveBefore = May,
                PageSize = 10,
            },
            Token).ToListAsync(Token));

        const string Day = "2026-05-01T00%3A00%3A00Z";
        Assert.Equal(
            "GET /platform/v1/whatsapp/conversations?phone_number_id=1&phone_number=34600&status=active&assigned_user_id=u1&unassigned=false"
            + $"&created_after={Day}&created_before={Day}&last_active_after={Day}&last_active_before={Day}&limit=10",
            kapso.Request.Line);
        Assert.Equal(("34600998877", "Ana", "ES.invented.1"), (conversation.PhoneNumber, conversation.ContactName, conversation.UserId));
        Assert.Equal((3, "wamid.INVENTED0011"), (conversation.MessagesCount, conversation.LastMessageId));
        Assert.Equal(new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero), conversation.LastActiveAt);
        Assert.Equal(new DateTimeOffset(2026, 5, 4, 10, 0, 0, 123, 456, TimeSpan.Zero), conversation.LastInboundAt);
        Assert.Null(conversation.LastOutboundAt);
        Assert.DoesNotContain("34600998877", conversation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_is_read_and_ended()
    {
        var kapso = new ScriptedKapso().Answers("""{"data":{"id":"c1","status":"active"}}""").Answers("""{"data":{"id":"c1","status":"ended"}}""");

        var read = await kapso.Client().Conversations.GetAsync("c1", Token);
        var ended = await kapso.Client().Conversations.UpdateAsync("c1", ConversationStatus.Ended, Token);

        Assert.Equal((ConversationStatus.Active, ConversationStatus.Ended), (read.Status, ended.Status));
        Assert.Equal(
            ["GET /platform/v1/whatsapp/conversations/c1", "PATCH /platform/v1/whatsapp/conversations/c1"],
            kapso.Requests.Select(request => request.Line));
        Assert.Equal("""{"whatsapp_conversation":{"status":"ended"}}""", kapso.Requests[1].Json);
    }
}
