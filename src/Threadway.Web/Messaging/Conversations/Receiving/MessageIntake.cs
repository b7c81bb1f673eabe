using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>
/// Writes what Kapso told of numbers that are somebody's, in groups: first who everybody is, then what was written, then how far it
/// came. In whatever order and however often it is told, the same rows come of it.
/// </summary>
internal sealed class MessageIntake(ContactBook book, ArrivalIds ids, TimeProvider time)
{
    private const string MoreUnread = "UPDATE conversations SET unread = unread + @p1 WHERE id = @p0 RETURNING id";

    /// <summary>In the transaction that is open, of which it takes the turns of all connections concerned. Returns whose pages show something else now.</summary>
    /// <param name="db">A context that remembers nothing, and does so again after.</param>
    /// <param name="heard">In order where they came in one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyCollection<Guid>> WriteAsync(ThreadwayDb db, IReadOnlyList<Heard> heard, CancellationToken cancellationToken)
    {
        var numbers = await NumbersAsync(db, heard, cancellationToken);
        var taken = heard.Where(one => numbers.ContainsKey(one.PhoneNumberId)).Select(one => new Taken(one, numbers[one.PhoneNumberId])).ToList();
        if (taken.Count == 0) return [];

        // Before anything is read that somebody else could write meanwhile.
        await db.WaitForTurnsAsync([.. taken.Select(one => ContactBook.Turn(one.Number.Id)).Distinct()], cancellationToken);
        var now = time.GetUtcNow();
        var messages = await MessagesAtHand.LoadAsync(db, taken, cancellationToken);
        var people = new PeopleOfEvents(book, messages, now);
        await people.ResolveAsync(db, taken, cancellationToken);
        var written = new WrittenMessages(db, messages, ids, now);
        await written.WriteAsync(taken, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        // Beside what somebody else does to the count at the same moment, who has read all of it.
        if (written.Unread.Count > 0)
            await db.ExecuteManyAsync(MoreUnread, written.Unread.Select(one => (object[])[one.Key, one.Value]), cancellationToken);
        if (written.WithStatuses.Count > 0)
        {
            foreach (var changed in await StatusBook.ApplyAsync(db, written.WithStatuses, now, cancellationToken)) written.Touch(changed);
            await db.SaveChangesAsync(cancellationToken);
        }
        db.ChangeTracker.Clear();
        return [.. people.Changed.Concat(written.Changed).Distinct()];
    }

    /// <summary>Whose a number is: one user's for as long as it is connected, else the last one's.</summary>
    private static async Task<Dictionary<string, KnownNumber>> NumbersAsync(ThreadwayDb db, IReadOnlyList<Heard> heard, CancellationToken cancellationToken)
    {
        var ids = heard.Select(one => one.PhoneNumberId).Distinct().ToArray();
        var rows = await db.Connections.Where(c => EF.Parameter(ids).Contains(c.PhoneNumberId))
            .Select(c => new { c.PhoneNumberId, c.Status, Number = new KnownNumber(c.Id, c.UserId, c.ConnectedAt) }).ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.PhoneNumberId).ToDictionary(
            same => same.Key,
            same => same.OrderByDescending(row => row.Status == ConnectionStatus.Connected).ThenByDescending(row => row.Number.ConnectedAt).First().Number);
    }
}

/// <summary>A number that is, or was, some user's connection.</summary>
internal sealed record KnownNumber(Guid Id, Guid UserId, DateTimeOffset ConnectedAt);

/// <summary>Something that was told, with whose it is and, once that is known, which conversation it belongs to.</summary>
internal sealed class Taken(Heard heard, KnownNumber number)
{
    public Heard Heard => heard;

    public KnownNumber Number => number;

    public ConversationRow? Conversation { get; set; }
}
