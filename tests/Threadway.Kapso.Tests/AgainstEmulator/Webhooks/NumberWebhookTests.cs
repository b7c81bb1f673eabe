using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AgainstEmulator.Webhooks;

public sealed class NumberWebhookTests
{
    private const string Person = "+573001234567";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_of_a_number_is_read_changed_and_deleted()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var (webhooks, number) = (kapso.Client.Webhooks, await kapso.ConnectAsync());
        var created = await webhooks.CreateForNumberAsync(number.Id, Wanted("https://app.example/hook"), Token);

        var updated = await webhooks.UpdateForNumberAsync(number.Id, created.Id, new() { PayloadVersion = "v1", Active = false }, Token);
        var read = await webhooks.GetForNumberAsync(number.Id, created.Id, Token);
        await webhooks.DeleteForNumberAsync(number.Id, created.Id, Token);

        Assert.Equivalent(created with { PayloadVersion = "v1", Active = false, UpdatedAt = updated.UpdatedAt }, updated, strict: true);
        Assert.Equivalent(updated, read, strict: true);
        await Assert.ThrowsAsync<KapsoNotFoundException>(() => webhooks.GetForNumberAsync(number.Id, created.Id, Token));
    }

    [Fact]
    public async Task Every_field_of_a_webhook_comes_back_when_it_is_read()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();

        var created = await kapso.Client.Webhooks.CreateForNumberAsync(
            number.Id,
            Wanted("https://app.example/hook") with
            {
                Events = [KapsoEvents.MessageReceived, KapsoEvents.ConversationInactive],
                Headers = new Dictionary<string, string> { ["X-Tenant"] = "7" },
                BufferEnabled = true,
                BufferWindowSeconds = 9,
                MaxBufferSize = 4,
                BufferEvents = [KapsoEvents.MessageReceived],
                InactivityMinutes = 30,
            },
            Token);

        Assert.Equal((true, 9, 4, 30), (created.BufferEnabled, created.BufferWindowSeconds, created.MaxBufferSize, created.InactivityMinutes));
        Assert.Equal([KapsoEvents.MessageReceived], created.BufferEvents);
        Assert.Equal("7", created.Headers!["X-Tenant"]);
        Assert.Equivalent(created, await kapso.Client.Webhooks.GetAsync(created.Id, Token), strict: true);
    }

    [Fact]
    public async Task Webhooks_of_a_number_are_listed_over_several_pages_and_by_each_filter()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var (webhooks, number) = (kapso.Client.Webhooks, await kapso.ConnectAsync());
        var first = await webhooks.CreateForNumberAsync(number.Id, Wanted("https://one.example/hook") with { Active = false }, Token);
        await kapso.AdvanceAsync("01:00:00");
        var second = await webhooks.CreateForNumberAsync(number.Id, Wanted("https://two.example/hook"), Token);
        var meta = await webhooks.CreateForNumberAsync(
            number.Id, Wanted("https://meta.example/hook") with { Kind = WebhookKind.Meta, Events = [] }, Token);
        var between = first.CreatedAt!.Value.AddMinutes(30);

        Assert.Equal(3, (await ListAsync(new() { PageSize = 1 })).Distinct().Count());
        Assert.Equal([meta.Id], await ListAsync(new() { Kind = WebhookKind.Meta }));
        Assert.Equal([second.Id], await ListAsync(new() { UrlContains = "two" }));
        Assert.Equal([first.Id], await ListAsync(new() { Active = false }));
        Assert.Equal([first.Id], await ListAsync(new() { CreatedBefore = between }));
        Assert.Equal(2, (await ListAsync(new() { CreatedAfter = between })).Count);

        async Task<List<string>> ListAsync(NumberWebhookFilter filter) =>
            await webhooks.ListForNumberAsync(number.Id, filter, Token).Select(webhook => webhook.Id).ToListAsync(Token);
    }

    [Fact]
    public async Task A_webhook_of_a_number_is_tested_with_its_own_headers()
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        var webhook = await kapso.Client.Webhooks.CreateForNumberAsync(
            number.Id,
            Wanted(receiver.Url.AbsoluteUri) with { Headers = new Dictionary<string, string> { ["X-Tenant"] = "7" } },
            Token);

        await kapso.Client.Webhooks.TestAsync(webhook.Id, KapsoEvents.MessageRead, Token);

        var delivery = await receiver.NextAsync();
        Assert.Equal((KapsoEvents.MessageRead, "7"), (delivery.Event, delivery.Headers["X-Tenant"]));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Messages_that_were_buffered_are_read_as_one_batch(string version)
    {
        var receiver = await Inbox.OpenAsync();
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        await kapso.Client.Webhooks.CreateForNumberAsync(
            number.Id,
            Wanted(receiver.Url.AbsoluteUri) with { PayloadVersion = version, BufferEnabled = true, BufferWindowSeconds = 60, MaxBufferSize = 2 },
            Token);

        foreach (var text in new[] { "One", "Two" })
            await kapso.WriteAsync(Person, number.Id, text);

        var batch = Assert.IsType<EventBatch>(await EmulatedKapso.NextEventAsync(receiver));
        var messages = batch.Items.Select(item => Assert.IsType<MessageEvent>(item)).ToList();
        Assert.Equal(["One", "Two"], messages.Select(item => item.Message.Text));
        Assert.All(messages, item => Assert.Equal(number.Id, item.PhoneNumberId));
    }

    private static CreateWebhook Wanted(string url) =>
        new() { Url = new(url), Events = KapsoEvents.Messages, SecretKey = EmulatedKapso.Secret };
}
