using System.Text;
using Threadway.Kapso.Tests.Support;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.Webhooks;

public sealed class WebhookReaderTests
{
    private const string Customer = "0b6f7f7e-5d3c-4f0e-9c57-1f6a2a3b4c5d";

    [Fact]
    public void A_connected_number_is_three_ids_and_a_header()
    {
        var created = Read<PhoneNumberEvent>("whatsapp.phone_number.created", KapsoEvents.PhoneNumberCreated);

        Assert.Equal(KapsoEvents.PhoneNumberCreated, created.Name);
        Assert.Equal("601234567890123", created.PhoneNumberId);
        Assert.Equal(Customer, created.CustomerId);
        Assert.Equal("bc9b8eda-5c8a-4fdd-9cd9-8f4b4b8b1e99", created.ProjectId);
        Assert.Null(created.Id);
        Assert.Null(created.OccurredAt);
        Assert.Null(created.ConnectionType);
    }

    [Fact]
    public void The_projects_own_number_has_no_customer()
    {
        var created = Read<PhoneNumberEvent>("whatsapp.phone_number.created.project-number", KapsoEvents.PhoneNumberCreated);

        Assert.Null(created.CustomerId);
        Assert.Null(created.CustomerExternalId);
    }

    [Theory]
    [InlineData("whatsapp.phone_number.deleted", KapsoEvents.PhoneNumberDeleted)]
    [InlineData("whatsapp.phone_number.created.wrapped", null)]
    [InlineData("whatsapp.config.created", KapsoEvents.ConfigCreated)]
    public void The_callers_own_key_is_read_under_either_name(string payload, string? header)
    {
        Assert.Equal("tenant-42", Read<PhoneNumberEvent>(payload, header).CustomerExternalId);
    }

    [Fact]
    public void An_older_delivery_names_its_event_in_the_body_and_its_fields_in_data()
    {
        var created = Read<PhoneNumberEvent>("whatsapp.phone_number.created.wrapped", header: null);

        Assert.Equal(KapsoEvents.PhoneNumberCreated, created.Name);
        Assert.Equal("601234567890123", created.PhoneNumberId);
        Assert.Equal(Customer, created.CustomerId);
    }

