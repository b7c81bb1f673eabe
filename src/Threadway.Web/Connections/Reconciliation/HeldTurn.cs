using Threadway.Web.Connections.Reconciliation.Turns;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>A user's turn, while one works; dispose it to pass it on.</summary>
internal sealed class HeldTurn(TurnTicket ticket, TimeProvider time, Action<TurnTicket> release) : IDisposable
{
    private long heardAt;
    private volatile bool lost;
    private int released;

    public TurnTicket Ticket => ticket;

    /// <summary>
    /// Before something is done that cannot be taken back: a process that stood still for longer than a turn is lent finds that
    /// somebody else may be at work.
    /// </summary>
    /// <exception cref="UserTurnUnavailableException">The turn is somebody else's by now.</exception>
    public void ThrowIfLost()
    {
        if (lost || time.GetElapsedTime(Volatile.Read(ref heardAt)) > TurnKeeper.Lease) throw new UserTurnUnavailableException();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref released, 1) == 0) release(ticket);
    }

    internal void IsHeardOf() => IsHeardOf(time.GetTimestamp());

    internal void IsHeardOf(long at) => Volatile.Write(ref heardAt, at);

    internal void IsLost() => lost = true;
}
