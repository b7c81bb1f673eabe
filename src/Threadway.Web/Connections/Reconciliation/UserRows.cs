using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>All that we hold of one user, as it stood when their turn began: what is decided over, and what is written to.</summary>
internal sealed class UserRows
{
    public required Guid UserId { get; init; }

    /// <summary>Null before the user's first setup.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Newest first.</summary>
    public List<SetupLinkRow> Links { get; init; } = [];

    public List<Connection> Connections { get; init; } = [];

    public List<Observation> Observations { get; init; } = [];

    /// <summary>Rows by which somebody else still holds a number that Kapso shows under this user's customer.</summary>
    public List<FormerOwner> FormerOwners { get; init; } = [];

    public Connection? Find(string phoneNumberId) => Connections.Find(c => c.PhoneNumberId == phoneNumberId);

    public IEnumerable<ObservedFact> FactsOf(string phoneNumberId) =>
        Observations.Where(o => o.PhoneNumberId == phoneNumberId).Select(o => o.AsFact());

    public static async Task<UserRows> LoadAsync(ThreadwayDb db, Guid userId, ReconciliationTrigger trigger, CancellationToken cancellationToken)
    {
        var customerId = await db.Users.Where(u => u.Id == userId).Select(u => u.KapsoCustomerId).SingleOrDefaultAsync(cancellationToken);
        var links = await db.SetupLinks.Where(link => link.UserId == userId).OrderByDescending(link => link.CreatedAt).ToListAsync(cancellationToken);
        return new()
        {
            UserId = userId,
            CustomerId = customerId ?? trigger.CustomerId,
            Links = links,
            Connections = await db.Connections.Where(c => c.UserId == userId).ToListAsync(cancellationToken),
            Observations = await Weighed(db.Observations.Where(o => o.UserId == userId), links, trigger).ToListAsync(cancellationToken),
        };
    }

    /// <summary>Facts of a number are wanted where it may be weighed; a link that is waited for may be joined with any of the user's.</summary>
    private static IQueryable<Observation> Weighed(IQueryable<Observation> observations, List<SetupLinkRow> links, ReconciliationTrigger trigger)
    {
        List<string> numbers = [.. trigger.Seen.Select(number => number.PhoneNumberId), .. trigger.PhoneNumberId is { } one ? [one] : Array.Empty<string>()];
        return numbers.Count == 0 || links.Exists(link => link.SettledAt is null)
            ? observations
            : observations.Where(o => numbers.Contains(o.PhoneNumberId));
    }

    public async Task LoadFormerOwnersAsync(ThreadwayDb db, KapsoReading reading, CancellationToken cancellationToken)
    {
        var seen = reading.Numbers.Where(number => number.Sight == NumberSight.Present).Select(number => number.PhoneNumberId).ToList();
        if (seen.Count == 0) return;

        var former = await db.Connections
            .Where(c => seen.Contains(c.PhoneNumberId) && c.UserId != UserId && c.Status == ConnectionStatus.Connected)
            .ToListAsync(cancellationToken);
        foreach (var connection in former)
        {
            FormerOwners.Add(new(connection, await db.Observations
                .Where(o => o.UserId == connection.UserId && o.PhoneNumberId == connection.PhoneNumberId)
                .ToListAsync(cancellationToken)));
        }
    }
}

/// <summary>Somebody who holds a number that has moved on.</summary>
internal sealed record FormerOwner(Connection Connection, List<Observation> Observations);
