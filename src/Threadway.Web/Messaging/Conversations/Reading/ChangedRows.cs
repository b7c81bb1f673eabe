using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;
using Threadway.Web.Hosting.Paging;

namespace Threadway.Web.Messaging.Conversations.Reading;

/// <summary>A message or conversation as it is now.</summary>
/// <param name="Until">Whoever goes on from here misses nothing.</param>
/// <param name="Answer">A <see cref="MessageAnswer"/> or a <see cref="ConversationAnswer"/>.</param>
internal readonly record struct ChangedRow(DateTimeOffset Until, object Answer);

/// <summary>
/// What of a user's messages and conversations changed from an instant on, each change once. Rows carry the time at which they
/// were written, and are seen when they were committed: of several nodes the later may be seen first. So each read begins a while
/// before the last, and passes over what was told already.
/// </summary>
internal sealed class ChangedRows(Guid userId, DateTimeOffset since, IDbContextFactory<ThreadwayDb> databases, TimeProvider time)
{
    /// <summary>Longer than a transaction lasts and clocks differ.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    /// <summary>So much of it is in memory at once, however much changed and however slowly it is taken.</summary>
    private const int BatchSize = 200;

    private readonly Dictionary<Guid, DateTimeOffset> told = [];

    /// <summary>Up to where everything was told.</summary>
    public DateTimeOffset Position { get; private set; } = since;

    /// <summary>What changed since the last read. No connection to the database is held while the reader is at it.</summary>
    public async IAsyncEnumerable<ChangedRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await foreach (var batch in BatchesAsync(cancellationToken))
        {
            var answers = await AnswersAsync([.. batch.Where(IsNew)], cancellationToken);
            foreach (var changed in batch)
            {
                if (!answers.Remove(changed.Id, out var answer)) continue;
                // A node whose clock is ahead must not carry the place past what others are still writing.
                if (changed.At > Position) Position = changed.At < now ? changed.At : now;
                told[changed.Id] = answer.ChangedAt;
                yield return new(Position, answer.Answer);
            }
        }
        if (now > Position) Position = now;
    }

    /// <summary>Takes what is there as told.</summary>
    public async Task SkipAsync(CancellationToken cancellationToken)
    {
        await foreach (var batch in BatchesAsync(cancellationToken))
        {
            foreach (var changed in batch) told[changed.Id] = changed.At;
        }
    }

    /// <summary>Keys alone, from the overlap on: most of them were told already.</summary>
    private async IAsyncEnumerable<List<Place>> BatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = new Place(Position - Overlap, Guid.Empty);
        while (true)
        {
            foreach (var (id, at) in told)
            {
                if (at < Position - Overlap) told.Remove(id);
            }
            var batch = await BatchAsync(after, cancellationToken);
            if (batch.Count > 0) yield return batch;
            if (batch.Count < BatchSize) yield break;
            after = batch[^1];
        }
    }

    private async Task<List<Place>> BatchAsync(Place after, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var messages = await db.Messages
            .Where(m => m.UserId == userId && m.ChangedAt >= after.At && (m.ChangedAt > after.At || m.Id > after.Id))
            .OrderBy(m => m.ChangedAt).ThenBy(m => m.Id)
            .Select(m => new Place(m.ChangedAt, m.Id))
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        var conversations = await db.Conversations
            .Where(c => c.UserId == userId && c.ChangedAt >= after.At && (c.ChangedAt > after.At || c.Id > after.Id))
            .OrderBy(c => c.ChangedAt).ThenBy(c => c.Id)
            .Select(c => new Place(c.ChangedAt, c.Id))
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        // The first so many of both are the first so many of all; ids sort here as they do in both engines.
        return [.. messages.Concat(conversations).OrderBy(changed => changed.At).ThenBy(changed => changed.Id).Take(BatchSize)];
    }

    private bool IsNew(Place changed) => !(told.TryGetValue(changed.Id, out var at) && at == changed.At);

    /// <summary>As they are by now, which may be later than when their keys were read.</summary>
    private async Task<Dictionary<Guid, (DateTimeOffset ChangedAt, object Answer)>> AnswersAsync(IReadOnlyList<Place> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0) return [];

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var ids = changed.Select(one => one.Id).ToList();
        var messages = await db.Messages.AsNoTracking().Where(m => m.UserId == userId && ids.Contains(m.Id)).ToListAsync(cancellationToken);
        var conversations = await db.Conversations.AsNoTracking().Where(c => c.UserId == userId && ids.Contains(c.Id)).ToListAsync(cancellationToken);
        var answers = messages.Zip(await db.AnswerAsync(messages, cancellationToken), (row, answer) => (row.Id, row.ChangedAt, Answer: (object)answer))
            .Concat(conversations.Zip(await db.AnswerAsync(conversations, time.GetUtcNow(), cancellationToken), (row, answer) => (row.Id, row.ChangedAt, Answer: (object)answer)));
        return answers.ToDictionary(one => one.Id, one => (one.ChangedAt, one.Answer));
    }
}
