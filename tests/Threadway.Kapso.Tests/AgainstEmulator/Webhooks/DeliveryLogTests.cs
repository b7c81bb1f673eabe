using Threadway.Kapso.Emulator;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AgainstEmulator.Webhooks;

public sealed class DeliveryLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliveries_are_listed_over_several_pages_and_by_each_filter()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var ofProject = await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycle);
        var ofNumber = await kapso.SubscribeAsync(receiver, KapsoEvents.Messages, KapsoEmulator.OperatorPhoneNumberId);
        receiver.AnswerNext(500);
        await kapso.ConnectAsync();
        await kapso.WriteAsync("+573001234567", KapsoEmulator.OperatorPhoneNumberId, "Hola");

        var refused = Assert.Single(await ListAsync(new() { WebhookId = ofProject.Id }));
        var delivered = Assert.Single(await ListAsync(new() { WebhookId = ofNumber.Id }));

        Assert.Equal(
            (KapsoEvents.PhoneNumberCreated, DeliveryStatus.Pending, 1, 500),
            (refused.Event, refused.Status, refused.AttemptCount, refused.ResponseStatus));
        Assert.Equal(
            (KapsoEvents.MessageReceived, DeliveryStatus.Delivered, 200, KapsoEmulator.OperatorPhoneNumberId),
            (delivered.Event, delivered.Status, delivered.ResponseStatus, delivered.PhoneNumberId));
        Assert.NotNull(delivered.DeliveredAt);
        Assert.Equal([delivered, refused], await ListAsync(new() { PageSize = 1 }));
        Assert.Equal([delivered], await ListAsync(new() { Status = DeliveryStatus.Delivered }));
        Assert.Equal([refused], await ListAsync(new() { Event = KapsoEvents.PhoneNumberCreated }));
        Assert.Equal([refused], await ListAsync(new() { ErrorsOnly = true }));

        async Task<List<WebhookDelivery>> ListAsync(WebhookDeliveryFilter filter) =>
            await kapso.Client.Webhooks.ListDeliveriesAsync(filter, Token).ToListAsync(Token);
    }

    [Fact]
    public async Task Only_deliveries_of_the_period_are_listed()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.SubscribeAsync(receiver, KapsoEvents.ProjectLifecycle);
        await kapso.ConnectAsync();

        await kapso.AdvanceAsync("2.00:00:00");

        Assert.Empty(await ListAsync(DeliveryPeriod.LastDay));
        Assert.Single(await ListAsync(DeliveryPeriod.LastWeek));

        async Task<List<WebhookDelivery>> ListAsync(DeliveryPeriod period) =>
            await kapso.Client.Webhooks.ListDeliveriesAsync(new() { Period = period }, Token).ToListAsync(Token);
    }
}
