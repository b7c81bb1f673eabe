using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Cluster;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Tests.Connections.Reconciliation;

/// <summary>What a first connect costs: one context of the database and one word to the open pages, by whichever door it comes.</summary>
public sealed class FirstConnectTests
{
    private static readonly (string, string) TellOfContexts = ("Logging:LogLevel:Microsoft.EntityFrameworkCore.Infrastructure", "Debug");

    /// <summary>What looks for due messages by itself opens contexts of its own.</summary>
    private static readonly (string, string) NoLooks = ("Messaging:LookInterval", "01:00:00");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redirect_that_connects_opens_one_context_and_tells_the_pages_once()
    {
        await using var app = await ThreadwayApp.StartAsync(TellOfContexts, NoLooks);
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, webhook: "never");
        using var phone = app.Anonymous();

        var (contexts, told) = await CountAsync(app, link, () => phone.GetAsync(completed.RedirectUrl, Stop));

        Assert.Equal(1, contexts);
        Assert.InRange(told, 1, app.ToldOnOpening());
        Assert.Equal("receiving", (await person.ConnectionAsync(completed.PhoneNumberId)).Receiving.Reason);
    }

    [Fact]
    public async Task An_event_that_connects_opens_one_context_and_tells_the_pages_once()
    {
        await using var app = await ThreadwayApp.StartAsync(TellOfContexts, NoLooks);
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, webhook: "never");
        var body = $$$"""{"phone_number_id":"{{{completed.PhoneNumberId}}}","project":{"id":"p"},"customer":{"id":"{{{link.CustomerId}}}"}}""";
        Assert.True(WebhookReader.TryRead(KapsoEvents.PhoneNumberCreated, System.Text.Encoding.UTF8.GetBytes(body), out var created));
        var consumer = Assert.Single(app.Services.GetServices<IWebhookConsumer>());

        var (contexts, told) = await CountAsync(app, link, () => consumer.HandleAsync(created, app.Time.GetUtcNow(), Stop));

        Assert.Equal(1, contexts);
        Assert.InRange(told, 1, app.ToldOnOpening());
        Assert.Equal("receiving", (await person.ConnectionAsync(completed.PhoneNumberId)).Receiving.Reason);
    }

    private static async Task<(int Contexts, int Told)> CountAsync(ThreadwayApp app, Link link, Func<Task> connect)
    {
        var owner = (await app.LinkRowAsync(link.Id)).UserId;
        var told = 0;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var listening = new TaskCompletionSource();
        var watching = Task.Run(
            async () =>
            {
                await foreach (var _ in app.Services.GetRequiredService<UserChanges>().WatchAsync(owner, leaving.Token))
                {
                    // The first comes as soon as one listens.
                    if (!listening.TrySetResult()) told++;
                }
            },
            Stop);
        await listening.Task;
        var before = Contexts(app);

        await connect();

        var contexts = Contexts(app) - before;
        await Eventually.TrueAsync(() => Task.FromResult(told > 0));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        return (contexts, told);
    }

    private static int Contexts(ThreadwayApp app) =>
        app.Logs.GetSnapshot().Count(record => record.Message.Contains("initialized '", StringComparison.Ordinal));
}
