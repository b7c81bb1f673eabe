using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Follows setup links at Kapso until there is nothing more to wait for.</summary>
internal sealed class SetupProgress(
    KapsoClient kapso, IDbContextFactory<ThreadwayDb> databases, ConnectionUpdater updater, ReconnectGuard guard, ConnectionUpdates updates, TimeProvider time)
{
    /// <summary>Reads the user's unsettled links at Kapso and writes down its words; an older read never overwrites a newer one.</summary>
    /// <exception cref="KapsoException">The list could not be read: nothing is written then.</exception>
    public async Task ReadAsync(Guid userId, string customerId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.SetupLinks.Where(link => link.UserId == userId && link.SettledAt == null).ToDictionaryAsync(link => link.Id, cancellationToken);
        if (waiting.Count == 0) return;

        var began = time.GetUtcNow();
        // There is no way to read one link (contract 4.1). The list is newest first: stop past the oldest of ours.
        var oldest = waiting.Values.Min(link => link.CreatedAt);
        try
        {
            await foreach (var link in kapso.SetupLinks.ListAsync(customerId, cancellationToken: cancellationToken))
            {
                if (link.CreatedAt < oldest) break;
                if (waiting.ContainsKey(link.Id)) await WriteAsync(db, link, began, cancellationToken);
            }
        }
        catch (KapsoNotFoundException)
        {
            // The customer was deleted at Kapso, and its links with it.
            await db.SetupLinks.Where(row => row.UserId == userId && row.SettledAt == null).RevokeAsync(began, cancellationToken);
        }
        updates.Publish(userId);
    }

    /// <summary>Joins finished links with the numbers that came out of them. Call it after the numbers were looked at.</summary>
    /// <param name="claimed">The number that a redirect named; believed only where Kapso shows it for this user.</param>
    public async Task ResolveAsync(Guid userId, Witness witness, string? claimed, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var finished = await db.SetupLinks
            .Where(link => link.UserId == userId && link.SettledAt == null && link.Status == SetupLinkStatus.Used)
            .ToListAsync(cancellationToken);
        foreach (var link in finished)
        {
            if (await FindNumberAsync(db, link, claimed, cancellationToken) is not { } connection) continue;

            var identity = await guard.CompareAsync(link, connection, time.GetUtcNow(), cancellationToken);
            if (identity is { } testimony)
                await updater.UpdateWhatsAppConnectionAsync(userId, connection.PhoneNumberId, witness, [testimony], cancellationToken);
            if (identity?.Fact == Fact.IdentityMismatched) continue;

            var now = time.GetUtcNow();
            await db.SetupLinks.Where(row => row.Id == link.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.PhoneNumberId, connection.PhoneNumberId)
                    .SetProperty(row => row.ErrorCode, (string?)null)
                    .SetProperty(row => row.SettledAt, now),
                cancellationToken);
        }
        if (finished.Count > 0) updates.Publish(userId);
    }

    private static async Task<Connection?> FindNumberAsync(ThreadwayDb db, SetupLinkRow link, string? claimed, CancellationToken cancellationToken)
    {
        var linked = db.Connections.AsNoTracking().Where(c => c.UserId == link.UserId && c.Linked == LightReason.Linked);
        if (link.ExpectedPhoneNumberId is { } expected)
            return await linked.FirstOrDefaultAsync(
                c => (c.PhoneNumberId == expected || c.Digits == link.ExpectedDigits) && c.Sending != LightReason.AccessRemoved && c.Sending != LightReason.Offboarded,
                cancellationToken);

        return await linked.FirstOrDefaultAsync(c => c.PhoneNumberId == claimed, cancellationToken)
            ?? await linked
                .Where(c => c.MadeAt >= link.CreatedAt && !db.SetupLinks.Any(other => other.PhoneNumberId == c.PhoneNumberId && other.CreatedAt > link.CreatedAt))
                .OrderBy(c => c.MadeAt)
                .FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task WriteAsync(ThreadwayDb db, SetupLink link, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var setupStatus = link.WhatsappSetupStatus ?? WhatsappSetupStatus.Pending;
        var over = link.Status == SetupLinkStatus.Expired || link.Status == SetupLinkStatus.Revoked;
        var sentence = link.WhatsappSetupError is { Length: > 500 } text ? text[..500] : link.WhatsappSetupError;
        await db.SetupLinks
            .Where(row => row.Id == link.Id && row.ObservedAt < began)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Status, link.Status)
                    .SetProperty(row => row.SetupStatus, setupStatus)
                    .SetProperty(row => row.ProviderSentence, sentence)
                    .SetProperty(row => row.ExpiresAt, link.ExpiresAt)
                    .SetProperty(row => row.ObservedAt, began)
                    .SetProperty(row => row.SettledAt, row => over ? began : row.SettledAt),
                cancellationToken);
    }
}
