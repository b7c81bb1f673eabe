namespace Threadway.Web.Hosting;

/// <summary>It cannot be done just now, and nothing was done: 503 with <c>Retry-After</c> over HTTP.</summary>
/// <param name="code">Stable, in docs/errors.md.</param>
internal abstract class UnavailableException(string code, string detail, Exception? because = null) : Exception(detail, because)
{
    public string Code => code;

    public abstract TimeSpan RetryAfter { get; }
}
