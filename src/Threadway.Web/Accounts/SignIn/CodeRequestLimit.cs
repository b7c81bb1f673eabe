using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>How often one number may be sent a code: each costs the operator money and the person patience.</summary>
internal sealed class CodeRequestLimit(IOptions<SignInOptions> options) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<string> numbers = PartitionedRateLimiter.Create<string, string>(e164 =>
        RateLimitPartition.GetFixedWindowLimiter(e164, _ => new() { PermitLimit = options.Value.CodesPerNumber, Window = Window }));

    public RateLimitLease Attempt(string e164) => numbers.AttemptAcquire(e164);

    /// <summary>How long until one more may be asked for; nothing where it may at once.</summary>
    public TimeSpan NextIn(string e164)
    {
        using var look = numbers.AttemptAcquire(e164, permitCount: 0);
        return !look.IsAcquired && look.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero;
    }

    public void Dispose() => numbers.Dispose();
}
