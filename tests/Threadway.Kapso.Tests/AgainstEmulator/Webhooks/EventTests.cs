using Threadway.Kapso.Emulator;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AgainstEmulator.Webhooks;

/// <summary>Every event that has a type is read as that type, whichever payload version it comes in.</summary>
public sealed class EventTests
{
    private const string Person = "+573001234567";

    private static readonly string[] OfAccounts =
        [KapsoEvents.AccountDisabled, KapsoEvents.AccountRestricted, KapsoEvents.AccountReinstated, KapsoEvents.AccountViolation];

    private static readonly string[] OfConversations =
        [KapsoEvents.ConversationCreated, KapsoEvents.ConversationEnded, KapsoEvents.ConversationInactive];

    private static readonly string[] OfContacts =
        [KapsoEvents.ContactIdentityChanged, KapsoEvents.ContactMarketingPreferenceChanged];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Each_event_of_the_project_is_read_as_its_type(string version)
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        string[] events = version is "v1" ? [KapsoEvents.ConfigCreated, KapsoEvents.PhoneNumberDeleted, .. OfAccounts] : [.. KapsoEvents.ProjectLifecycle];
        var webhook = await kapso.Client.Webhooks.CreateAsync(Wanted(receiver, version, events), Token);

        foreach (var name in events)
        {
            await kapso.Client.Webhooks.TestAsync(webhook.Id, name, Token);
            var told = await EmulatedKapso.NextEventAsync(receiver);

            Assert.Equal((name, TypeOf(name)), (told.Name, told.GetType()));
            Assert.Equal(KapsoEmulator.OperatorPhoneNumberId, told switch
            {
                PhoneNumberEvent number => number.PhoneNumberId,
                AccountEvent account => Assert.Single(account.PhoneNumbers).Id,
                _ => null,
            });
        }
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Each_event_of_a_number_is_read_as_its_type(string version)
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        string[] events = [.. KapsoEvents.Messages, .. OfConversations, .. OfContacts];
        var webhook = await kapso.Client.Webhooks.CreateForNumberAsync(
            KapsoEmulator.OperatorPhoneNumberId, Wanted(receiver, version, events), Token);

        foreach (var name in events)
        {
            await kapso.Client.Webhooks.TestAsync(webhook.Id, name, Token);
            var told = await EmulatedKapso.NextEventAsync(receiver);

            Assert.Equal((name, TypeOf(name)), (told.Name, told.GetType()));
            Assert.Equal(KapsoEmulator.OperatorPhoneNumberId, Assert.IsType<NumberEvent>(told, exactMatch: false).PhoneNumberId);
        }
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task A_message_is_followed_from_the_question_to_the_reading_of_the_answer(string version)
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        await kapso.Client.Webhooks.CreateForNumberAsync(number.Id, Wanted(receiver, version, KapsoEvents.Messages), Token);

        var question = await kapso.WriteAsync(Person, number.Id, "¿Está abierto?");
        var received = await NextMessageAsync(receiver);
        var answer = await kapso.Client.Messages.SendTextAsync(number.Id, Person, "Sí", Token);
        // Nobody promises an order of these two; and whoever reads at once was never delivered to.
        MessageEvent[] told = [await NextMessageAsync(receiver), await NextMessageAsync(receiver)];
        await kapso.ControlAsync(HttpMethod.Post, $"phones/{Person}/read");
        told = [.. told, await NextMessageAsync(receiver)];