    [Fact]
    public void A_disconnection_tells_what_meta_said()
    {
        var gone = Read<PhoneNumberEvent>("whatsapp.phone_number.disconnected", KapsoEvents.PhoneNumberDisconnected);

        Assert.Equal("601234567890123-disconnected", gone.Id);
        Assert.Equal(new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.Zero), gone.OccurredAt);
        Assert.Equal(ConnectionType.Coexistence, gone.ConnectionType);
        Assert.Equal("209876543210987", gone.BusinessAccountId);
        Assert.Equal("PARTNER_REMOVED", gone.SourceEvent);
        Assert.Null(gone.DisconnectionReason);
        Assert.Equal("business", gone.DisconnectionInitiatedBy);
    }

    [Theory]
    [InlineData("whatsapp.phone_number.offboarded")]
    [InlineData("whatsapp.phone_number.reconnected")]
    public void Offboarding_and_reconnection_are_number_events_by_body_alone(string name)
    {
        Assert.Equal(name, Read<PhoneNumberEvent>(name, header: null).Name);
    }

    [Fact]
    public void The_first_payload_versions_connect_event_reads_like_the_second()
    {
        var created = Read<PhoneNumberEvent>("whatsapp.config.created", KapsoEvents.ConfigCreated);

        Assert.Equal("601234567890123", created.PhoneNumberId);
        Assert.Equal(Customer, created.CustomerId);
        Assert.Equal(ConnectionType.Coexistence, created.ConnectionType);
        Assert.Equal("209876543210987", created.BusinessAccountId);
        Assert.Equal("3b1f0c52-7a0e-4d55-9a51-0d6f6f0f3c11", created.SetupLinkId);
    }

    [Fact]
    public void An_account_event_lists_every_number_that_it_touches()
    {
        var restricted = Read<AccountEvent>("whatsapp.account.restricted", KapsoEvents.AccountRestricted);

        Assert.Equal("209876543210987", restricted.BusinessAccountId);
        Assert.Equal(["601234567890123", "602345678901234"], restricted.PhoneNumbers.Select(number => number.Id));
        Assert.Equal("RESTRICTED_BIZ_INITIATED_MESSAGING", restricted.Restrictions[0].Type);
        Assert.Null(restricted.Restrictions[1].ExpiresAt);
        Assert.Equal("SPAM", Read<AccountEvent>("whatsapp.account.violation", null).Violation?.Type);
        Assert.Equal("DISABLE", Read<AccountEvent>("whatsapp.account.disabled", null).Ban?.State);
        Assert.Equal("REINSTATE", Read<AccountEvent>("whatsapp.account.reinstated", null).Ban?.State);
    }

    [Theory]
    [InlineData("whatsapp.message.received")]
    [InlineData("whatsapp.message.sent")]
    [InlineData("whatsapp.message.delivered")]
    [InlineData("whatsapp.message.read")]
    [InlineData("whatsapp.message.failed")]
    [InlineData("whatsapp.conversation.created")]
    [InlineData("whatsapp.conversation.ended")]
    [InlineData("whatsapp.conversation.inactive")]
    [InlineData("whatsapp.contact.identity_changed")]
    [InlineData("whatsapp.contact.marketing_preference_changed")]
    public void What_happens_on_a_number_names_the_number_and_keeps_its_body(string name)
    {
        var happened = Read<NumberEvent>(name, name);

        Assert.Equal("601234567890123", happened.PhoneNumberId);
        Assert.Equal(Payload.Text($"events/{name}").Trim(), happened.Body.GetRawText());
    }

    [Theory]
    [InlineData(KapsoEvents.MessageReceived)]
    [InlineData(null)]
    public void A_batch_is_read_item_by_item_in_order(string? header)
    {
        var batch = Read<EventBatch>("whatsapp.message.received.batch", header);

        Assert.Equal(2, batch.Items.Count);
        Assert.All(batch.Items, item => Assert.Equal("601234567890123", Assert.IsType<MessageEvent>(item).PhoneNumberId));
        Assert.All(batch.Items, item => Assert.Equal(KapsoEvents.MessageReceived, item.Name));
    }

    [Theory]
    [InlineData("workflow.execution.failed", "workflow.execution.failed")]
    [InlineData("kapso_agent.run.completed", "kapso_agent.run.completed")]
    [InlineData("meta.messages", "")]
    public void An_unknown_event_is_kept_as_it_came(string payload, string expectedName)
    {
        var unknown = Read<UnknownEvent>(payload, header: null);

        Assert.Equal(expectedName, unknown.Name);
        Assert.Equal(Payload.Text($"events/{payload}").Trim(), unknown.Body.GetRawText());
    }

    [Fact]
    public void The_header_decides_where_the_body_disagrees()
    {
        Assert.True(WebhookReader.TryRead(
            " whatsapp.phone_number.deleted ", """{"event":"whatsapp.phone_number.created","phone_number_id":601}"""u8, out var read));

        Assert.Equal(KapsoEvents.PhoneNumberDeleted, read.Name);
        Assert.Equal("601", Assert.IsType<PhoneNumberEvent>(read).PhoneNumberId);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"phone_number_id":null}""")]
    [InlineData("""{"phone_number_id":""}""")]
    [InlineData("""{"phone_number_id":{},"data":[]}""")]
    [InlineData("""{"data":{"customer":"x"}}""")]
    public void A_number_event_without_a_number_is_unknown_and_not_lost(string body)
    {
        Assert.True(WebhookReader.TryRead(KapsoEvents.PhoneNumberCreated, Encoding.UTF8.GetBytes(body), out var read));

        Assert.Equal(KapsoEvents.PhoneNumberCreated, Assert.IsType<UnknownEvent>(read).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("""{"a":"\x"}""")]
    public void What_is_no_json_object_is_unreadable(string body)
    {
        Assert.False(WebhookReader.TryRead(KapsoEvents.PhoneNumberCreated, Encoding.UTF8.GetBytes(body), out var read));
        Assert.Null(read);
    }

    [Fact]
    public void Hostile_bytes_are_unreadable_and_throw_nothing()
    {
        byte[] brokenText = [.. "{\"phone_number_id\":\""u8, 0xff, 0xfe, .. "\"}"u8];
        var abyss = Encoding.UTF8.GetBytes(new string('[', 100_000));

        Assert.False(WebhookReader.TryRead(KapsoEvents.PhoneNumberCreated, brokenText, out _));
        Assert.False(WebhookReader.TryRead(KapsoEvents.PhoneNumberCreated, abyss, out _));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_text_that_nobody_can_read()
    {
        var body = """{"\ud800":1,"phone_number_id":"\ud800","customer":{"id":"\ud800"}}"""u8;

        Assert.True(WebhookReader.TryRead(KapsoEvents.PhoneNumberCreated, body, out var read));

        Assert.IsType<UnknownEvent>(read);
    }

    [Fact]
    public void The_sets_to_subscribe_to_hold_known_names_once()
    {
        Assert.Equal(9, KapsoEvents.ProjectLifecycle.Distinct().Count());
        Assert.Equal(5, KapsoEvents.Messages.Distinct().Count());
        Assert.Subset(KapsoEvents.ProjectLifecycle.ToHashSet(), KapsoEvents.ProjectLifecycleMinimum.ToHashSet());
    }

    private static T Read<T>(string payload, string? header) where T : KapsoEvent
    {
        Assert.True(WebhookReader.TryRead(header, Payload.Bytes($"events/{payload}"), out var read));
        return Assert.IsType<T>(read, exactMatch: false);
    }
}
