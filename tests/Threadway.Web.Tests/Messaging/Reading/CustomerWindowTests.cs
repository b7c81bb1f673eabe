using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Tests.Messaging.Reading;

public sealed class CustomerWindowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_contact_who_never_wrote_opened_no_window() => Assert.Null(CustomerWindow.OpenUntil(Conversation(null, null)));

    [Theory]
    [InlineData(23.9, true)]
    [InlineData(24, false)]
    public void It_is_open_for_a_day_after_the_contact_wrote(double hours, bool open) =>
        Assert.Equal(open, CustomerWindow.IsOpen(Conversation(Noon, null), Noon.AddHours(hours)));

    [Fact]
    public void It_is_closed_once_WhatsApp_says_so() => Assert.False(CustomerWindow.IsOpen(Conversation(Noon, Noon.AddHours(1)), Noon.AddHours(2)));

    [Fact]
    public void The_contacts_next_message_opens_it_again() =>
        Assert.Equal(Noon.AddHours(26), CustomerWindow.OpenUntil(Conversation(Noon.AddHours(2), Noon.AddHours(1))));

    private static ConversationRow Conversation(DateTimeOffset? lastInbound, DateTimeOffset? closed) => new()
    {
        UserId = Guid.Empty,
        ConnectionId = Guid.Empty,
        CreatedAt = Noon,
        LastInboundAt = lastInbound,
        WindowClosedAt = closed,
    };
}
