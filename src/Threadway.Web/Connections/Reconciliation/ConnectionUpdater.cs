using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// The one place that changes a connection: writes down what was observed and lets the judge decide over everything
/// observed so far. Webhook, redirect, sweep and user all come through here, in any order, any number of times, at once.
/// </summary>
internal sealed class ConnectionUpdater(IDbContextFactory<ThreadwayDb> databases, ConnectionUpdates updates, TimeProvider time)
{
    private const int Tries = 5;

    private const int DetailLength = 500;

    public async Task<Connection?> UpdateWhatsAppConnectionAsync(
        Guid userId, string phoneNumberId, Witness witness, IReadOnlyList<Testimony> testimonies, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryUpdateAsync(userId, phoneNumberId, witness, testimonies, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Somebody wrote first: the database refused ours, so judge again over what is there now.
            }
        }
    }

    private async Task<Connection?> TryUpdateAsync(
        Guid userId, string phoneNumberId, Witness witness, IReadOnlyList<Testimony> testimonies, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        var observations = await db.Observations
            .Where(o => o.UserId == userId && o.PhoneNumberId == phoneNumberId)
            .ToListAsync(cancellationToken);
        var written = testimonies.Select(testimony => Write(db, observations, userId, phoneNumberId, witness, testimony)).ToList();

        var verdict = ConnectionJudge.Judge(observations.Select(o => new Testimony(o.Fact, o.ObservedAt, o.Detail, o.Snapshot)));
        var connection = await FindAsync(db, userId, phoneNumberId, verdict.Number?.Digits, cancellationToken);
        var before = connection is null ? null : Summary(connection);

        if (verdict is { Number: { } number, Status: { } status })
        {
            connection ??= Add(db, userId, phoneNumberId, testimonies[0].ObservedAt);
            if (connection.Status == ConnectionStatus.Disconnected && status != ConnectionStatus.Disconnected)
                connection.ConnectedAt = testimonies[0].ObservedAt;
            Apply(connection, verdict, number, status, observations);
            connection.PhoneNumberId = phoneNumberId;
            connection.Version++;
            observations.ForEach(o => o.ConnectionId = connection.Id);
        }

        var after = connection is null ? null : Summary(connection);
        if (before != after)
        {
            written[^1].Changed = after;
            db.AuditEntries.Add(new()
            {
                UserId = userId,
                Action = "connection_changed",
                PhoneNumberId = phoneNumberId,
                Detail = $"{before ?? "unknown"} -> {after} ({witness})",
                At = time.GetUtcNow(),
            });
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        updates.Publish(userId);
        return connection;
    }

    /// <summary>The user's row for this number: by its id, or a row that lost its number and has the same digits, so that history stays with it.</summary>
    private static async Task<Connection?> FindAsync(
        ThreadwayDb db, Guid userId, string phoneNumberId, string? digits, CancellationToken cancellationToken) =>
        await db.Connections.FirstOrDefaultAsync(c => c.UserId == userId && c.PhoneNumberId == phoneNumberId, cancellationToken)
        ?? (digits is null ? null : await db.Connections.FirstOrDefaultAsync(
            c => c.UserId == userId && c.Digits == digits && (c.Linked == LightReason.GoneAtKapso || c.Status == ConnectionStatus.Disconnected),
            cancellationToken));

    private static Connection Add(ThreadwayDb db, Guid userId, string phoneNumberId, DateTimeOffset since)
    {
        var connection = new Connection
        {
            Id = Guid.CreateVersion7(),
            UserId = userId,
            PhoneNumberId = phoneNumberId,
            ConnectedAt = since,
        };
        db.Connections.Add(connection);
        return connection;
    }

    private void Apply(Connection connection, Verdict verdict, NumberSnapshot number, ConnectionStatus status, List<Observation> observations)
    {
        connection.Status = status;
        connection.Linked = verdict.Linked;
        connection.Receiving = verdict.Receiving;
        connection.Sending = verdict.Sending;
        connection.PhoneNumber = number.PhoneNumber;
        connection.Digits = number.Digits;
        connection.VerifiedName = number.VerifiedName;
        connection.BusinessAccountId = number.BusinessAccountId;
        connection.QualityRating = number.QualityRating;
        connection.MadeAt = number.CreatedAt;
        (connection.ConnectionType, connection.MessagesPerSecond) = number.IsCoexistence switch
        {
            // The lower, Kapso's, of two figures that disagree; dedicated as Meta starts it (contract 14 and 16, rows 1 and 2).
            true => (ConnectionType.Coexistence, (int?)5),
            false => (ConnectionType.Dedicated, 80),
            null => (connection.ConnectionType, connection.MessagesPerSecond),
        };
        connection.DisconnectRequestedAt = verdict.DisconnectRequestedAt;
        connection.DisconnectedAt = status == ConnectionStatus.Disconnected ? connection.DisconnectedAt ?? time.GetUtcNow() : null;
        connection.UnlinkedOnPhone = verdict.UnlinkedOnPhone;
        connection.ReadAt = observations.Where(o => o.Fact.Aspect() == Aspect.Link).Max(o => o.ObservedAt);
    }

    private static Observation Write(
        ThreadwayDb db, List<Observation> observations, Guid userId, string phoneNumberId, Witness witness, Testimony testimony)
    {
        var aspect = testimony.Fact.Aspect();
        var detail = testimony.Detail is { Length: > DetailLength } text ? text[..DetailLength] : testimony.Detail;
        var last = observations.Where(o => o.Witness == witness && o.Fact.Aspect() == aspect).MaxBy(o => o.ObservedAt);
        if (last is not null && last.Fact == testimony.Fact && last.Detail == detail && last.Snapshot == testimony.Snapshot)
        {
            last.Times++;
            if (testimony.ObservedAt > last.ObservedAt) last.ObservedAt = testimony.ObservedAt;
            return last;
        }

        var observation = new Observation
        {
            Id = Guid.CreateVersion7(),
            UserId = userId,
            PhoneNumberId = phoneNumberId,
            Witness = witness,
            Fact = testimony.Fact,
            Detail = detail,
            Snapshot = testimony.Snapshot,
            FirstObservedAt = testimony.ObservedAt,
            ObservedAt = testimony.ObservedAt,
        };
        db.Observations.Add(observation);
        observations.Add(observation);
        return observation;
    }

    private static string Summary(Connection connection) =>
        $"{connection.Status}: {connection.Linked}, {connection.Receiving}, {connection.Sending}";
}
