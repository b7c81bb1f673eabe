using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AgainstEmulator.Webhooks;

public sealed class WebhookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_of_the_project_is_created_changed_and_deleted()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var webhooks = kapso.Client.Webhooks;

        var created = await webhooks.CreateAsync(Wanted(KapsoEvents.ProjectLifecycle), Token);
        var updated = await webhooks.UpdateAsync(
            created.Id,
            new()
            {
                Url = new("https://app.example/other"),
                Events = KapsoEvents.ProjectLifecycleMinimum,
                SecretKey = "new",
                Active = false,
            },
            Token);
        var listed = await webhooks.ListAsync(cancellationToken: Token).ToListAsync(Token);
        await webhooks.DeleteAsync(created.Id, Token);

        Assert.Equal((null, WebhookKind.Kapso, "v2", true), (created.PhoneNumberId, created.Kind, created.PayloadVersion, created.Active));
        Assert.Equal(("https://app.example/hook", "s3cret"), (created.Url.AbsoluteUri, created.SecretKey));
        Assert.Equal(KapsoEvents.ProjectLifecycle, created.Events);
        Assert.Equal(("https://app.example/other", "new", false), (updated.Url.AbsoluteUri, updated.SecretKey, updated.Active));
        Assert.Equal(KapsoEvents.ProjectLifecycleMinimum, updated.Events);
        Assert.Equivalent(updated, Assert.Single(listed), strict: true);
        Assert.Empty(await webhooks.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_webhook_of_a_number_is_listed_with_its_number_and_with_the_project()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var webhooks = kapso.Client.Webhooks;
        var (number, other) = (await kapso.ConnectAsync(), await kapso.ConnectAsync());
        var ofProject = await webhooks.CreateAsync(Wanted(KapsoEvents.ProjectLifecycle), Token);
        var ofNumber = await webhooks.CreateForNumberAsync(number.Id, Wanted(KapsoEvents.Messages), Token);

        Assert.Equal(number.Id, ofNumber.PhoneNumberId);
        Assert.Equal([ofNumber.Id], await webhooks.ListForNumberAsync(number.Id, cancellationToken: Token).Select(one => one.Id).ToListAsync(Token));
        Assert.Empty(await webhooks.ListForNumberAsync(other.Id, cancellationToken: Token).ToListAsync(Token));
        Assert.Equal([ofNumber.Id, ofProject.Id], await IdsAsync(new()));
        Assert.Equal([ofNumber.Id], await IdsAsync(new() { PhoneNumberId = number.Id }));
        Assert.Equal([ofNumber.Id, ofProject.Id], await IdsAsync(new() { Kind = WebhookKind.Kapso }));
        Assert.Empty(await IdsAsync(new() { Kind = WebhookKind.Meta }));

        async Task<List<string>> IdsAsync(WebhookFilter filter) =>
            await webhooks.ListAsync(filter, Token).Select(one => one.Id).ToListAsync(Token);
    }

    [Fact]
    public async Task A_change_leaves_what_it_does_not_name()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        var created = await kapso.Client.Webhooks.CreateForNumberAsync(number.Id, Wanted(KapsoEvents.Messages), Token);

        var updated = await kapso.Client.Webhooks.UpdateAsync(created.Id, new() { Active = false }, Token);

        Assert.Equivalent(created with { Active = false, UpdatedAt = updated.UpdatedAt }, updated, strict: true);
    }

    [Fact]
    public async Task An_event_of_the_wrong_scope_is_refused_and_nothing_is_saved()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var refusal = await Assert.ThrowsAsync<KapsoValidationException>(
            () => kapso.Client.Webhooks.CreateAsync(Wanted([KapsoEvents.MessageReceived]), Token));

        Assert.Contains(KapsoEvents.MessageReceived, refusal.Title, StringComparison.Ordinal);
        Assert.Empty(await kapso.Client.Webhooks.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_test_of_an_event_that_is_not_subscribed_is_refused()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var webhook = await kapso.Client.Webhooks.CreateAsync(Wanted(KapsoEvents.ProjectLifecycleMinimum), Token);

        var refusal = await Assert.ThrowsAsync<KapsoValidationException>(
            () => kapso.Client.Webhooks.TestAsync(webhook.Id, KapsoEvents.PhoneNumberDisconnected, Token));

        Assert.StartsWith("event_type", refusal.Title, StringComparison.Ordinal);
    }

    private static CreateWebhook Wanted(IReadOnlyList<string> events) =>
        new() { Url = new("https://app.example/hook"), Events = events, SecretKey = "s3cret" };
}
