using Threadway.Kapso.Tests.Support;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.Webhooks;

public sealed class NumberEventTests
{
    [Fact]
    public void A_received_message_comes_with_its_conversation()
    {
        var received = Read<MessageEvent>(KapsoEvents.MessageReceived);

        Assert.Equal(("wamid.INVENTED0003", "Hola, ¿abren hoy?"), (received.Message.Id, received.Message.Text));
        Assert.Equal((MessageDirection.Inbound, MessageStatus.Received), (received.Message.Direction, received.Message.Status));
        Assert.Equal(("34600998877", "Ana"), (received.Message.From, received.Conversation?.ContactName));
        Assert.False(received.IsNewConversation);
    }

    [Fact]
    public void The_first_payload_versions_message_reads_like_the_seconds()
    {
        var received = Read<MessageEvent>("whatsapp.message.received.v1", KapsoEvents.MessageReceived);

        Assert.Equal(("text", "Hola, ¿abren hoy?", "Ana"), (received.Message.Type, received.Message.Text, received.Message.ContactName));
        Assert.Equal((MessageDirection.Inbound, MessageOrigin.CloudApi), (received.Message.Direction, received.Message.Origin));
        Assert.Equal(("601234567890123", true, "Ana"), (received.PhoneNumberId, received.IsNewConversation, received.Conversation?.ContactName));
    }

    [Fact]
    public void A_failed_message_tells_what_helps()
    {
        var failed = Read<MessageEvent>(KapsoEvents.MessageFailed);

        Assert.Equal(("131026", KapsoErrorClass.Stop), (failed.Message.Failure?.Code, failed.Message.Failure?.Class));
    }

    [Fact]
    public void A_silent_conversation_tells_how_long_and_since_which_message()
    {
        var silent = Read<ConversationEvent>(KapsoEvents.ConversationInactive);

        Assert.Equal((60, "wamid.INVENTED0003"), (silent.InactiveMinutes, silent.SinceMessageId));
        Assert.Equal(ConversationStatus.Ended, Read<ConversationEvent>(KapsoEvents.ConversationEnded).Conversation.Status);
    }

    [Fact]
    public void A_contacts_new_id_comes_with_the_one_before()
    {
        var changed = Read<ContactEvent>(KapsoEvents.ContactIdentityChanged);

        Assert.Equal(("ES.invented.2", "ES.invented.1", null), (changed.Contact.UserId, changed.PreviousUserId, changed.PreviousParentUserId));
    }

    [Fact]
    public void A_contacts_wish_comes_with_its_place_in_the_order()
    {
        var preference = Read<ContactEvent>(KapsoEvents.ContactMarketingPreferenceChanged).MarketingPreference;

        Assert.Equal(("stopped", 1), (preference?.Status, preference?.Sequence));
        Assert.Equal(new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero), preference?.OccurredAt);
    }

    [Theory]
    [InlineData("whatsapp.message.received")]
    [InlineData("whatsapp.message.something_new")]
    [InlineData("whatsapp.conversation.ended")]
    [InlineData("whatsapp.contact.identity_changed")]
    public void An_event_without_what_its_name_promises_keeps_number_and_body(string name)
    {
        Assert.True(WebhookReader.TryRead(name, """{"phone_number_id":"601","message":{},"conversation":7,"contact":[]}"""u8, out var read));

        var bare = Assert.IsType<NumberEvent>(read);
        Assert.Equal("601", bare.PhoneNumberId);
        Assert.True(bare.Body.TryGetProperty("conversation", out _));
    }

    private static T Read<T>(string payload, string? header = null) where T : NumberEvent
    {
        Assert.True(WebhookReader.TryRead(header ?? payload, Payload.Bytes($"events/{payload}"), out var read));
        var typed = Assert.IsType<T>(read);
        Assert.DoesNotContain("34600998877", typed.ToString(), StringComparison.Ordinal);
        return typed;
    }
}
