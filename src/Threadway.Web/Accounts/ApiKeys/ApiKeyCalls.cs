using System.Collections.Concurrent;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>The calls with keys that are under way. A stream that outlives its key, revoked or expired, is cut off.</summary>
internal sealed partial class ApiKeyCalls(ApiKeyVerifier verifier, TimeProvider time, ILogger<ApiKeyCalls> logger) : BackgroundService
{
    /// <summary>With <see cref="ApiKeyVerifier.Belief"/> before it, less than five seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Call, byte> running = new();

    public void Watch(HttpContext context, string key)
    {
        var call = new Call(context, key);
        running.TryAdd(call, 0);
        context.Response.OnCompleted(() =>
        {
            running.TryRemove(call, out _);
            return Task.CompletedTask;
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pause = new PeriodicTimer(Pause, time);
        var blind = false;
        try
        {
            while (await pause.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    foreach (var ofKey in running.Keys.ToLookup(call => call.Key)) await LookAtAsync(ofKey, stoppingToken);
                    blind = false;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // Whoever cannot look keeps what was good a moment ago.
                    if (!blind) Log.CannotLook(logger, e);
                    blind = true;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app stops.
        }
    }

    private async Task LookAtAsync(IGrouping<string, Call> ofKey, CancellationToken cancellationToken)
    {
        if ((await verifier.VerifyAsync(ofKey.Key, cancellationToken)).Verdict == KeyVerdict.Valid) return;
        // One that has ended meanwhile took itself out: its connection may serve another call by now.
        foreach (var call in ofKey.Where(call => running.TryRemove(call, out _))) call.Context.Abort();
    }

    /// <summary>Told apart from another by itself alone: one context serves one call after the other.</summary>
    private sealed class Call(HttpContext context, string key)
    {
        public HttpContext Context => context;

        public string Key => key;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the API keys of running calls are still good could not be looked up")]
        public static partial void CannotLook(ILogger logger, Exception error);
    }
}
