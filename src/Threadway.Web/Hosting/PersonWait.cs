using Microsoft.Extensions.Options;

namespace Threadway.Web.Hosting;

/// <summary>
/// How long a person is kept waiting for somebody else's server: <see cref="ThreadwayOptions.PersonWait"/> in all, turns, pauses
/// and repetitions included. It is begun where a person's wish comes in and flows with the call; what has its own time (sweep,
/// webhooks) begins none and keeps its own limits.
/// </summary>
internal sealed class PersonWait(IOptions<ThreadwayOptions> options, TimeProvider time)
{
    /// <summary>From here on a wait is a wait: before, showing that something is going on would only flicker.</summary>
    public static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(300);

    private static readonly AsyncLocal<(CancellationToken Over, DateTimeOffset Ends)?> Current = new();

    /// <summary>Ends when the person has waited long enough; never where nobody waits.</summary>
    public static CancellationToken Over => Current.Value?.Over ?? default;

    /// <summary>When the person has waited long enough; null where nobody waits.</summary>
    public static DateTimeOffset? Ends => Current.Value?.Ends;

    /// <summary>The clock runs from here until what comes is disposed of. Inside another wait the other's clock counts.</summary>
    public IDisposable? Begin()
    {
        if (Over.CanBeCanceled) return null;
        var limit = new CancellationTokenSource(options.Value.PersonWait, time);
        Current.Value = (limit.Token, time.GetUtcNow() + options.Value.PersonWait);
        return new End(limit);
    }

    private sealed class End(CancellationTokenSource limit) : IDisposable
    {
        public void Dispose()
        {
            Current.Value = null;
            limit.Dispose();
        }
    }
}
