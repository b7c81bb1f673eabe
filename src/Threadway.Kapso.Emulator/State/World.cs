namespace Threadway.Kapso.Emulator.State;

/// <summary>Guards the state: every read and every change is one step of its own.</summary>
internal sealed class World(WorldState state, Func<WorldState> initial)
{
    private readonly Lock gate = new();

    /// <summary>Raised after a change, for the state file.</summary>
    public event Action? Changed;

    public T Read<T>(Func<WorldState, T> look)
    {
        lock (gate)
            return look(state);
    }

    public T Change<T>(Func<WorldState, T> change)
    {
        T result;
        lock (gate)
            result = change(state);
        Changed?.Invoke();
        return result;
    }

    public void Change(Action<WorldState> change) =>
        Change(now =>
        {
            change(now);
            return true;
        });

    public void Reset()
    {
        lock (gate)
        {
            var offset = state.ClockOffset;
            state = initial();
            state.ClockOffset = offset;
        }

        Changed?.Invoke();
    }
}
