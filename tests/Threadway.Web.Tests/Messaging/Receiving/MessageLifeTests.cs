using CsCheck;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Receiving;

public sealed class MessageLifeTests
{
    private static readonly string[] Words = ["pending", "sent", "delivered", "read", "failed", "played"];

    private static readonly MessageState[] Beginnings = [MessageState.Sending, MessageState.Accepted, MessageState.Unknown];

    private static readonly Gen<MessageStatusRow[]> Statuses =
        Gen.Select(Gen.Int[0, Words.Length - 1], Gen.Int[0, 9], (word, at) => Status(Words[word], at)).Array[0, 8];

    [Fact]
    public void In_whatever_order_statuses_come_and_however_often_the_same_comes_of_them() =>
        Gen.Select(Statuses, Gen.Int[0, 2], Gen.Int[0, 1000]).Sample((statuses, which, seed) =>
        {
            var from = Beginnings[which];
            var (atOnce, oneByOne) = (Message(from), Message(from));
            MessageLife.Apply(atOnce, statuses);

            var order = statuses.Concat(statuses).OrderBy(status => HashCode.Combine(status.Id, seed)).ToList();
            for (var known = 1; known <= order.Count; known++) MessageLife.Apply(oneByOne, [.. order.Take(known).DistinctBy(status => status.Id)]);

            Assert.Equal(Shown(atOnce), Shown(oneByOne));
        });

    [Fact]
    public void What_is_shown_only_climbs_but_for_a_failure_before_any_delivery() =>
        Gen.Select(Statuses, Gen.Int[0, 8]).Sample((statuses, known) =>
        {
            var message = Message(MessageState.Accepted);
            MessageLife.Apply(message, [.. statuses.Take(known)]);
            var before = message.State;
            MessageLife.Apply(message, statuses);

            Assert.True(message.State >= before || before == MessageState.Failed || (message.State == MessageState.Failed && before < MessageState.Delivered));
        });

    [Fact]
    public void A_failure_takes_back_no_delivery_and_both_are_noted()
    {
        var message = Message(MessageState.Accepted);
        MessageLife.Apply(message, [Status("delivered", 3), Status("failed", 5)]);

        Assert.Equal((MessageState.Delivered, null), (message.State, message.FailureCode));
        Assert.Contains(MessageLife.FailedAfterDelivery, message.Notes, StringComparison.Ordinal);
        Assert.Equal(ToldEvents.At(5), message.FailedAt);
    }

    [Fact]
    public void A_delivery_lifts_a_failure_and_both_are_noted()
    {
        var message = Message(MessageState.Accepted);
        MessageLife.Apply(message, [Status("failed", 3)]);
        Assert.Equal((MessageState.Failed, "provider_failed", "131026", "For a reason"), (message.State, message.FailureCode, message.FailureProviderCode, message.FailureDetail![^12..]));

        MessageLife.Apply(message, [Status("failed", 3), Status("read", 5)]);

        Assert.Equal((MessageState.Read, null), (message.State, message.FailureCode));
        Assert.Contains(MessageLife.DeliveredAfterFailing, message.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_knew_the_end_of_is_settled_by_any_status_that_proves_something()
    {
        var message = Message(MessageState.Unknown);
        message.DoubtSince = ToldEvents.At(1);
        MessageLife.Apply(message, [Status("sent", 2)]);

        Assert.Equal((MessageState.Sent, null, ToldEvents.At(2)), (message.State, message.DoubtSince, message.AcceptedAt));
    }

    [Fact]
    public void A_word_that_nobody_knows_changes_nothing()
    {
        var message = Message(MessageState.Sent);

        Assert.False(MessageLife.Apply(message, [Status("played", 2)]));
        Assert.Equal(MessageState.Sent, message.State);
    }

    private static MessageStatusRow Status(string word, int at) => new()
    {
        Id = Guid.NewGuid(),
        ConnectionId = Guid.Empty,
        Wamid = "wamid.x",
        Status = word,
        At = ToldEvents.At(at),
        Recipient = "",
        Raw = word == "failed" ? """{"errors":[{"code":131026,"title":"Refused","error_data":{"details":"For a reason"}}]}""" : "{}",
    };

    private static MessageRow Message(MessageState state) => new()
    {
        UserId = Guid.Empty,
        ConnectionId = Guid.Empty,
        ConversationId = Guid.Empty,
        Author = MessageAuthor.Product,
        Type = "text",
        Content = "{}",
        State = state,
        At = ToldEvents.At(0),
        CreatedAt = ToldEvents.At(0),
        ChangedAt = ToldEvents.At(0),
    };

    private static object Shown(MessageRow m) =>
        (m.State, m.AcceptedAt, m.SentAt, m.DeliveredAt, m.ReadAt, m.FailedAt, m.Notes, m.FailureCode, m.FailureProviderCode, m.DoubtSince);
}
