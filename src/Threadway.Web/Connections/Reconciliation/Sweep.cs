using Threadway.Kapso;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Reconciliation.Sweeping;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// The safety net: were every webhook and redirect lost, the sweep still finds out. One sweep runs in the cluster, in two lanes:
/// the pages of the whole project, spread over <see cref="ReconciliationOptions.NumberInterval"/>, and single looks at what pages
/// do not tell. Each node takes portion after portion of either.
/// </summary>
internal sealed partial class Sweep(SweepPages pages, SweepSingles singles, ClusterNode node, FirstAnswer firstAnswer, TimeProvider time, ILogger<Sweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstAnswer.WaitAsync(stoppingToken);
        await Task.WhenAll(WorkAsync(SweepGrain.Pages, stoppingToken), WorkAsync(SweepGrain.Singles, stoppingToken));
    }

    /// <summary>One whole round, here and at once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        using var work = KapsoWork.Begin(KapsoPriority.Sweep);
        try
        {
            var began = time.GetUtcNow();
            for (int page = 1, all = 1; page <= all; page++) all = await pages.ReadAsync(page, cancellationToken);
            await singles.LookForUnseenAsync(began, cancellationToken);
        }
        catch (KapsoException e)
        {
            Log.Stopped(logger, e.Status, e.Code);
        }

        try
        {
            var dueSince = time.GetUtcNow();
            while (await singles.LookAsync(dueSince, cancellationToken))
            {
            }
        }
        catch (KapsoException e)
        {
            Log.Stopped(logger, e.Status, e.Code);
        }
    }

    private async Task WorkAsync(string lane, CancellationToken stoppingToken)
    {
        (SweepDuty? heard, SweepDone? done) = (null, null);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                heard = await node.AskAsync(grains => grains.GetGrain<ISweepGrain>(lane).NextAsync(node.Name, heard, done), stoppingToken);
                if (heard.Wait > TimeSpan.Zero) await Task.Delay(heard.Wait, time, stoppingToken);
                else done = await PerformAsync(heard, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.OutOfReach(logger, e);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task<SweepDone> PerformAsync(SweepDuty duty, CancellationToken stoppingToken)
    {
        using var work = KapsoWork.Begin(KapsoPriority.Sweep, duty.Kind.ToString());
        try
        {
            switch (duty.Kind)
            {
                case SweepKind.Page: return new(duty, Pages: await pages.ReadAsync(duty.Page, stoppingToken));
                case SweepKind.Due: return new(duty, HasMore: await singles.LookAsync(duty.Since, stoppingToken));
                default:
                    await singles.LookForUnseenAsync(duty.Since, stoppingToken);
                    return new(duty);
            }
        }
        catch (KapsoException e)
        {
            Log.Stopped(logger, e.Status, e.Code);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Log.Failed(logger, e);
        }
        return new(duty, Stopped: true);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Kapso gives the sweep no more answers just now (status {Status}, code {Code}): it goes on there later")]
        public static partial void Stopped(ILogger logger, int? status, string? code);

        [LoggerMessage(LogLevel.Error, "A portion of the sweep failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "Nobody hands out the sweep's work just now; asking again")]
        public static partial void OutOfReach(ILogger logger, Exception exception);
    }
}
