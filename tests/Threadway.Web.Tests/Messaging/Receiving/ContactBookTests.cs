using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Tests.Messaging.Receiving;

public sealed class ContactBookTests(SharedApp shared)
{
    [Fact]
    public async Task One_person_has_one_conversation_whichever_of_the_names_comes()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var first = await number.OpenAsync(new(WaId: "5491123456789", ScopedUserId: "AR.1"));

        Assert.Equal(first.Id, (await number.OpenAsync(new(Typed: "541123456789"))).Id);
        Assert.Equal(first.Id, (await number.OpenAsync(new(ScopedUserId: "AR.1"))).Id);
        Assert.NotEqual(first.Id, (await number.OpenAsync(new(ScopedUserId: "AR.2"))).Id);
        Assert.NotEqual(first.Id, (await number.OpenAsync(new(GroupId: "123@g.us"))).Id);
        Assert.Equal("5491123456789", (await number.ContactsAsync()).Single(c => c.ScopedUserId == "AR.1").WaId);
    }

    [Fact]
    public async Task Another_number_of_the_same_user_has_contacts_of_its_own()
    {
        var (one, other) = (await ReceivingNumber.MakeAsync(shared.App), await ReceivingNumber.MakeAsync(shared.App));

        Assert.NotEqual((await one.OpenAsync(new(WaId: "573001"))).Id, (await other.OpenAsync(new(WaId: "573001"))).Id);
    }

    [Fact]
    public async Task Many_are_opened_at_once_and_the_same_twice_is_one()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);

        var ids = await number.InTurnAsync(async db =>
        {
            var opened = await number.Book.OpenAsync(
                db, number.UserId, number.ConnectionId, [new(Typed: "541123456789"), new(Typed: "573002"), new(Typed: "5491123456789")], shared.App.Time.GetUtcNow(), TestContext.Current.CancellationToken);
            await db.SaveChangesAsync();
            return opened.Select(conversation => conversation.Id).ToList();
        });

        Assert.Equal(ids[0], ids[2]);
        Assert.Equal(2, (await number.ConversationsAsync()).Count);
    }

    [Fact]
    public async Task Two_who_open_it_at_once_get_one_conversation()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => number.OpenAsync(i % 2 == 0 ? new(Typed: "541123456789") : new(WaId: "5491123456789")))));

        Assert.Single(opened.Select(conversation => conversation.Id).Distinct());
        Assert.Single(await number.ContactsAsync());
    }

    [Fact]
    public async Task A_name_learnt_later_joins_two_with_all_that_they_have()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        await number.HearAsync(number.Told.Text("wamid.one", 10, "573009", name: "Ana"));
        var older = (await number.ConversationsAsync()).Single();
        var own = await number.SendAsync("573008");
        await shared.App.ReadAsync(async db =>
        {
            db.SendLines.Add(new() { ConversationId = own.ConversationId, ConnectionId = number.ConnectionId, InFlight = own.Id, PacedUntil = ToldEvents.At(90) });
            return await db.SaveChangesAsync();
        });

        var standing = await number.InTurnAsync(async db =>
        {
            var learnt = await number.Book.LearnAsync(db, own.ConversationId, new(WaId: "573009"), shared.App.Time.GetUtcNow(), TestContext.Current.CancellationToken);
            await db.SaveChangesAsync();
            return learnt!.Id;
        });

        Assert.Equal(older.Id, standing);
        var conversation = (await number.ConversationsAsync()).Single();
        Assert.Equal((1, ToldEvents.At(10)), (conversation.Unread, conversation.LastMessageAt));
        Assert.All(await number.MessagesAsync(), message => Assert.Equal(older.Id, message.ConversationId));
        var contact = (await number.ContactsAsync()).Single();
        Assert.Equal(("573009", "573008", "Ana"), (contact.WaId, contact.Typed, contact.Name));
        var line = await shared.App.ReadAsync(db => db.SendLines.SingleAsync(l => l.ConnectionId == number.ConnectionId));
        Assert.Equal((older.Id, own.Id, ToldEvents.At(90)), (line.ConversationId, line.InFlight, line.PacedUntil));
        Assert.Equal(older.Id, (await number.OpenAsync(new(Typed: "573008"))).Id);
    }

    [Fact]
    public async Task What_is_learnt_of_a_typed_number_stays_with_its_conversation()
    {
        var number = await ReceivingNumber.MakeAsync(shared.App);
        var opened = await number.OpenAsync(new(Typed: "5531933334444"));

        await number.InTurnAsync(async db =>
        {
            await number.Book.LearnAsync(db, opened.Id, new(WaId: "553133334444"), shared.App.Time.GetUtcNow(), TestContext.Current.CancellationToken);
            return await db.SaveChangesAsync();
        });

        Assert.Equal(opened.Id, (await number.OpenAsync(new(WaId: "553133334444"))).Id);
        var contact = (await number.ContactsAsync()).Single();
        Assert.Equal(("553133334444", "5531933334444"), (contact.WaId, contact.Typed));
    }
}
