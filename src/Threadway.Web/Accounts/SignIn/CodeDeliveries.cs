using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>
/// Sends codes, and goes on where nobody can tell whether one went out: the same code twice harms nobody, and one that never
/// comes locks a person out. It ends when Kapso took it or said no, when the code was used, replaced or ran out, or after some tries.
/// </summary>
internal sealed partial class CodeDeliveries(
    KapsoClient kapso,
    IServiceScopeFactory scopes,
    IOptionsMonitor<CodeMessageOptions> settings,
    IOptions<SignInOptions> options,
    PersonWait wait,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<CodeDeliveries> logger) : IHostedService
{
    /// <summary>After each try: a hiccup is over at once, a restart in half a minute. There are no more tries than pauses.</summary>
    private static readonly TimeSpan[] Pauses = [.. ((double[])[1, 3, 9, 27, 60, 60]).Select(TimeSpan.FromSeconds)];

    /// <summary>A try that hears nothing for so long is lost.</summary>
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, CodeDelivery> deliveries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> running = new();

    /// <summary>Begins to send, beside the caller, who may wait for what becomes of it.</summary>
    public CodeDelivery Begin(Guid userId, CodeMessage message)
    {
        Forget();
        var delivery = new CodeDelivery(RandomNumberGenerator.GetHexString(32, lowercase: true), time.GetUtcNow(), wait);
        deliveries[delivery.Id] = delivery;
        // What is begun here outlives the request: nothing of it, its wait least of all, flows along.
        using (ExecutionContext.SuppressFlow())
        {
            var sending = Task.Run(() => SendAsync(delivery, userId, message, lifetime.ApplicationStopping), CancellationToken.None);
            running[sending] = 0;
            sending.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        return delivery;
    }

    /// <summary>Null where there is none, or its code is no longer good.</summary>
    public CodeDelivery? Find(string? id) =>
        id is not null && deliveries.TryGetValue(id, out var delivery) && IsCurrent(delivery) ? delivery : null;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The stop of the process ends what is being sent; it is waited for, so that nothing of it meets a server that is gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(running.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task SendAsync(CodeDelivery delivery, Guid userId, CodeMessage message, CancellationToken stop)
    {
        try
        {
            foreach (var pause in Pauses)
            {
                if (await TryAsync(delivery, userId, message, stop) is not { } asked) return;
                var next = asked > pause ? asked : pause;
                if (!IsCurrent(delivery, after: next)) break;
                await Task.Delay(next, time, stop);
                if (!await IsWantedAsync(userId, message)) break;
            }
            Log.GivenUp(logger);
            delivery.Settle(CodeDeliveryState.GivenUp);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            delivery.Settle(CodeDeliveryState.GivenUp);
        }
        catch (Exception e)
        {
            Log.Broken(logger, e);
            delivery.Settle(CodeDeliveryState.GivenUp);
        }
    }

    /// <summary>Null where it is settled; else how long Kapso asks to wait before the next try.</summary>
    private async Task<TimeSpan?> TryAsync(CodeDelivery delivery, Guid userId, CodeMessage message, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TryLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        using var _ = KapsoWork.Begin(KapsoPriority.SignIn, userId);
        try
        {
            await kapso.Messages.SendTemplateAsync(
                settings.CurrentValue.OtpPhoneNumberId,
                message.E164,
                TemplateMessage.AuthenticationCode(settings.CurrentValue.OtpTemplate, message.Language, message.Code),
                either.Token);
            delivery.Settle(CodeDeliveryState.Sent);
            return null;
        }
        catch (KapsoException e) when (e is not (KapsoOutcomeUnknownException or KapsoRateLimitException) && !e.IsRetryable)
        {
            Log.NotSent(logger, e.Status, e.Code);
            // What is wrong with the operator's key, number or template is nothing that a visitor should read.
            delivery.Settle(CodeDeliveryState.Refused, e.Class == KapsoErrorClass.Stop ? e.Explanation ?? "" : null);
            return null;
        }
        catch (KapsoException e)
        {
            Log.Unconfirmed(logger, e.Status, e.Code);
            return e.RetryAfter ?? TimeSpan.Zero;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            Log.Unconfirmed(logger, null, null);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Whether the code still waits to be used: the database knows, whoever used or replaced it.</summary>
    private async Task<bool> IsWantedAsync(Guid userId, CodeMessage message)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return await users.FindByIdAsync(userId.ToString()) is { } user
            && await users.VerifyUserTokenAsync(user, SignInFeature.CodeProvider, SignInCodes.Purpose, message.Code);
    }

    private bool IsCurrent(CodeDelivery delivery, TimeSpan after = default) => time.GetUtcNow() + after - delivery.Began < options.Value.CodeLifetime;

    private void Forget()
    {
        foreach (var old in deliveries.Values.Where(delivery => !IsCurrent(delivery))) deliveries.TryRemove(old.Id, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A sign-in code was not sent (status {Status}, code {Code})")]
        public static partial void NotSent(ILogger logger, int? status, string? code);

        [LoggerMessage(LogLevel.Warning, "Whether a sign-in code was sent is not known (status {Status}, code {Code}): it is sent again while it is good")]
        public static partial void Unconfirmed(ILogger logger, int? status, string? code);

        [LoggerMessage(LogLevel.Warning, "A sign-in code is not sent again: it was used, replaced, or tried often enough")]
        public static partial void GivenUp(ILogger logger);

        [LoggerMessage(LogLevel.Error, "Sending a sign-in code broke off")]
        public static partial void Broken(ILogger logger, Exception exception);
    }
}
