using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>How often one key may call in a minute, on this node. Every answer says what is left, as the IETF's draft for RateLimit headers has it.</summary>
internal sealed class ApiKeyLimits(IOptions<ApiKeyOptions> options, TimeProvider time) : IDisposable
{
    private const string Policy = "key";

    // A key that does not call for a while leaves no memory behind: limiters that say that they are idle are dropped.
    private readonly PartitionedRateLimiter<Guid> limiter = PartitionedRateLimiter.Create<Guid, Guid>(
        key => RateLimitPartition.Get(key, _ => new CallsInAMinute(options.Value.RequestsPerMinute, time)));

    /// <summary>Counts the call, and has its answer say how the key stands. False where it is one too many.</summary>
    public bool Take(Guid key, HttpResponse response)
    {
        using var lease = limiter.AttemptAcquire(key);
        lease.TryGetMetadata(CallsInAMinute.Remaining, out var remaining);
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        // At the last moment: whatever fails throws the headers away.
        response.OnStarting(() =>
        {
            response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";r={remaining};t={seconds}");
            response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";q={options.Value.RequestsPerMinute};w={CallsInAMinute.Window.TotalSeconds}");
            return Task.CompletedTask;
        });
        if (!lease.IsAcquired) response.SetRetryAfter(wait);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>
/// A window of a minute that begins with the first call in it. .NET's own tells how long it lasts only to those it refuses, and
/// knows no clock but the machine's.
/// </summary>
internal sealed class CallsInAMinute(int permits, TimeProvider time) : RateLimiter
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static readonly MetadataName<int> Remaining = new("REMAINING");

    private readonly Lock guard = new();
    private long begun = time.GetTimestamp();
    private int taken;

    /// <summary>Null while there is something to remember.</summary>
    public override TimeSpan? IdleDuration => time.GetElapsedTime(begun) - Window is { Ticks: > 0 } idle ? idle : null;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (guard)
        {
            if (time.GetElapsedTime(begun) >= Window) (begun, taken) = (time.GetTimestamp(), 0);
            var acquired = taken + permitCount <= permits;
            if (acquired) taken += permitCount;
            return new Lease(acquired, permits - taken, Window - time.GetElapsedTime(begun));
        }
    }

    /// <summary>Nobody waits in line: a program that is told when to come again does so.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    private sealed class Lease(bool acquired, int remaining, TimeSpan wait) : RateLimitLease
    {
        public override bool IsAcquired => acquired;

        public override IEnumerable<string> MetadataNames => [Remaining.Name, MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == Remaining.Name ? remaining : metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
