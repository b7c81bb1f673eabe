namespace Threadway.Kapso.Tests.AgainstEmulator.Messages;

public sealed class MessageHistoryTests
{
    private const string Person = "+573001234567";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_read_back_with_both_ends_and_its_way()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);
        var question = await kapso.WriteAsync(Person, number.Id, "¿Está abierto?");
        var sent = await kapso.Client.Messages.SendAsync(number.Id, Person, new TextMessage { Body = "Sí", ReplyTo = question }, Token);
        await kapso.ControlAsync(HttpMethod.Post, $"phones/{Person}/read");

        var inbound = await kapso.Client.Messages.GetAsync(question, Token);
        var outbound = await kapso.Client.Messages.GetAsync(sent.Id, Token);

        Assert.Equal(
            (MessageDirection.Inbound, MessageStatus.Received, "text", "¿Está abierto?", "573001234567"),
            (inbound.Direction!.Value, inbound.Status!.Value, inbound.Type, inbound.Text, inbound.From));
        Assert.Equal(
            (MessageDirection.Outbound, MessageStatus.Read, "Sí", "573001234567", question),
            (outbound.Direction!.Value, outbound.Status!.Value, outbound.Text, outbound.To, outbound.ReplyTo));
        Assert.All([inbound, outbound], message => Assert.Equal((number.Id, inbound.ConversationId), (message.PhoneNumberId, message.ConversationId)));
        Assert.NotNull(inbound.ConversationId);
        Assert.Equal(
            [MessageStatus.Sent, MessageStatus.Delivered, MessageStatus.Read], outbound.Statuses.Select(update => update.Status));
    }

    [Fact]
    public async Task The_history_is_read_newest_first_over_several_pages()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person, "Number 0");
        for (var i = 1; i < 8; i++)
            await kapso.WriteAsync(Person, number.Id, $"Number {i}");

        var texts = await kapso.Client.Messages.ListAsync(new() { PhoneNumberId = number.Id, PageSize = 3 }, Token)
            .Select(message => message.Text).ToListAsync(Token);

        Assert.Equal(Enumerable.Range(0, 8).Reverse().Select(i => $"Number {i}"), texts);
    }

    [Fact]
    public async Task The_history_is_filtered_by_each_field()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person, "in");
        await kapso.Client.Messages.SendTextAsync(number.Id, Person, "out", Token);
        await kapso.Client.Messages.SendAsync(number.Id, Person, new ImageMessage { Link = new("https://example.com/a.jpg"), Caption = "picture" }, Token);
        await kapso.ControlAsync(HttpMethod.Post, $"phones/{Person}/read");
        await kapso.WriteAsync("+573007654321", number.Id, "other");
        var conversation = (await kapso.Client.Conversations.ListAsync(new() { PhoneNumber = "573007654321" }, Token).SingleAsync(Token)).Id;

        Assert.Equal(["in", "other"], await TextsAsync(new() { Direction = MessageDirection.Inbound }));
        Assert.Equal(["out", "picture"], await TextsAsync(new() { Status = MessageStatus.Read }));
        Assert.Equal(["picture"], await TextsAsync(new() { Type = "image" }));
        Assert.Equal(["in", "other", "out"], await TextsAsync(new() { HasMedia = false }));
        Assert.Equal(["other"], await TextsAsync(new() { PhoneNumber = "573007654321" }));
        Assert.Equal(["other"], await TextsAsync(new() { UserId = "CO.573007654321" }));
        Assert.Equal(["other"], await TextsAsync(new() { ConversationId = conversation }));
        Assert.Empty(await TextsAsync(new() { PhoneNumberId = Emulator.KapsoEmulator.OperatorPhoneNumberId }));

        async Task<List<string?>> TextsAsync(MessageFilter filter) => await kapso.Client.Messages.ListAsync(filter, Token)
            .Select(message => message.Text ?? message.Media?.Caption).Order().ToListAsync(Token);
    }

    [Fact]
    public async Task A_message_that_failed_tells_why()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);

        var sent = await kapso.Client.Messages.SendAsync(number.Id, Person, new ReactionMessage { MessageId = "wamid.none", Emoji = "👍" }, Token);

        var failed = await kapso.Client.Messages.GetAsync(sent.Id, Token);
        Assert.Equal(MessageStatus.Failed, failed.Status);
        Assert.NotNull(failed.Failure?.Code);
    }
}
