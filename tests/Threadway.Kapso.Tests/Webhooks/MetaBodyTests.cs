using System.Text;
using CsCheck;
using Threadway.Kapso.Tests.Support;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.Webhooks;

/// <summary>Webhooks of kind <c>meta</c>: the same events as Kapso's own.</summary>
public sealed class MetaBodyTests
{
    [Fact]
    public void A_message_is_the_same_event_as_in_kapsos_own_body()
    {
        var received = Assert.IsType<MessageEvent>(Read("meta.message"));

        Assert.Equal((KapsoEvents.MessageReceived, "601234567890123", "209876543210987"), (received.Name, received.PhoneNumberId, received.BusinessAccountId));
        Assert.Equal(("Hola", "34600998877", "Ana"), (received.Message.Text, received.Message.From, received.Message.ContactName));
        Assert.Equal((MessageDirection.Inbound, MessageStatus.Received), (received.Message.Direction, received.Message.Status));
        Assert.Equal(("601234567890123", received.Message.Timestamp), (received.Message.PhoneNumberId, received.OccurredAt));
    }

    [Fact]
    public void One_body_gives_as_many_events_as_it_tells()
    {
        var batch = Assert.IsType<EventBatch>(Read("meta.many"));

        Assert.Equal(
            [
                KapsoEvents.MessageReceived, KapsoEvents.MessageReceived, KapsoEvents.MessageDelivered, KapsoEvents.MessageFailed, KapsoEvents.MessageSent,
                "calls", "history", "smb_app_state_sync", KapsoEvents.AccountRestricted, "message_template_status_update", "something_new",
            ],
            batch.Items.Select(item => item.Name));
        Assert.All(batch.Items, item => Assert.DoesNotContain("34600998877", item.ToString(), StringComparison.Ordinal));
        Assert.All(batch.Items, item => Assert.Empty(Wholeness.Complaints(item)));
        Assert.Equal(Payload.Text("events/meta.many").Trim(), batch.Body.GetRawText());
    }

    [Fact]
    public void Each_person_has_the_name_and_the_id_of_their_own_contact()
    {
        var messages = Items<MessageEvent>().Select(told => told.Message).ToArray();

        Assert.Equal(("Ana", "ana", "34600998877", "ES.invented1"), (messages[0].ContactName, messages[0].Username, messages[0].From, messages[0].FromUserId));
        Assert.Equal(("Luz", null, "ES.invented2"), (messages[1].ContactName, messages[1].From, messages[1].FromUserId));
        Assert.Equal("77", messages[1].Media?.Id);
    }

    [Fact]
    public void A_status_tells_whom_the_message_was_for_what_it_costs_and_why_it_failed()
    {
        var (delivered, failed) = (Items<MessageEvent>()[2].Message, Items<MessageEvent>()[3].Message);

        Assert.Equal(("wamid.INVENTED0203", MessageDirection.Outbound, MessageStatus.Delivered), (delivered.Id, delivered.Direction, delivered.Status));
        Assert.Equal(("34600998877", true, "marketing"), (delivered.To, delivered.Statuses[0].Pricing?.IsBillable, delivered.Statuses[0].Pricing?.Category));
        Assert.Equal(("131026", KapsoErrorClass.Stop), (failed.Failure?.Code, failed.Failure?.Class));
    }

    [Fact]
    public void What_the_owner_wrote_on_the_phone_went_out_from_there()
    {
        var echo = Items<MessageEvent>()[4].Message;

        Assert.Equal(("Sí", "34600998877", MessageOrigin.BusinessApp), (echo.Text, echo.To, echo.Origin));
        Assert.Equal((MessageDirection.Outbound, Recipient.Phone("34600998877")), (echo.Direction, echo.Chat));
    }

    [Fact]
    public void A_call_tells_who_called_and_for_how_long()
    {
        var call = Assert.Single(Items<CallEvent>());

        Assert.Equal(("wacid.INVENTED1", "terminate", "COMPLETED", "34600998877"), (call.CallId, call.Event, call.Status, call.PersonPhone));
        Assert.Equal((MessageDirection.Inbound, 100, DateTimeOffset.FromUnixTimeSeconds(1777888700)), (call.Direction, call.DurationSeconds, call.StartedAt));
    }

    [Fact]
    public void What_happens_to_the_account_and_its_templates_is_typed_too()
    {
        var restricted = Assert.Single(Items<AccountEvent>());
        var rejected = Assert.Single(Items<TemplateEvent>());

        Assert.Equal(("209876543210988", "ACCOUNT_RESTRICTION"), (restricted.BusinessAccountId, restricted.SourceEvent));
        Assert.Equal("RESTRICTED_BIZ_INITIATED_MESSAGING", Assert.Single(restricted.Restrictions).Type);
        Assert.Equal("RESTRICTED_BIZ_INITIATED_MESSAGING", restricted.Restrictions[0].Raw.GetProperty("restriction_type").GetString());
        Assert.Equal(
            ("900000000000001", "order_ready", "es", TemplateStatus.Rejected, "INVALID_FORMAT"),
            (rejected.TemplateId, rejected.TemplateName, rejected.Language, rejected.Status, rejected.Reason));
    }

