using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Orleans;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>Counts the code requests of one shard of the numbers. A count is lost with the node that keeps it: then the number's window begins anew.</summary>
[Alias("threadway.code-requests")]
internal interface ICodeRequestLimitGrain : IGrainWithIntegerKey
{
    [Alias("attempt")]
    Task<TimeSpan?> AttemptAsync(Guid number);

    [Alias("next-in")]
    Task<TimeSpan> NextInAsync(Guid number);
}

internal sealed class CodeRequestLimitGrain(IOptions<SignInOptions> options) : Grain, ICodeRequestLimitGrain, IDisposable
{
    private readonly PartitionedRateLimiter<Guid> numbers = PartitionedRateLimiter.Create<Guid, Guid>(number =>
        RateLimitPartition.GetFixedWindowLimiter(number, _ => new() { PermitLimit = options.Value.CodesPerNumber, Window = CodeRequestLimit.Window }));

    public Task<TimeSpan?> AttemptAsync(Guid number)
    {
        // Longer than the counts count: an idle keeper takes none with it.
        DelayDeactivation(2 * CodeRequestLimit.Window);
        using var lease = numbers.AttemptAcquire(number);
        return Task.FromResult(lease.IsAcquired ? null : RetryAfter(lease));
    }

    public Task<TimeSpan> NextInAsync(Guid number)
    {
        using var look = numbers.AttemptAcquire(number, permitCount: 0);
        return Task.FromResult(look.IsAcquired ? TimeSpan.Zero : RetryAfter(look) ?? TimeSpan.Zero);
    }

    public void Dispose() => numbers.Dispose();

    private static TimeSpan? RetryAfter(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : CodeRequestLimit.Window;
}
