using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>
/// Reads from Kapso what its webhooks could not deliver. After an outage of the whole app: the project's messages, newest first, back to
/// when an event was last stored, so that numbers without traffic cost nothing. After a number's webhook was mended: that number's. What
/// is read twice changes nothing.
/// </summary>
internal sealed partial class MissedMessages(
    IDbContextFactory<ThreadwayDb> databases, KapsoClient kapso, MessageIntake intake, UserChanges changes, ClusterNode node, FirstAnswer firstAnswer,
    TimeProvider time, ILogger<MissedMessages> logger)
    : BackgroundService, IReceivingAgain
{
    private const int PageSize = 100;

    /// <summary>So many pages of the project, and of one number: beyond that nobody scrolls back, and the key has other work.</summary>
    private const int MostPages = 200, MostPagesOfANumber = 20;

    /// <summary>A shorter silence is a restart: Kapso delivers again what it could not, for longer than that.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(1);

    /// <summary>Clocks differ, and what came shortly before may not have been handled.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30), LongestPause = TimeSpan.FromHours(1);

    private readonly Channel<string> mended = Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Tell(string phoneNumberId) => mended.Writer.TryWrite(phoneNumberId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var began = time.GetUtcNow();
        await firstAnswer.WaitAsync(stoppingToken);
        await Task.WhenAll(
            UntilDoneAsync(() => MakeUpForOutageAsync(began, stoppingToken), stoppingToken),
            MakeUpForNumbersAsync(stoppingToken));
    }

    /// <summary>Since when nothing was heard before this start; null where that is no longer than a restart takes, or nothing was ever heard.</summary>
    public async Task<DateTimeOffset?> SilentSinceAsync(DateTimeOffset began, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var last = await db.WebhookEvents.Where(e => e.ReceivedAt < began).OrderByDescending(e => e.Sequence)
            .Select(e => (DateTimeOffset?)e.ReceivedAt).FirstOrDefaultAsync(cancellationToken);
        return last is { } heard && began - heard > Outage ? heard : null;
    }

    /// <summary>Reads messages back to this time, of all numbers or of one, and stores what was not known.</summary>
    public async Task ReadAsync(string? phoneNumberId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        using var work = KapsoWork.Begin(KapsoPriority.Sweep);
        var filter = new MessageFilter { PhoneNumberId = phoneNumberId, PageSize = PageSize };
        var pages = 0;
        await foreach (var page in kapso.Messages.ListAsync(filter, cancellationToken).Chunk(PageSize).WithCancellation(cancellationToken))
        {
            await StoreAsync(page, phoneNumberId, cancellationToken);
            pages++;
            // What was copied from a phone is old whenever it came.
            var isOver = page.All(message => message.Timestamp < since && message.Origin != MessageOrigin.HistorySync);
            if (isOver || pages >= (phoneNumberId is null ? MostPages : MostPagesOfANumber)) break;
        }
        Log.Read(logger, pages);
    }

    private async Task MakeUpForOutageAsync(DateTimeOffset began, CancellationToken cancellationToken)
    {
        if (await SilentSinceAsync(began, cancellationToken) is not { } since) return;

        for (var share = await AskAsync(done: false); share != MissedShare.Over; share = await AskAsync(done: share == MissedShare.Mine))
        {
            if (share == MissedShare.Mine) await ReadAsync(null, since - Overlap, cancellationToken);
            else await Task.Delay(Pause, time, cancellationToken);
        }

        Task<MissedShare> AskAsync(bool done) => node.AskAsync(grains => grains.GetGrain<IMissedMessagesGrain>(0).NextAsync(node.Name, done), cancellationToken);
    }

    private async Task MakeUpForNumbersAsync(CancellationToken cancellationToken)
    {
        await foreach (var number in mended.Reader.ReadAllAsync(cancellationToken))
            await UntilDoneAsync(() => MakeUpForAsync(number, cancellationToken), cancellationToken);
    }

    /// <summary>A number that was never heard, and to which nothing was written, has missed nothing that we know of.</summary>
    private async Task MakeUpForAsync(string phoneNumberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var newest = await db.Connections.Where(c => c.PhoneNumberId == phoneNumberId)
            .Select(c => db.Messages.Where(m => m.ConnectionId == c.Id && m.Wamid != null).OrderByDescending(m => m.At).Select(m => (DateTimeOffset?)m.At).FirstOrDefault() ?? c.LastEventAt)
            .ToListAsync(cancellationToken);
        if (newest.Max() is { } since) await ReadAsync(phoneNumberId, since - Overlap, cancellationToken);
    }

    private async Task StoreAsync(Message[] page, string? phoneNumberId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Oldest first, as they would have come.
        var heard = page.Reverse().Select(message => (Number: message.PhoneNumberId ?? phoneNumberId, Message: message))
            .Where(one => one.Number is not null).Select(one => new Heard(one.Number!, now) { Message = one.Message }).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var users = await db.InTurnAsync("missed messages", cancel => intake.WriteAsync(db, heard, cancel), cancellationToken: cancellationToken);
        foreach (var user in users) changes.Publish(user);
    }

    /// <summary>Kapso or the database may be out of reach for long: it is tried again, at ever longer pauses.</summary>
    private async Task UntilDoneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        for (var pause = Pause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            try
            {
                await work();
                return;
            }
            catch (KapsoException e)
            {
                Log.Stopped(logger, e.Status, e.Code);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, e);
            }
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Messages that may have been missed were read at Kapso: {Pages} pages")]
        public static partial void Read(ILogger logger, int pages);

        [LoggerMessage(LogLevel.Information, "Kapso does not tell what was missed just now (status {Status}, code {Code}): it is asked again")]
        public static partial void Stopped(ILogger logger, int? status, string? code);

        [LoggerMessage(LogLevel.Error, "What was missed could not be made up for; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
