using Threadway.Kapso;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Writes a decision down: links, observations, connections and audit, in one transaction.</summary>
internal sealed class DecisionWriter(AuditLog audit, ThreadwayDb db, UserRows held, Witness witness, DateTimeOffset now)
{
    private const int DetailLength = 500;

    public async Task WriteAsync(Decision decision, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Who lost a number comes first: the database lets no two hold one.
        ApplyToFormerOwners(decision);
        await db.SaveChangesAsync(cancellationToken);
        Apply(decision);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Changes the rows in memory, and stores nothing.</summary>
    internal void ApplyToFormerOwners(Decision decision)
    {
        foreach (var change in decision.Numbers.Where(change => change.UserId != held.UserId))
        {
            var (connection, observations) = held.FormerOwners.Single(owner => owner.Connection.Id == change.ConnectionId);
            UpdateWhatsAppConnection(change, connection, observations);
        }
    }

    /// <inheritdoc cref="ApplyToFormerOwners"/>
    internal void Apply(Decision decision)
    {
        foreach (var (linkId, after) in decision.Links) after.ApplyTo(held.Links.Single(link => link.Id == linkId));
        foreach (var change in decision.Numbers.Where(change => change.UserId == held.UserId))
            UpdateWhatsAppConnection(change, held.Connections.Find(c => c.Id == change.ConnectionId), held.Observations);
        foreach (var note in decision.Audit) audit.Add(db, note);
    }

    /// <summary>The one place that changes a connection. A number that nobody has seen yet, or that is gone and has none, has its observations and no row.</summary>
    private void UpdateWhatsAppConnection(NumberChange change, Connection? connection, List<Observation> observations)
    {
        var written = change.Facts.Select(fact => Write(change, observations, fact)).ToList();
        if (!change.HasRow || change.Verdict is not { Number: { } number, Status: { } status }) return;

        var before = connection is null ? null : Summary(connection);
        connection ??= Add(change);
        if (connection.Status == ConnectionStatus.Disconnected && status != ConnectionStatus.Disconnected)
            connection.ConnectedAt = change.Facts[0].ObservedAt;
        var ofNumber = observations.FindAll(o => o.PhoneNumberId == change.PhoneNumberId);
        Apply(connection, change.Verdict, number, status);
        connection.PhoneNumberId = change.PhoneNumberId;
        connection.ReadAt = ofNumber.Where(o => o.Fact.Aspect() == Aspect.Link).Max(o => o.ObservedAt);
        connection.LookAt = NextLook.Of(connection, ofNumber, isUnclear: change.Facts is [.., { Fact: Fact.Unclear }], now);
        connection.Version++;
        ofNumber.ForEach(o => o.ConnectionId = connection.Id);
        foreach (var old in History.Surplus(ofNumber)) Forget(old, observations);

        var after = Summary(connection);
        if (before == after) return;

        written[^1].Changed = after;
        audit.Add(db, new(change.UserId, AuditAction.ConnectionChanged)
        {
            PhoneNumberId = change.PhoneNumberId,
            Detail = $"{before ?? "unknown"} -> {after} ({witness})",
        });
    }

    private void Forget(Observation old, List<Observation> observations)
    {
        observations.Remove(old);
        db.Observations.Remove(old);
    }

    private Connection Add(NumberChange change)
    {
        var connection = new Connection
        {
            Id = Guid.CreateVersion7(),
            UserId = change.UserId,
            PhoneNumberId = change.PhoneNumberId,
            ConnectedAt = change.Facts[0].ObservedAt,
        };
        db.Connections.Add(connection);
        held.Connections.Add(connection);
        return connection;
    }

    private void Apply(Connection connection, Verdict verdict, NumberSnapshot number, ConnectionStatus status)
    {
        connection.Status = status;
        connection.Lights = verdict.Lights;
        connection.PhoneNumber = number.PhoneNumber;
        connection.Digits = number.Digits;
        connection.VerifiedName = number.VerifiedName;
        connection.BusinessAccountId = number.BusinessAccountId;
        connection.QualityRating = number.QualityRating;
        connection.MadeAt = number.CreatedAt;
        (connection.ConnectionType, connection.MessagesPerSecond) = number.IsCoexistence switch
        {
            true => (ConnectionType.Coexistence, SendingPace.Coexistence),
            false => (ConnectionType.Dedicated, SendingPace.Dedicated),
            null => (connection.ConnectionType, connection.MessagesPerSecond),
        };
        connection.DisconnectRequestedAt = verdict.DisconnectRequestedAt;
        connection.DisconnectedAt = status == ConnectionStatus.Disconnected ? connection.DisconnectedAt ?? now : null;
        connection.UnlinkedOnPhone = verdict.UnlinkedOnPhone;
    }

    /// <summary>The same witness saying the same again moves the time instead of adding a row.</summary>
    private Observation Write(NumberChange change, List<Observation> observations, ObservedFact fact)
    {
        var aspect = fact.Fact.Aspect();
        var detail = fact.Detail is { Length: > DetailLength } text ? text[..DetailLength] : fact.Detail;
        var last = observations
            .Where(o => o.PhoneNumberId == change.PhoneNumberId && o.Witness == witness && o.Fact.Aspect() == aspect)
            .MaxBy(o => o.ObservedAt);
        if (last is not null && last.Fact == fact.Fact && last.Detail == detail && last.Snapshot == fact.Snapshot)
        {
            last.Times++;
            if (fact.ObservedAt > last.ObservedAt) last.ObservedAt = fact.ObservedAt;
            return last;
        }

        var observation = new Observation
        {
            Id = Guid.CreateVersion7(),
            UserId = change.UserId,
            PhoneNumberId = change.PhoneNumberId,
            Witness = witness,
            Fact = fact.Fact,
            Detail = detail,
            Snapshot = fact.Snapshot,
            FirstObservedAt = fact.ObservedAt,
            ObservedAt = fact.ObservedAt,
        };
        db.Observations.Add(observation);
        observations.Add(observation);
        return observation;
    }

    private static string Summary(Connection connection) => $"{connection.Status}: {connection.Lights}";
}
