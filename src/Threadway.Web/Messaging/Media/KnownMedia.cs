using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;

namespace Threadway.Web.Messaging.Media;

/// <summary>What is known of a file: a row; that there is no such file; or, with neither, that nobody could be asked.</summary>
internal readonly record struct MediaKnowledge(UploadedMediaRow? Row, bool IsUnknown = false);

/// <summary>The files that messages name by id: what they are, from our own uploads, or from Kapso where somebody else uploaded them.</summary>
internal sealed class KnownMedia(KapsoClient kapso, IDbContextFactory<ThreadwayDb> databases, TimeProvider time)
{
    private const int LongestType = 100;
    private const int MostPauses = 10_000;

    /// <summary>Meta keeps a file so long.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>A message waits behind it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long Kapso is not asked again for what it does not have, or could not say: a batch may name one file a thousand times.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Guid Connection, string MediaId), (MediaKnowledge Answer, DateTimeOffset Until)> paused = new();

    public async Task<MediaKnowledge> FindAsync(Connection connection, string mediaId, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            var since = time.GetUtcNow() - Life;
            if (await db.UploadedMedia.AsNoTracking().SingleOrDefaultAsync(m => m.ConnectionId == connection.Id && m.MediaId == mediaId && m.CreatedAt > since, cancellationToken) is { } known)
                return new(known);
        }

        if (paused.TryGetValue((connection.Id, mediaId), out var last) && time.GetUtcNow() < last.Until) return last.Answer;
        var answer = await AskAsync(connection, mediaId, cancellationToken);
        if (answer.Row is not null) return answer;
        if (paused.Count >= MostPauses) paused.Clear();
        paused[(connection.Id, mediaId)] = (answer, time.GetUtcNow() + Pause);
        return answer;
    }

    private async Task<MediaKnowledge> AskAsync(Connection connection, string mediaId, CancellationToken cancellationToken)
    {
        try
        {
            var file = await kapso.With(new() { Timeout = Patience }).Media.GetAsync(connection.PhoneNumberId, mediaId, cancellationToken);
            if (file is not { MimeType: { Length: > 0 } type, FileSize: { } size }) return default;
            return new(await RememberAsync(connection.Id, mediaId, type, size, cancellationToken));
        }
        catch (KapsoException e) when (e is KapsoNotFoundException or KapsoValidationException)
        {
            return new(null, IsUnknown: true);
        }
        catch (KapsoException)
        {
            return default;
        }
    }

    public async Task<UploadedMediaRow> RememberAsync(Guid connectionId, string mediaId, string contentType, long size, CancellationToken cancellationToken)
    {
        var row = new UploadedMediaRow
        {
            ConnectionId = connectionId,
            MediaId = mediaId,
            ContentType = contentType.Length <= LongestType ? contentType : MediaLimits.Plain(contentType[..LongestType]),
            Size = size,
            CreatedAt = time.GetUtcNow(),
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // What Meta has forgotten is of no use here either; among it may be this one's own old row.
        var over = row.CreatedAt - Life;
        await db.UploadedMedia.Where(m => m.ConnectionId == connectionId && m.CreatedAt <= over).ExecuteDeleteAsync(cancellationToken);
        db.UploadedMedia.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.IsConflict())
        {
            // Two messages with one new file: the other was quicker, and wrote the same.
        }
        return row;
    }
}
