using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Asks Kapso for the whole truth about one user: the links still open, every number, and which came out of which.</summary>
internal sealed class Settlement(SetupProgress progress, NumberLook numbers)
{
    /// <exception cref="KapsoException">Kapso gave no clear answer; what was recorded until then stays true.</exception>
    public async Task SettleAsync(Guid userId, string customerId, Witness witness, string? claimed, CancellationToken cancellationToken)
    {
        await progress.ReadAsync(userId, customerId, cancellationToken);
        await numbers.LookAtAllAsync(userId, customerId, witness, cancellationToken);
        await progress.ResolveAsync(userId, witness, claimed, cancellationToken);
    }

    /// <summary>The same, begun from one number that an event named.</summary>
    /// <exception cref="KapsoException">Kapso gave no clear answer about the links.</exception>
    public async Task<Sight> SettleNumberAsync(
        Guid userId, string customerId, string phoneNumberId, IReadOnlyList<Testimony> said, bool withHealth, CancellationToken cancellationToken)
    {
        await progress.ReadAsync(userId, customerId, cancellationToken);
        var sight = await numbers.LookAsync(userId, customerId, phoneNumberId, Witness.Webhook, said, withHealth, cancellationToken);
        await progress.ResolveAsync(userId, Witness.Webhook, claimed: null, cancellationToken);
        return sight;
    }
}
