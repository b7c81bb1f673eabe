using Microsoft.Extensions.Options;
using Threadway.Kapso;

namespace Threadway.Web.Kapso.Budget;

/// <summary>
/// A permit that was waited for before the call it is for is begun: whoever has work of which nothing may be under way in vain takes it
/// first. While it is entered, the next call that goes through the gate uses it; disposed of unused it is given back.
/// </summary>
internal sealed class HeldPermit : IDisposable
{
    private static readonly AsyncLocal<HeldPermit?> Ambient = new();

    private readonly BudgetGate gate;
    private BudgetPermit? permit;

    internal HeldPermit(BudgetGate gate, BudgetPermit permit) => (this.gate, this.permit) = (gate, permit);

    /// <summary>From here on calls of this flow use it.</summary>
    public void Enter() => Ambient.Value = this;

    internal static BudgetPermit? TakeCurrent() => Ambient.Value is { } held ? Interlocked.Exchange(ref held.permit, null) : null;

    /// <summary>To another flow, which disposes of what it gets.</summary>
    public HeldPermit? HandOver() => Interlocked.Exchange(ref permit, null) is { } handed ? new(gate, handed) : null;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref permit, null) is { } unused) gate.GiveBack(unused);
    }
}

/// <summary>Permits before calls, of the one key that this app has.</summary>
internal sealed class KapsoPermits(BudgetGates gates, IOptionsMonitor<KapsoOptions> options)
{
    private BudgetGate Gate => gates.OfKey(options.CurrentValue.ApiKey);

    /// <summary>Kapso limits nothing, as far as it said: no permit is needed.</summary>
    public bool IsOpen => Gate.IsOpen;

    /// <summary>Waits until a call may go: with a permit, or without where none is needed. Not granted where none came in time.</summary>
    public async Task<(bool IsGranted, HeldPermit? Permit)> TakeAsync(KapsoPriority priority, Guid user, TimeSpan patience, CancellationToken cancellationToken)
    {
        var gate = Gate;
        var answer = await gate.EnterAsync(priority, user.ToString("N"), patience, CancellationToken.None, cancellationToken);
        return (answer.RetryAfter is null, answer.Permit is null ? null : new HeldPermit(gate, answer.Permit));
    }
}
