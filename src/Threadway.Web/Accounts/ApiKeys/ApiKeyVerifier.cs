using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;

namespace Threadway.Web.Accounts.ApiKeys;

internal enum KeyVerdict
{
    Valid,
    /// <summary>No key, or one with a typing error: seen without a query.</summary>
    Malformed,
    /// <summary>No such id, or not its secret: nobody is told which.</summary>
    Unknown,
    Expired,
    Revoked,
}

/// <summary>Whose key it is, and what it may do.</summary>
internal sealed record VerifiedKey(Guid Id, Guid UserId, IReadOnlyList<string> Scopes);

/// <summary>
/// Looks keys up by their id and compares their secrets. A good key is believed for a few seconds without another look, so that a
/// busy program costs a query every few seconds; a revoked one works on no node for longer than that.
/// </summary>
internal sealed partial class ApiKeyVerifier(IDbContextFactory<ThreadwayDb> databases, TimeProvider time, ILogger<ApiKeyVerifier> logger)
{
    /// <summary>How long a key that was revoked on another node may still work here.</summary>
    public static readonly TimeSpan Belief = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan UsePrecision = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Believed> believed = new();
    private long lastCleared;

    public async Task<(KeyVerdict Verdict, VerifiedKey? Key)> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.TryRead(text, out var id, out var secretHash)) return (KeyVerdict.Malformed, null);

        var known = Known(id);
        var found = known ?? await ReadAsync(id, cancellationToken);
        if (found is null || !CryptographicOperations.FixedTimeEquals(found.Row.SecretHash, secretHash)) return (KeyVerdict.Unknown, null);
        if (found.Row.RevokedAt is not null) return (KeyVerdict.Revoked, null);
        if (found.Row.ExpiresAt <= time.GetUtcNow()) return (KeyVerdict.Expired, null);

        // Not what was known: what another call has it forget meanwhile stays forgotten.
        if (known is null) Believe(found);
        await NoteUseAsync(found.Row, cancellationToken);
        return (KeyVerdict.Valid, found.Key);
    }

    /// <summary>Looks again at the next call.</summary>
    public void Forget(Guid id) => believed.TryRemove(id, out _);

    private Believed? Known(Guid id) => believed.TryGetValue(id, out var known) && !IsOld(known) ? known : null;

    private async Task<Believed?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        // Before the read: what is revoked while it goes on is not believed for longer.
        var readAt = time.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == id, cancellationToken);
        return row is null ? null : new(row, new(row.Id, row.UserId, row.Scopes.Split(' ')), readAt);
    }

    /// <summary>Good keys alone, and what is old goes: nobody fills the memory with keys that are none.</summary>
    private void Believe(Believed found)
    {
        believed[found.Row.Id] = found;
        var last = Interlocked.Read(ref lastCleared);
        if (time.GetElapsedTime(last) < Belief || Interlocked.CompareExchange(ref lastCleared, time.GetTimestamp(), last) != last) return;
        foreach (var (id, old) in believed)
        {
            if (IsOld(old)) believed.TryRemove(new(id, old));
        }
    }

    private bool IsOld(Believed key) => time.GetElapsedTime(key.ReadAt) >= Belief;

    private async Task NoteUseAsync(ApiKey row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now - UsePrecision;
        if (row.LastUsedAt > before) return;

        row.LastUsedAt = now;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            // Where several nodes or calls come at once, the first writes.
            await db.ApiKeys.Where(key => key.Id == row.Id && (key.LastUsedAt == null || key.LastUsedAt <= before))
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What the call is about may well work: a full disk can still be read.
            Log.UseNotNoted(logger, row.Id, e);
        }
    }

    private sealed record Believed(ApiKey Row, VerifiedKey Key, long ReadAt);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API key {Id} could not be written down")]
        public static partial void UseNotNoted(ILogger logger, Guid id, Exception error);
    }
}
