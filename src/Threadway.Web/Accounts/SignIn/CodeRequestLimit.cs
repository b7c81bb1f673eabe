using System.Security.Cryptography;
using System.Text;
using Threadway.Web.Cluster;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>How often one number may be sent a code, on whatever node it is asked for: each costs the operator money and the person patience.</summary>
internal sealed class CodeRequestLimit(ClusterNode node)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Null where a code may be sent, which counts; else how long until one may be asked for again.</summary>
    public Task<TimeSpan?> AttemptAsync(string e164, CancellationToken cancellationToken) =>
        AskAsync(e164, (limits, number) => limits.AttemptAsync(number), cancellationToken);

    /// <summary>How long until one more may be asked for; nothing where it may at once.</summary>
    public Task<TimeSpan> NextInAsync(string e164, CancellationToken cancellationToken) =>
        AskAsync(e164, (limits, number) => limits.NextInAsync(number), cancellationToken);

    /// <summary>A number is counted under what nobody can read it from: what grains are asked may be logged.</summary>
    private Task<T> AskAsync<T>(string e164, Func<ICodeRequestLimitGrain, Guid, Task<T>> ask, CancellationToken cancellationToken)
    {
        var number = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(e164)).AsSpan(0, 16));
        return node.AskAsync(grains => ask(grains.GetGrain<ICodeRequestLimitGrain>(Shard.Of(number)), number), cancellationToken);
    }
}
