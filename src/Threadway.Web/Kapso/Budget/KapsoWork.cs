namespace Threadway.Web.Kapso.Budget;

/// <summary>For whom Kapso is asked, the most urgent first.</summary>
public enum KapsoPriority
{
    /// <summary>A sign-in code: somebody waits, and anybody can cause it.</summary>
    SignIn,
    /// <summary>Somebody signed in waits for it.</summary>
    Person,
    /// <summary>A browser without a session waits for it.</summary>
    Stranger,
    /// <summary>What programs and events ask for.</summary>
    Program,
    /// <summary>Messages that wait to be sent: evenly over the minute, so that there is always something left for who comes next.</summary>
    Message,
    /// <summary>Messages of which there are many, likewise.</summary>
    Bulk,
    /// <summary>The sweep and what is refreshed in the background.</summary>
    Sweep,
}

/// <summary>On whose behalf Kapso is being asked. It is begun where the work comes in and flows with the call.</summary>
internal static class KapsoWork
{
    private static readonly AsyncLocal<(KapsoPriority Priority, string User)?> Ambient = new();

    /// <summary>Where nobody said, it is a program's: in nobody's way who waits, and before what can wait.</summary>
    public static (KapsoPriority Priority, string User) Current => Ambient.Value ?? (KapsoPriority.Program, "");

    /// <summary>From here until what comes is disposed of. What is already for somebody stays theirs.</summary>
    public static IDisposable? Begin(KapsoPriority priority, Guid? user = null) => Begin(priority, user?.ToString("N") ?? "");

    /// <inheritdoc cref="Begin(KapsoPriority, Guid?)"/>
    public static IDisposable? Begin(KapsoPriority priority, string user)
    {
        if (Ambient.Value is not null) return null;
        Ambient.Value = (priority, user);
        return new End();
    }

    private sealed class End : IDisposable
    {
        public void Dispose() => Ambient.Value = null;
    }
}
