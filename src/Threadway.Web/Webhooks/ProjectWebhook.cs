using Polly;
using Polly.Retry;
using Threadway.Kapso;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

/// <summary>
/// Makes sure of the project's webhook when the server has started (its address may be the one that it listens on), and again
/// for as long as Kapso cannot be reached. Nothing waits for it.
/// </summary>
internal sealed partial class ProjectWebhook(KapsoWebhooks webhooks, FirstAnswer firstAnswer, TimeProvider time, ILogger<ProjectWebhook> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task ensuring = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        ensuring = Task.Run(UntilEnsuredAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await ensuring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => stopping.Dispose();

    private async Task UntilEnsuredAsync()
    {
        await firstAnswer.WaitAsync(stopping.Token);
        await UntilEnsured().ExecuteAsync(async token => await EnsureAsync(token), stopping.Token);
    }

    private ResiliencePipeline UntilEnsured() => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<KapsoException>(),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromMinutes(5),
            OnRetry = failed =>
            {
                var refusal = (KapsoException)failed.Outcome.Exception!;
                Log.NotEnsured(logger, refusal.Message, failed.RetryDelay);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            await webhooks.EnsureAsync(phoneNumberId: null, KapsoEvents.ProjectLifecycle, cancellationToken);
        }
        catch (KapsoValidationException)
        {
            // Older projects know fewer events and refuse the whole list for one unknown name (contract 16, row 20).
            await webhooks.EnsureAsync(phoneNumberId: null, KapsoEvents.ProjectLifecycleMinimum, cancellationToken);
        }
        Log.Ensured(logger, webhooks.Address);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Kapso delivers the project's events to {Url}")]
        public static partial void Ensured(ILogger logger, Uri url);

        [LoggerMessage(LogLevel.Warning, "The project webhook could not be made sure of: {Failure} Trying again in {Wait}")]
        public static partial void NotEnsured(ILogger logger, string failure, TimeSpan wait);
    }
}
