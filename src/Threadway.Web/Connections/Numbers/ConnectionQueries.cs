using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Numbers;

/// <summary>What a user may see of their own numbers. Every query starts from the user.</summary>
internal sealed class ConnectionQueries(IDbContextFactory<ThreadwayDb> databases)
{
    private const int EvidenceLines = 100;

    public async Task<IReadOnlyList<ConnectionView>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var connections = await db.Connections.AsNoTracking().Where(c => c.UserId == userId).OrderBy(c => c.ConnectedAt).ToListAsync(cancellationToken);
        return [.. connections.Select(View)];
    }

    public async Task<ConnectionView?> FindAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var connection = await db.Connections.Of(userId, phoneNumberId).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return connection is null ? null : View(connection);
    }

    /// <summary>The user's primary number: the oldest that is linked, else the oldest that was.</summary>
    public async Task<ConnectionStatusAnswer> GetStatusAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var customerId = await db.Users.Where(u => u.Id == userId).Select(u => u.KapsoCustomerId).SingleOrDefaultAsync(cancellationToken);
        var connections = await db.Connections.AsNoTracking()
            .Where(c => c.UserId == userId && c.Status != ConnectionStatus.Disconnected)
            .OrderBy(c => c.ConnectedAt)
            .ToListAsync(cancellationToken);
        var primary = connections.FirstOrDefault(IsLinked) ?? connections.FirstOrDefault();
        return new()
        {
            IsConnected = primary is not null && IsLinked(primary),
            PhoneNumberId = primary?.PhoneNumberId,
            ConnectionType = primary?.ConnectionType?.Value,
            ConnectedAt = primary?.ConnectedAt.ToUnixTimeMilliseconds(),
            KapsoCustomerId = customerId,
            PhoneNumber = primary?.PhoneNumber,
            VerifiedName = primary?.VerifiedName,
            Status = primary?.Status,
        };
    }

    public async Task<bool> HasCustomerAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(u => u.Id == userId && u.KapsoCustomerId != null, cancellationToken);
    }

    /// <summary>What was observed about a number, newest first.</summary>
    public async Task<IReadOnlyList<EvidenceLine>> GetEvidenceAsync(Guid userId, string phoneNumberId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var connectionId = await db.Connections.Of(userId, phoneNumberId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken);
        return await db.Observations.AsNoTracking()
            .Where(o => o.UserId == userId && (o.PhoneNumberId == phoneNumberId || (connectionId != null && o.ConnectionId == connectionId)))
            .OrderByDescending(o => o.ObservedAt).ThenByDescending(o => o.Id)
            .Take(EvidenceLines)
            .Select(o => new EvidenceLine(o.FirstObservedAt, o.ObservedAt, o.Times, o.Witness, o.Fact, o.Detail, o.Changed))
            .ToListAsync(cancellationToken);
    }

    private static bool IsLinked(Connection connection) => connection.Lights.Linked is LightReason.Linked or LightReason.Disconnecting;

    private static ConnectionView View(Connection c) => new()
    {
        Id = c.Id,
        PhoneNumberId = c.PhoneNumberId,
        PhoneNumber = c.PhoneNumber,
        VerifiedName = c.VerifiedName,
        BusinessAccountId = c.BusinessAccountId,
        ConnectionType = c.ConnectionType,
        Status = c.Status,
        QualityRating = c.QualityRating,
        MessagesPerSecond = c.MessagesPerSecond,
        ConnectedAt = c.ConnectedAt,
        DisconnectedAt = c.DisconnectedAt,
        LastEventAt = c.LastEventAt,
        Lights = c.Lights,
        DisconnectBy = c.DisconnectBy,
        Disconnect = c.DisconnectRequestedAt is not { } requestedAt ? null : new(
            requestedAt,
            RemovedAtKapso: c.Status == ConnectionStatus.Disconnected,
            UnlinkedOnPhone: c.ConnectionType == ConnectionType.Coexistence ? c.UnlinkedOnPhone : null),
    };
}