        Assert.Equal((question, "¿Está abierto?", "573001234567"), (received.Message.Id, received.Message.Text, received.Message.From));
        Assert.Equal((number.Id, "573001234567", true), (received.PhoneNumberId, received.Conversation?.PhoneNumber, received.IsNewConversation));
        Assert.Equal(
            [(KapsoEvents.MessageDelivered, "delivered"), (KapsoEvents.MessageRead, "read"), (KapsoEvents.MessageSent, "sent")],
            told.Select(one => (one.Name, one.Message.Status!.Value.Value)).Order());
        Assert.All(told, one => Assert.Equal(
            (answer.Id, "Sí", "573001234567", number.Id), (one.Message.Id, one.Message.Text, one.Message.To, one.PhoneNumberId)));
    }

    [Fact]
    public async Task A_message_that_failed_tells_why()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);
        await kapso.SubscribeAsync(receiver, [KapsoEvents.MessageFailed], number.Id);

        var sent = await kapso.Client.Messages.SendAsync(number.Id, Person, new ReactionMessage { MessageId = "wamid.none", Emoji = "👍" }, Token);

        var failed = await NextMessageAsync(receiver);
        Assert.Equal((sent.Id, MessageStatus.Failed), (failed.Message.Id, failed.Message.Status!.Value));
        Assert.NotNull(failed.Message.Failure?.Code);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task What_the_owner_writes_in_the_phone_app_is_told_as_such(string version)
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync(await kapso.CustomerAsync(), """{"connectionType":"coexistence"}""");
        await kapso.Client.Webhooks.CreateForNumberAsync(number.Id, Wanted(receiver, version, KapsoEvents.Messages), Token);

        await kapso.ControlAsync(HttpMethod.Post, $"phone-numbers/{number.Id}/echo", $$"""{"to":"{{Person}}","text":{"body":"Hola"} }""");

        var echo = await NextMessageAsync(receiver);
        Assert.Equal(
            (KapsoEvents.MessageSent, MessageOrigin.BusinessApp, "Hola"), (echo.Name, echo.Message.Origin!.Value, echo.Message.Text));
    }

    [Theory]
    [InlineData("disable", KapsoEvents.AccountDisabled, "DISABLE")]
    [InlineData("reinstate", KapsoEvents.AccountReinstated, "REINSTATE")]
    [InlineData("restrict", KapsoEvents.AccountRestricted, "RESTRICTED_BIZ_INITIATED_MESSAGING")]
    [InlineData("violate", KapsoEvents.AccountViolation, "SPAM")]
    public async Task What_Meta_does_to_an_account_is_read_with_its_numbers(string verdict, string name, string word)
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycle);

        await kapso.ControlAsync(HttpMethod.Post, $"business-accounts/{number.BusinessAccountId}/{verdict}", "{}");

        var told = Assert.IsType<AccountEvent>(await EmulatedKapso.NextEventAsync(receiver));
        Assert.Equal((name, number.BusinessAccountId, number.Id), (told.Name, told.BusinessAccountId, Assert.Single(told.PhoneNumbers).Id));
        Assert.Equal(word, told.Ban?.State ?? told.Violation?.Type ?? told.Restrictions[0].Type);
    }

    [Fact]
    public async Task A_conversation_tells_of_its_beginning_its_silence_and_its_end()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        await kapso.SubscribeAsync(receiver, OfConversations, number.Id);

        var message = await kapso.WriteAsync(Person, number.Id, "Hola");
        var created = Assert.IsType<ConversationEvent>(await EmulatedKapso.NextEventAsync(receiver));
        await kapso.AdvanceAsync("01:00:00");
        var silent = Assert.IsType<ConversationEvent>(await EmulatedKapso.NextEventAsync(receiver));
        await kapso.Client.Conversations.UpdateAsync(created.Conversation.Id, ConversationStatus.Ended, Token);
        var ended = Assert.IsType<ConversationEvent>(await EmulatedKapso.NextEventAsync(receiver));

        Assert.Equal(OfConversations, new[] { created, ended, silent }.Select(told => told.Name));
        Assert.Equal((60, message), (silent.InactiveMinutes, silent.SinceMessageId));
        Assert.Equal(ConversationStatus.Ended, ended.Conversation.Status);
        Assert.All([created, silent, ended], told => Assert.Equal(
            (created.Conversation.Id, "573001234567", number.Id), (told.Conversation.Id, told.Conversation.PhoneNumber, told.PhoneNumberId)));
    }

    [Fact]
    public async Task A_contact_tells_of_a_new_user_id_and_of_stopped_marketing()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);
        await kapso.SubscribeAsync(receiver, OfContacts, number.Id);

        await kapso.ControlAsync(HttpMethod.Post, $"phones/{Person}/identity", """{"previousUserId":"CO.1"}""");
        var changed = Assert.IsType<ContactEvent>(await EmulatedKapso.NextEventAsync(receiver));
        await kapso.PreferMarketingAsync(Person, number.Id, "stopped");
        var stopped = Assert.IsType<ContactEvent>(await EmulatedKapso.NextEventAsync(receiver));

        Assert.Equal((KapsoEvents.ContactIdentityChanged, "CO.1"), (changed.Name, changed.PreviousUserId));
        Assert.Equal((KapsoEvents.ContactMarketingPreferenceChanged, "stopped"), (stopped.Name, stopped.MarketingPreference?.Status));
        Assert.All([changed, stopped], told => Assert.Equal(("573001234567", number.Id), (told.Contact.WaId, told.PhoneNumberId)));
    }

    [Theory]
    [InlineData("workflow.execution.handoff")]
    [InlineData("kapso_agent.run.completed")]
    public async Task An_event_without_a_type_keeps_its_body(string name)
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.SubscribeAsync(receiver, [name]);

        await kapso.ControlAsync(HttpMethod.Post, "events", $$"""{"event":"{{name}}","body":{"run":7} }""");

        var told = Assert.IsType<UnknownEvent>(await EmulatedKapso.NextEventAsync(receiver));
        Assert.Equal((name, 7), (told.Name, told.Body.GetProperty("run").GetInt32()));
    }

    private static async Task<MessageEvent> NextMessageAsync(Inbox receiver) =>
        Assert.IsType<MessageEvent>(await EmulatedKapso.NextEventAsync(receiver));

    private static CreateWebhook Wanted(Inbox receiver, string version, IReadOnlyList<string> events) =>
        new() { Url = receiver.Url, Events = events, SecretKey = EmulatedKapso.Secret, PayloadVersion = version };

    private static Type TypeOf(string name) => name.Split('.')[1] switch
    {
        "account" => typeof(AccountEvent),
        "message" => typeof(MessageEvent),
        "conversation" => typeof(ConversationEvent),
        "contact" => typeof(ContactEvent),
        _ => typeof(PhoneNumberEvent),
    };
}
