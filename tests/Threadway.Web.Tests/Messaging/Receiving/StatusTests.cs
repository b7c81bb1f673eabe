using Microsoft.EntityFrameworkCore;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Receiving;

public sealed class StatusTests(SharedApp shared)
{
    private const string Ana = "573001112233";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_status_that_names_our_message_settles_what_nobody_knew_of_it(bool isGivenUp)
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var own = await number.SendAsync(Ana, isGivenUp ? MessageState.Unknown : MessageState.Sending);
        await number.HearAsync(number.Told.StatusAlone("wamid.own", Ana, "delivered@20", own.Id.ToString()));

        var settled = await number.MessageAsync(own.Id);
        Assert.Equal(("wamid.own", MessageState.Delivered, null, ToldEvents.At(20)), (settled.Wamid, settled.State, settled.DoubtSince, settled.AcceptedAt));
        Assert.Single(await number.MessagesAsync());
    }

    [Fact]
    public async Task A_status_before_our_own_answer_waits_and_is_joined()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var own = await number.SendAsync(Ana);
        await number.HearAsync(number.Told.StatusAlone("wamid.own", Ana, "sent@20"), number.Told.Outbound("wamid.own", 20, Ana, ["sent@20", "read@21"]));
        Assert.Equal(MessageState.Sending, (await number.MessagesAsync()).Single().State);

        await AcceptAsync(number, own.Id, "wamid.own");

        var accepted = await number.MessageAsync(own.Id);
        Assert.Equal((MessageState.Read, ToldEvents.At(20), ToldEvents.At(21)), (accepted.State, accepted.SentAt, accepted.ReadAt));
    }

    [Fact]
    public async Task An_answer_and_its_status_at_once_miss_each_other_never()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        for (var i = 0; i < 10; i++)
        {
            var own = await number.SendAsync(Ana);
            var wamid = $"wamid.{i}";
            await Task.WhenAll(Task.Run(() => AcceptAsync(number, own.Id, wamid)), Task.Run(() => number.HearAsync(number.Told.StatusAlone(wamid, Ana, "sent@20"))));

            Assert.Equal(MessageState.Sent, (await number.MessageAsync(own.Id)).State);
        }
    }

    [Fact]
    public async Task A_message_that_is_known_under_another_id_of_the_same_key_is_the_same()
    {
        const string ours = "wamid.HBgLMTU1NTEyMzQ1NjcVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA", theirs = "wamid.HBgMNTczMDAxMTEyMjMzFQIAEhgSOUEzQ0E1QjNENENENkU2N0U3AA==";
        Assert.Equal(Wamids.TailOf(ours), Wamids.TailOf(theirs));
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var own = await number.SendAsync(Ana);
        await AcceptAsync(number, own.Id, ours);

        await number.HearAsync(number.Told.Outbound(theirs, 20, Ana, ["delivered@21"]));

        var known = (await number.MessagesAsync()).Single();
        Assert.Equal((own.Id, ours, MessageState.Delivered), (known.Id, known.Wamid, known.State));
    }

    [Fact]
    public async Task What_another_program_sends_is_the_products_and_of_no_key()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        await number.HearAsync(number.Told.Outbound("wamid.p", 20, Ana, ["sent@20", "delivered@21"]));

        var message = (await number.MessagesAsync()).Single();
        Assert.Equal((MessageAuthor.Product, null, null, MessageState.Delivered), (message.Author, message.ApiKeyId, message.To, message.State));
    }

    [Fact]
    public async Task A_copy_that_did_not_say_whose_it_is_gives_way_to_ours()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var own = await number.SendAsync(Ana, MessageState.Unknown);
        await number.HearAsync(number.Told.Outbound("wamid.own", 20, Ana, ["sent@20"]));
        Assert.Equal(2, (await number.MessagesAsync()).Count);

        await number.HearAsync(number.Told.StatusAlone("wamid.own", Ana, "delivered@21", own.Id.ToString()));

        var message = (await number.MessagesAsync()).Single();
        Assert.Equal((own.Id, "wamid.own", MessageState.Delivered, ToldEvents.At(20)), (message.Id, message.Wamid, message.State, message.SentAt));
        Assert.Equal(own.Id, (await number.ConversationsAsync()).Single().LastMessageId);
    }

    [Fact]
    public async Task That_the_window_is_closed_is_known_until_the_contact_writes_again()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var own = await number.SendAsync(Ana);
        await number.HearAsync(number.Told.StatusAlone("wamid.own", Ana, "failed@20:131047", own.Id.ToString()));

        var message = await number.MessageAsync(own.Id);
        Assert.Equal((MessageState.Failed, "window_closed", "131047", false), (message.State, message.FailureCode, message.FailureProviderCode, message.FailureRetryable));
        Assert.Equal(ToldEvents.At(20), (await number.ConversationsAsync()).Single().WindowClosedAt);

        await number.HearAsync(number.Told.Text("wamid.in", 30, Ana));
        var conversation = (await number.ConversationsAsync()).Single();
        Assert.True(conversation.LastInboundAt > conversation.WindowClosedAt);
    }

    [Fact]
    public async Task Whoever_refuses_marketing_at_Meta_gets_no_more()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var own = await number.SendAsync(Ana);
        await number.HearAsync(number.Told.StatusAlone("wamid.own", Ana, "failed@20:131050", own.Id.ToString()));

        Assert.Equal("marketing_stopped", (await number.MessageAsync(own.Id)).FailureCode);
        Assert.True((await number.ContactsAsync()).Single().MarketingStopped);
    }

    [Fact]
    public async Task A_word_that_nobody_knows_is_kept_and_changes_nothing()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var own = await number.SendAsync(Ana);
        await AcceptAsync(number, own.Id, "wamid.own");
        await number.HearAsync(number.Told.StatusAlone("wamid.own", Ana, "played@20"));

        Assert.Equal(MessageState.Accepted, (await number.MessageAsync(own.Id)).State);
        Assert.Equal("played", await shared.App.ReadAsync(db => db.MessageStatuses.Where(s => s.MessageId == own.Id).Select(s => s.Status).SingleAsync()));
    }

    /// <summary>As the sender does when Kapso's answer came.</summary>
    private Task<int> AcceptAsync(ReceivingNumber number, Guid messageId, string wamid) => number.InTurnAsync(async db =>
    {
        var updated = await db.Messages.Where(m => m.Id == messageId && m.State == MessageState.Sending).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.State, MessageState.Accepted).SetProperty(m => m.Wamid, wamid).SetProperty(m => m.WamidTail, Wamids.TailOf(wamid))
            .SetProperty(m => m.DoubtSince, (DateTimeOffset?)null).SetProperty(m => m.AcceptedAt, ToldEvents.At(100)));
        await StatusBook.JoinAsync(db, number.ConnectionId, new Dictionary<string, Guid> { [wamid] = messageId }, shared.App.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        return updated;
    });
}
