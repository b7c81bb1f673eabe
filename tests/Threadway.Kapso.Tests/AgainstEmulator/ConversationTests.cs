namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class ConversationTests
{
    private const string Ana = "+573001234567";
    private const string Bea = "+573007654321";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_tells_with_whom_it_is_and_how_it_went()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Ana);
        var sent = await kapso.Client.Messages.SendTextAsync(number.Id, Ana, "Hola", Token);

        var listed = Assert.Single(await ListAsync(kapso, new()));
        var conversation = await kapso.Client.Conversations.GetAsync(listed.Id, Token);

        Assert.Equal(
            ("573001234567", number.Id, ConversationStatus.Active),
            (conversation.PhoneNumber, conversation.PhoneNumberId, conversation.Status!.Value));
        Assert.Equal((2, sent.Id), (conversation.MessagesCount, conversation.LastMessageId));
        Assert.NotNull(conversation.LastInboundAt);
        Assert.NotNull(conversation.LastOutboundAt);
        Assert.NotNull(conversation.LastActiveAt);
        Assert.NotNull(conversation.CreatedAt);
    }

    [Fact]
    public async Task A_conversation_is_ended_and_active_again_with_the_next_message()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Ana);
        var id = Assert.Single(await ListAsync(kapso, new())).Id;

        var ended = await kapso.Client.Conversations.UpdateAsync(id, ConversationStatus.Ended, Token);
        await kapso.WriteAsync(Ana, number.Id, "¿Hola?");

        Assert.Equal(ConversationStatus.Ended, ended.Status);
        Assert.Equal(ConversationStatus.Active, (await kapso.Client.Conversations.GetAsync(id, Token)).Status);
    }

    [Fact]
    public async Task Conversations_are_listed_over_several_pages_and_by_each_filter()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Ana);
        var first = Assert.Single(await ListAsync(kapso, new()));
        await kapso.AdvanceAsync("01:00:00");
        await kapso.WriteAsync(Bea, number.Id, "Hola");
        await kapso.ConnectInTalkAsync(Ana);
        await kapso.Client.Conversations.UpdateAsync(first.Id, ConversationStatus.Ended, Token);
        var between = first.CreatedAt!.Value.AddMinutes(30);

        Assert.Equal(3, (await ListAsync(kapso, new() { PageSize = 1 })).DistinctBy(one => one.Id).Count());
        Assert.Equal(2, (await ListAsync(kapso, new() { PhoneNumberId = number.Id })).Count);
        Assert.Equal("573007654321", Assert.Single(await ListAsync(kapso, new() { PhoneNumber = "573007654321" })).PhoneNumber);
        Assert.Equal(first.Id, Assert.Single(await ListAsync(kapso, new() { Status = ConversationStatus.Ended })).Id);
        Assert.Equal(first.Id, Assert.Single(await ListAsync(kapso, new() { CreatedBefore = between })).Id);
        Assert.Equal(2, (await ListAsync(kapso, new() { CreatedAfter = between })).Count);
        Assert.Equal(first.Id, Assert.Single(await ListAsync(kapso, new() { LastActiveBefore = between })).Id);
        Assert.Equal(2, (await ListAsync(kapso, new() { LastActiveAfter = between })).Count);
        Assert.Equal(3, (await ListAsync(kapso, new() { Unassigned = true })).Count);
    }

    private static async Task<List<Conversation>> ListAsync(EmulatedKapso kapso, ConversationFilter filter) =>
        await kapso.Client.Conversations.ListAsync(filter, Token).ToListAsync(Token);
}
