using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Reads at Kapso what a trigger makes doubtful: the links that are waited for, and one number or all of the user's.</summary>
internal sealed class KapsoReader(KapsoClient kapso, NumberReader numbers, TimeProvider time)
{
    public async Task<KapsoReading> ReadAsync(UserRows held, ReconciliationTrigger trigger, CancellationToken cancellationToken)
    {
        if (held.CustomerId is not { } customerId || trigger.Disconnects) return KapsoReading.None;

        var reading = await ReadLinksAsync(held, customerId, cancellationToken);
        if (trigger.Seen.Count > 0) return reading with { Numbers = trigger.Seen };
        if (trigger.PhoneNumberId is { } one)
        {
            var withHealth = trigger.WithHealth || (trigger.Witness == Witness.Sweep && IsTroubled(held, one));
            return reading with { Numbers = [await numbers.ReadAsync(customerId, one, withHealth, cancellationToken)] };
        }
        if (trigger.LinksFirst && !reading.Links.Any(link => link.Status == SetupLinkStatus.Used)) return reading;

        // What cannot be said of the links, Kapso will hardly say of the numbers: its budget and the person's patience are spared.
        return reading.Failure is null ? await ReadNumbersAsync(reading, held, customerId, trigger.Return?.ClaimedNumberId, cancellationToken) : reading;
    }

    private async Task<KapsoReading> ReadLinksAsync(UserRows held, string customerId, CancellationToken cancellationToken)
    {
        var waiting = held.Links.Where(link => link.SettledAt is null).ToDictionary(link => link.Id);
        if (waiting.Count == 0) return KapsoReading.None;

        // There is no way to read one link (contract 4.1). The list is newest first: stop past the oldest of ours.
        var oldest = waiting.Values.Min(link => link.CreatedAt);
        var (began, found) = (time.GetUtcNow(), new List<SetupLink>());
        try
        {
            await foreach (var link in kapso.SetupLinks.ListAsync(customerId, cancellationToken: cancellationToken))
            {
                if (link.CreatedAt < oldest) break;
                if (waiting.ContainsKey(link.Id)) found.Add(link);
            }
            return new() { Links = found, LinksReadAt = began };
        }
        catch (KapsoNotFoundException)
        {
            return new() { CustomerGone = true, LinksReadAt = began };
        }
        catch (KapsoException e)
        {
            return new() { Links = found, LinksReadAt = began, Failure = e };
        }
    }

    /// <summary>Every number of the customer, every number that we hold and the list does not show, and the one that a redirect claims.</summary>
    private async Task<KapsoReading> ReadNumbersAsync(
        KapsoReading reading, UserRows held, string customerId, string? claimed, CancellationToken cancellationToken)
    {
        var (began, found) = (time.GetUtcNow(), new List<NumberReading>());
        try
        {
            await foreach (var number in kapso.PhoneNumbers.ListAsync(new() { CustomerId = customerId }, cancellationToken))
            {
                if (number.CustomerId == customerId)
                    found.Add(await numbers.PresentAsync(number, began, IsTroubled(held, number.Id), cancellationToken));
            }
        }
        catch (KapsoException e)
        {
            return reading with { Numbers = found, Failure = e };
        }

        var unlisted = held.Connections
            .Where(c => c.Lights.Linked != LightReason.GoneAtKapso && c.Status != ConnectionStatus.Disconnected)
            .Select(c => c.PhoneNumberId)
            .Append(claimed)
            .OfType<string>()
            .Except(found.Select(number => number.PhoneNumberId))
            .ToList();
        foreach (var phoneNumberId in unlisted)
            found.Add(await numbers.ReadAsync(customerId, phoneNumberId, withHealth: false, cancellationToken));
        return reading with { Numbers = found };
    }

    /// <summary>Health alone tells that an account may send again, and its budget is small: it is asked for those that may not.</summary>
    private static bool IsTroubled(UserRows held, string phoneNumberId) =>
        held.Connections.Any(c => c.PhoneNumberId == phoneNumberId && c.Lights.Sending is LightReason.SendingBlocked or LightReason.SendingLimited);
}
