using Microsoft.EntityFrameworkCore;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Receiving;

public sealed class ReceivedMessageTests(SharedApp shared)
{
    private const string Ana = "573001112233";

    [Fact]
    public async Task What_somebody_writes_opens_a_conversation_and_the_window_and_is_unread_once()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var told = number.Told.Inbound("wamid.a", 10, "text", """{"body":"Hola"}""", Ana, "CO.1", "Ana", """{"context":{"id":"wamid.q","forwarded":true},"referral":{"source_type":"ad"}}""");

        Assert.Equal(1, await number.HearAsync(told, told));
        Assert.Equal(0, await number.HearAsync(told));

        var message = (await number.MessagesAsync()).Single();
        Assert.Equal((MessageAuthor.Contact, MessageState.Received, "text", "wamid.q", ToldEvents.At(10)), (message.Author, message.State, message.Type, message.ReplyTo, message.At));
        Assert.Equal("""{"body":"Hola"}""", message.Content);
        Assert.Equal("""{"referral":{"source_type":"ad"},"forwarded":true}""", message.Extras);
        var conversation = (await number.ConversationsAsync()).Single();
        Assert.Equal((1, ToldEvents.At(10), message.Id), (conversation.Unread, conversation.LastInboundAt, conversation.LastMessageId));
        Assert.Equal((Ana, "CO.1", "Ana"), ((await number.ContactsAsync()).Single() is var contact ? contact.WaId : null, contact.ScopedUserId, contact.Name));
    }

    [Fact]
    public async Task History_and_what_the_owner_writes_open_no_window_and_are_not_unread()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);

        await number.HearAsync(
            number.Told.Inbound("wamid.h", 20, "text", """{"body":"Antes"}""", Ana, origin: "history_sync"),
            number.Told.Outbound("wamid.e", 30, Ana, [], origin: "business_app", status: "sent"));

        var conversation = (await number.ConversationsAsync()).Single();
        Assert.Equal((0, null), (conversation.Unread, conversation.LastInboundAt));
        Assert.Equal([(MessageAuthor.History, MessageState.Received), (MessageAuthor.OwnerPhone, MessageState.Sent)], (await number.MessagesAsync()).Select(m => (m.Author, m.State)));
    }

    [Fact]
    public async Task What_was_written_before_the_number_was_connected_opens_no_window()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App, connectedAt: 50);
        await number.HearAsync(number.Told.Text("wamid.a", 10, Ana));

        Assert.Null((await number.ConversationsAsync()).Single().LastInboundAt);
    }

    [Fact]
    public async Task Reactions_edits_and_deletions_name_their_message_and_are_not_unread()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        await number.HearAsync(
            number.Told.Inbound("wamid.r", 10, "reaction", """{"message_id":"wamid.x","emoji":"👍"}""", Ana),
            number.Told.Inbound("wamid.e", 11, "edit", """{"original_message_id":"wamid.y","message":{"type":"text","text":{"body":"Mejor"}}}""", Ana),
            number.Told.Inbound("wamid.d", 12, "revoke", """{"original_message_id":"wamid.z"}""", Ana));

        Assert.Equal(["wamid.x", "wamid.y", "wamid.z"], (await number.MessagesAsync()).Select(m => m.ReplyTo!));
        Assert.Equal(0, (await number.ConversationsAsync()).Single().Unread);
    }

    [Fact]
    public async Task A_kind_that_nobody_knows_is_kept_as_it_came()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        await number.HearAsync(
            number.Told.Inbound("wamid.n", 10, "hologram", """{"depth":3}""", Ana),
            number.Told.Inbound("wamid.u", 11, "unsupported", """{"type":"poll"}""", Ana, besides: """{"errors":[{"code":131060,"title":"On the phone"}]}"""));

        var messages = await number.MessagesAsync();
        Assert.Equal(("hologram", """{"depth":3}"""), (messages[0].Type, messages[0].Content));
        Assert.Equal(("unsupported", """{"errors":[{"code":131060,"title":"On the phone"}]}"""), (messages[1].Type, messages[1].Extras));
        Assert.Equal(2, (await number.ConversationsAsync()).Single().Unread);
    }

    [Fact]
    public async Task A_group_is_one_conversation_that_says_who_wrote()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        await number.HearAsync(
            number.Told.Inbound("wamid.1", 10, "text", """{"body":"A"}""", Ana, name: "Ana", besides: """{"group_id":"g1"}"""),
            number.Told.Inbound("wamid.2", 11, "text", """{"body":"B"}""", "573009", besides: """{"group_id":"g1"}"""));

        var conversation = (await number.ConversationsAsync()).Single();
        Assert.Equal(("g1", null), (conversation.GroupId, conversation.ContactId));
        Assert.Empty(await number.ContactsAsync());
        Assert.Contains($"\"from\":\"{Ana}\"", (await number.MessageAsync("wamid.1")).Extras, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_one_second_are_in_the_order_in_which_they_came()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var wamids = Enumerable.Range(0, 30).Select(i => $"wamid.{i}").ToList();
        foreach (var some in wamids.Chunk(7)) await number.HearAsync([.. some.Select(wamid => number.Told.Text(wamid, 10, Ana))]);

        Assert.Equal(wamids, (await number.MessagesAsync()).Select(m => m.Wamid!));
        Assert.Equal((await number.MessageAsync("wamid.29")).Id, (await number.ConversationsAsync()).Single().LastMessageId);
    }

    [Fact]
    public async Task A_number_of_nobody_is_nothing_to_us()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);

        Assert.Equal(0, await number.HearAsync(new ToldEvents("nobodys").Text("wamid.a", 10, Ana)));
        Assert.Empty(await number.MessagesAsync());
    }

    [Fact]
    public async Task Groups_of_events_of_one_number_at_once_store_each_message_once()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var events = Enumerable.Range(0, 10).Select(i => number.Told.Text($"wamid.{i}", i, i % 2 == 0 ? Ana : "5491123456789", name: "X")).ToList();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => number.HearAsync([.. events]))));

        Assert.Equal(10, (await number.MessagesAsync()).Count);
        Assert.Equal([5, 5], (await number.ConversationsAsync()).Select(c => c.Unread));
    }

    [Fact]
    public async Task A_decision_about_marketing_that_is_older_than_another_says_nothing()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        await number.HearAsync(number.Told.Marketing(Ana, "stopped", 7, 10));
        await number.HearAsync(number.Told.Marketing(Ana, "resumed", 6, 20));

        var contact = (await number.ContactsAsync()).Single();
        Assert.Equal((true, 7L), (contact.MarketingStopped, contact.MarketingSequence));
        Assert.Empty(await number.ConversationsAsync());
    }

    [Fact]
    public async Task A_changed_identity_joins_what_was_kept_under_both()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        await number.HearAsync(number.Told.Text("wamid.1", 10, Ana, "CO.1", "Ana"));
        await number.HearAsync(number.Told.Inbound("wamid.2", 20, "text", """{"body":"Yo"}""", null, "CO.2", "Anita"));
        Assert.Equal(2, (await number.ConversationsAsync()).Count);

        await number.HearAsync(number.Told.Identity(null, "CO.2", "CO.1"));

        var conversation = (await number.ConversationsAsync()).Single();
        Assert.Equal((2, ToldEvents.At(20)), (conversation.Unread, conversation.LastMessageAt));
        Assert.Equal((Ana, "CO.2", "Anita"), ((await number.ContactsAsync()).Single() is var contact ? contact.WaId : null, contact.ScopedUserId, contact.Name));
        Assert.Equal(2, await shared.App.ReadAsync(db => db.Messages.CountAsync(m => m.ConversationId == conversation.Id)));
    }
}
