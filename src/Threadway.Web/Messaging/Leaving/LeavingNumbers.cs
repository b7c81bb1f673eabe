using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Leaving;

/// <summary>
/// Disconnects numbers whose queue was to be sent first, when it is, or when its time is over. The wish lies in the database, so any node
/// goes on with it; two at once do the same thing twice, which changes nothing.
/// </summary>
internal sealed partial class LeavingNumbers(
    IDbContextFactory<ThreadwayDb> databases, DisconnectService disconnects, FirstAnswer firstAnswer, IOptionsMonitor<SendingOptions> options, TimeProvider time, ILogger<LeavingNumbers> logger) : BackgroundService
{
    private const int MostAtOnce = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await firstAnswer.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var number in await ReadyAsync(stoppingToken)) await LeaveAsync(number, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.ScanFailed(logger, e);
            }
            await Task.Delay(2 * options.CurrentValue.LookInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<Connection>> ReadyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Connections.AsNoTracking().Where(c => c.DisconnectBy != null
                && (c.DisconnectBy <= now
                    || c.Status == ConnectionStatus.Disconnected
                    || !db.Messages.Any(m => m.ConnectionId == c.Id && (m.State == MessageState.Queued || m.State == MessageState.Sending))))
            .OrderBy(c => c.DisconnectBy).Take(MostAtOnce).ToListAsync(cancellationToken);
    }

    private async Task LeaveAsync(Connection number, CancellationToken cancellationToken)
    {
        // It went by itself, or somebody was quicker: a number that comes back later is not meant any more.
        if (number.Status == ConnectionStatus.Disconnected || number.DisconnectRequestedAt is not null)
        {
            await disconnects.KeepAsync(number.UserId, number.PhoneNumberId, cancellationToken);
            return;
        }
        try
        {
            await disconnects.DisconnectAsync(number.UserId, number.PhoneNumberId, QueueChoice.Cancel, cancellationToken);
        }
        catch (UserTurnUnavailableException)
        {
            // Something else is being done for the user: the next look does it.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotDisconnected(logger, number.Id, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Numbers that are to be disconnected could not be looked for; trying again")]
        public static partial void ScanFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "Connection {Connection}, whose queue is sent, could not be disconnected; trying again")]
        public static partial void NotDisconnected(ILogger logger, Guid connection, Exception exception);
    }
}
