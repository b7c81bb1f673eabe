using System.Text;
using Threadway.Kapso.Emulator;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AgainstEmulator.Webhooks;

public sealed class DeliveryTests
{
    private const string Person = "+573001234567";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_verifies_with_its_secret_and_with_no_other()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycle);

        await kapso.ConnectAsync();

        var delivery = await receiver.NextAsync();
        var signature = delivery.Headers[WebhookHeaders.Signature];
        byte[] secret = Encoding.UTF8.GetBytes(EmulatedKapso.Secret);
        Assert.Equal(SignatureVerdict.Valid, WebhookSignature.Verify(delivery.Bytes, signature, secret));
        Assert.Equal(SignatureVerdict.Valid, WebhookSignature.Verify(delivery.Bytes, signature, ["new secret"u8.ToArray(), secret]));
        Assert.Equal(SignatureVerdict.Mismatch, WebhookSignature.Verify(delivery.Bytes, signature, "another secret"u8));
        Assert.Equal(SignatureVerdict.Mismatch, WebhookSignature.Verify([.. delivery.Bytes, (byte)' '], signature, secret));
        Assert.NotEmpty(delivery.Headers[WebhookHeaders.IdempotencyKey]);
        Assert.Equal("v2", delivery.Headers[WebhookHeaders.PayloadVersion]);
        Assert.False(delivery.Headers.ContainsKey(WebhookHeaders.Batch));
    }

    [Fact]
    public async Task A_delivery_that_somebody_forged_does_not_verify()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycle);
        await kapso.BendDeliveriesAsync("""{"badSignature":true}""");

        await kapso.ConnectAsync();

        Assert.Equal(SignatureVerdict.Mismatch, EmulatedKapso.VerdictOn(await receiver.NextAsync(), EmulatedKapso.Secret));
    }

    [Fact]
    public async Task A_number_is_told_when_it_comes_and_when_it_goes()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycleMinimum);

        var number = await kapso.ConnectAsync();
        var created = Assert.IsType<PhoneNumberEvent>(await EmulatedKapso.NextEventAsync(receiver));
        await kapso.Client.PhoneNumbers.DeleteAsync(number.Id, Token);
        var deleted = Assert.IsType<PhoneNumberEvent>(await EmulatedKapso.NextEventAsync(receiver));

        Assert.Equal((KapsoEvents.PhoneNumberCreated, KapsoEvents.PhoneNumberDeleted), (created.Name, deleted.Name));
        Assert.All([created, deleted], told => Assert.Equal((number.Id, number.CustomerId), (told.PhoneNumberId, told.CustomerId)));
        Assert.NotNull(created.ProjectId);
    }

    [Fact]
    public async Task Access_that_is_taken_away_and_given_back_is_told_with_customer_type_and_account()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync("Ana", "user-1");
        var number = await kapso.ConnectAsync(customer, """{"connectionType":"dedicated"}""");
        await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycle);

        await kapso.RevokeAccessAsync(number.Id);
        var disconnected = Assert.IsType<PhoneNumberEvent>(await EmulatedKapso.NextEventAsync(receiver));
        await kapso.CompleteAsync(await kapso.Client.SetupLinks.CreateAsync(
            customer.Id, new() { ReconnectPhoneNumber = number.DisplayPhoneNumber }, Token));
        var reconnected = Assert.IsType<PhoneNumberEvent>(await EmulatedKapso.NextEventAsync(receiver));

        Assert.Equal((KapsoEvents.PhoneNumberDisconnected, number.Id), (disconnected.Name, disconnected.PhoneNumberId));
        Assert.Equal((customer.Id, "user-1"), (disconnected.CustomerId, disconnected.CustomerExternalId));
        Assert.Equal(
            (ConnectionType.Dedicated, number.BusinessAccountId, "PARTNER_REMOVED"),
            (disconnected.ConnectionType!.Value, disconnected.BusinessAccountId, disconnected.SourceEvent));
        Assert.NotNull(disconnected.Id);
        Assert.NotNull(disconnected.OccurredAt);
        Assert.Equal((KapsoEvents.PhoneNumberReconnected, number.Id), (reconnected.Name, reconnected.PhoneNumberId));
        Assert.NotEqual(disconnected.Id, reconnected.Id);
    }

    [Fact]
    public async Task A_message_to_a_number_arrives_as_the_numbers_event()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        await kapso.SubscribeAsync(receiver, KapsoEvents.Messages, number.Id);

        await kapso.WriteAsync(Person, number.Id, "¿Está abierto? 🥐");

        var received = Assert.IsType<MessageEvent>(await EmulatedKapso.NextEventAsync(receiver));
        Assert.Equal((KapsoEvents.MessageReceived, number.Id), (received.Name, received.PhoneNumberId));
        Assert.Equal("¿Está abierto? 🥐", TextOf(received));
    }

    [Fact]
    public async Task A_batch_is_read_as_the_events_in_it()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        await kapso.SubscribeAsync(receiver, KapsoEvents.Messages, number.Id);
        await kapso.BendDeliveriesAsync($$"""{"event":"{{KapsoEvents.MessageReceived}}","batchOfOne":true}""");

        await kapso.WriteAsync(Person, number.Id, "Hola");

        var batch = Assert.IsType<EventBatch>(await EmulatedKapso.NextEventAsync(receiver));
        var received = Assert.IsType<MessageEvent>(Assert.Single(batch.Items));
        Assert.Equal((KapsoEvents.MessageReceived, KapsoEvents.MessageReceived), (batch.Name, received.Name));
        Assert.Equal((number.Id, "Hola"), (received.PhoneNumberId, TextOf(received)));
    }

    [Fact]
    public async Task A_send_is_told_as_sent_and_then_as_delivered()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.SubscribeAsync(receiver, KapsoEvents.Messages, KapsoEmulator.OperatorPhoneNumberId);

        var sent = await kapso.Client.Messages.SendTemplateAsync(
            KapsoEmulator.OperatorPhoneNumberId, Person, TemplateMessage.AuthenticationCode("sign_in_code", "es", "123456"), Token);

        foreach (var name in new[] { KapsoEvents.MessageSent, KapsoEvents.MessageDelivered })
        {
            var told = Assert.IsType<MessageEvent>(await EmulatedKapso.NextEventAsync(receiver));
            Assert.Equal((name, KapsoEmulator.OperatorPhoneNumberId), (told.Name, told.PhoneNumberId));
            Assert.Equal(sent.Id, told.Body.GetProperty("message").GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task A_test_delivers_the_event_that_was_asked_for()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var webhook = await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycle);

        await kapso.Client.Webhooks.TestAsync(webhook.Id, KapsoEvents.PhoneNumberDisconnected, Token);
        var asked = await EmulatedKapso.NextEventAsync(receiver);
        await kapso.Client.Webhooks.TestAsync(webhook.Id, cancellationToken: Token);
        var unasked = await EmulatedKapso.NextEventAsync(receiver);

        Assert.Equal(KapsoEvents.PhoneNumberDisconnected, Assert.IsType<PhoneNumberEvent>(asked).Name);
        Assert.Contains(unasked.Name, KapsoEvents.ProjectLifecycle);
    }

    [Fact]
    public async Task A_paused_webhook_is_silent_and_a_new_secret_signs_what_comes_next()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var webhook = await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycle);

        await kapso.Client.Webhooks.UpdateAsync(webhook.Id, new() { Active = false }, Token);
        await kapso.ConnectAsync();
        var whilePaused = receiver.Waiting();
        await kapso.Client.Webhooks.UpdateAsync(webhook.Id, new() { Active = true, SecretKey = "rotated" }, Token);
        await kapso.ConnectAsync();

        Assert.Empty(whilePaused);
        Assert.Equal(SignatureVerdict.Valid, EmulatedKapso.VerdictOn(await receiver.NextAsync(), "rotated"));
    }

    private static string? TextOf(NumberEvent received) =>
        received.Body.GetProperty("message").GetProperty("text").GetProperty("body").GetString();
}