    [Fact]
    public void What_a_ban_and_a_violation_say_is_kept_as_it_came()
    {
        var account = Assert.IsType<AccountEvent>(One("""
            {"field":"account_update","value":{"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"SPAM","since":7},
             "ban_info":{"waba_ban_state":"DISABLE","since":8}}}
            """));

        Assert.Equal((7, 8), (account.Violation?.Raw.GetProperty("since").GetInt32(), account.Ban?.Raw.GetProperty("since").GetInt32()));
    }

    [Theory]
    [InlineData("""{"id":"wamid.1","status":"sent","recipient_id":"34600998877","group_id":""}""", "34600998877")]
    [InlineData("""{"id":"wamid.1","status":"sent","recipient_id":"ES.1","recipient_user_id":" "}""", null)]
    [InlineData("""{"id":"wamid.1","status":"sent","recipient_type":"group","recipient_id":""}""", null)]
    public void An_empty_id_names_nobody_and_an_answer_goes_to_whom_the_others_name(string status, string? phone)
    {
        var message = Assert.IsType<MessageEvent>(One($$$"""
            {"field":"messages","value":{"metadata":{"phone_number_id":"1"},"contacts":[{"user_id":""}],"statuses":[{{{status}}}]}}
            """)).Message;

        Assert.Equal((phone, null), (message.To, message.GroupId));
        Assert.Equal(phone is not null || message.ToUserId is not null, message.Chat is not null);
    }

    [Fact]
    public void A_history_and_the_phones_contacts_keep_number_and_body()
    {
        var others = Items<NumberEvent>().Where(told => told.GetType() == typeof(NumberEvent)).ToArray();

        Assert.Equal(["history", "smb_app_state_sync"], others.Select(told => told.Name));
        Assert.All(others, told => Assert.Equal("601234567890123", told.PhoneNumberId));
        Assert.Equal("Ana", others[1].Body.GetProperty("state_sync")[0].GetProperty("contact").GetProperty("full_name").GetString());
        Assert.Equal(1, Assert.Single(Items<UnknownEvent>()).Body.GetProperty("a").GetInt32());
    }

    [Theory]
    [InlineData("""{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[7,{}]}}""")]
    [InlineData("""{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"statuses":[{"id":"wamid.1"}]}}""")]
    [InlineData("""{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"errors":[{"code":131000}]}}""")]
    [InlineData("""{"field":"calls","value":{"metadata":{"phone_number_id":"1"},"calls":[{}]}}""")]
    [InlineData("""{"field":"messages","value":"none"}""")]
    [InlineData("""{"field":"messages","value":{}}""")]
    [InlineData("7")]
    public void What_is_not_understood_is_kept_and_nothing_is_lost(string change)
    {
        Assert.True(WebhookReader.TryRead(
            null, Encoding.UTF8.GetBytes($$"""{"object":"whatsapp_business_account","entry":[{"id":"2","changes":[{{change}}]}]}"""), out var read));

        Assert.All(read is EventBatch batch ? batch.Items : [read], told =>
        {
            Assert.True(told is UnknownEvent || told.GetType() == typeof(NumberEvent), told.GetType().Name);
            Assert.NotEqual(default, told.Body);
        });
    }

    [Fact]
    public void A_call_that_we_made_is_a_call_in_the_statuses_too()
    {
        Assert.True(WebhookReader.TryRead(
            null,
            """
            {"object":"whatsapp_business_account","entry":[{"id":"2","changes":[{"field":"calls","value":{"metadata":{"phone_number_id":"1"},
             "statuses":[{"id":"wacid.1","type":"call","status":"RINGING","recipient_id":"34600998877"}]}}]}]}
            """u8,
            out var read));

        var call = Assert.IsType<CallEvent>(read);
        Assert.Equal(("RINGING", MessageDirection.Outbound, "34600998877"), (call.Status, call.Direction, call.PersonPhone));
    }

    [Fact]
    public void A_damaged_body_throws_nothing_and_makes_nothing_hollow()
    {
        var body = Payload.Bytes("events/meta.many");

        Mutation.Any.Array[1, 12].Sample(changes =>
        {
            if (WebhookReader.TryRead(null, changes.Aggregate(body, Mutation.Of), out var read))
                Assert.All(read is EventBatch batch ? batch.Items : [read], told => Assert.Empty(Wholeness.Complaints(told)));
        }, iter: 5_000);
    }

    private static T[] Items<T>() where T : KapsoEvent => [.. Assert.IsType<EventBatch>(Read("meta.many")).Items.OfType<T>()];

    private static KapsoEvent One(string change)
    {
        var body = $$"""{"object":"whatsapp_business_account","entry":[{"id":"2","changes":[{{change}}]}]}""";
        Assert.True(WebhookReader.TryRead(null, Encoding.UTF8.GetBytes(body), out var read));
        return read;
    }

    private static KapsoEvent Read(string payload)
    {
        Assert.True(WebhookReader.TryRead(null, Payload.Bytes($"events/{payload}"), out var read));
        return read;
    }
}
