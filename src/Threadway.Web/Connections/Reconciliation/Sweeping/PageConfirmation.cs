using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;

namespace Threadway.Web.Connections.Reconciliation.Sweeping;

/// <summary>A number that a page showed as we hold it.</summary>
internal sealed record ConfirmedNumber(string PhoneNumberId, Connection Row, NumberSnapshot Snapshot);

/// <summary>
/// Writes down that a page confirmed what we hold, for all its numbers in a few statements. Nothing changes by it, so nobody's
/// turn is taken and nobody is told.
/// </summary>
internal sealed class PageConfirmation(ThreadwayDb db, DateTimeOffset readAt)
{
    /// <summary>An older read moves nothing that a newer one wrote.</summary>
    /// <returns>Those that were written to by somebody else meanwhile: they are to be decided over.</returns>
    public async Task<IReadOnlyList<ConfirmedNumber>> WriteAsync(IReadOnlyCollection<ConfirmedNumber> numbers, CancellationToken cancellationToken)
    {
        if (numbers.Count == 0) return [];

        var moved = await db.InTurnAsync("sweep", cancel => ConfirmAsync(numbers, cancel), cancellationToken: cancellationToken);
        db.ChangeTracker.Clear();
        return moved;
    }

    private async Task<IReadOnlyList<ConfirmedNumber>> ConfirmAsync(IReadOnlyCollection<ConfirmedNumber> numbers, CancellationToken cancellationToken)
    {
        var ids = numbers.Select(number => number.Row.Id).ToList();
        await db.Connections.Where(c => ids.Contains(c.Id) && c.ReadAt < readAt)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ReadAt, readAt), cancellationToken);
        var versions = await db.Connections.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Version, cancellationToken);
        await ObserveAsync([.. numbers.Where(IsAsItWas)], cancellationToken);
        return [.. numbers.Where(number => !IsAsItWas(number))];

        bool IsAsItWas(ConfirmedNumber number) => versions.TryGetValue(number.Row.Id, out var version) && version == number.Row.Version;
    }

    /// <summary>The sweep saying the same again moves the time of what it said; where it says so for the first time, a row is added.</summary>
    private async Task ObserveAsync(IReadOnlyCollection<ConfirmedNumber> numbers, CancellationToken cancellationToken)
    {
        var ids = numbers.Select(number => (Guid?)number.Row.Id).ToList();
        var last = (await db.Observations.AsNoTracking()
                .Where(o => ids.Contains(o.ConnectionId) && o.Witness == Witness.Sweep && (o.Fact == Fact.Present || o.Fact == Fact.Absent))
                .ToListAsync(cancellationToken))
            .GroupBy(o => (o.ConnectionId!.Value, o.PhoneNumberId))
            .ToDictionary(group => group.Key, group => group.MaxBy(o => o.ObservedAt)!);

        List<Guid> again = [];
        foreach (var number in numbers)
        {
            if (last.TryGetValue((number.Row.Id, number.PhoneNumberId), out var said) && said.Fact == Fact.Present && said.Detail is null && said.Snapshot == number.Snapshot)
                again.Add(said.Id);
            else
                db.Observations.Add(FirstOf(number));
        }
        await db.SaveChangesAsync(cancellationToken);
        if (again.Count == 0) return;
        await db.Observations.Where(o => again.Contains(o.Id) && o.ObservedAt < readAt)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.ObservedAt, readAt).SetProperty(o => o.Times, o => o.Times + 1), cancellationToken);
    }

    private Observation FirstOf(ConfirmedNumber number) => new()
    {
        Id = Guid.CreateVersion7(),
        UserId = number.Row.UserId,
        ConnectionId = number.Row.Id,
        PhoneNumberId = number.PhoneNumberId,
        Witness = Witness.Sweep,
        Fact = Fact.Present,
        Snapshot = number.Snapshot,
        FirstObservedAt = readAt,
        ObservedAt = readAt,
    };
}

internal static class ConnectionConfirmations
{
    /// <summary>
    /// Whether a fresh read that shows this leaves everything as it is: what the number is called, and where it stands with Meta.
    /// The one who decides would come to the same (a property test says so).
    /// </summary>
    public static bool IsConfirmedBy(this Connection held, NumberSnapshot seen) =>
        ShowsTheSame(held, seen) && IsSameAtMeta(held, seen.Status?.ToUpperInvariant());

    private static bool ShowsTheSame(Connection held, NumberSnapshot seen) =>
        held.PhoneNumber == seen.PhoneNumber
        && held.Digits == seen.Digits
        && held.VerifiedName == seen.VerifiedName
        && held.BusinessAccountId == seen.BusinessAccountId
        && held.QualityRating == seen.QualityRating
        && (seen.IsCoexistence is not { } coexistence || held.ConnectionType == (coexistence ? Threadway.Kapso.ConnectionType.Coexistence : Threadway.Kapso.ConnectionType.Dedicated))
        && IsSameInstant(held.MadeAt, seen.CreatedAt);

    private static bool IsSameAtMeta(Connection held, string? word) => held.Lights switch
    {
        { Linked: LightReason.Disconnecting } => true,
        { Linked: not LightReason.Linked } => false,
        { Sending: LightReason.Sending } => word is not ("DISCONNECTED" or "PENDING") && !(word == "CONNECTED" && held.UnlinkedOnPhone),
        { Sending: LightReason.SendingUnderReview } => word == "PENDING",
        { Sending: LightReason.AccessRemoved } => word != "CONNECTED",
        { Sending: LightReason.Offboarded } => word is not ("CONNECTED" or "DISCONNECTED"),
        // What health said of the account, or a reconnect of the identity, stands until they say otherwise.
        _ => word != "DISCONNECTED" && !(word == "CONNECTED" && held.UnlinkedOnPhone),
    };

    /// <summary>Databases keep microseconds.</summary>
    private static bool IsSameInstant(DateTimeOffset? one, DateTimeOffset? other) =>
        one is { } left && other is { } right ? (left - right).Duration() < TimeSpan.FromMicroseconds(1) : one is null == other is null;
}
