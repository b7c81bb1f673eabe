using Polly;
using Polly.Timeout;

namespace Threadway.Kapso.Http;

/// <summary>What became of one attempt.</summary>
internal enum AttemptEnd
{
    Answered,

    /// <summary>No connection came about: the server saw nothing.</summary>
    NotSent,

    /// <summary>The connection broke or time ran out: nobody knows.</summary>
    Lost,

    /// <summary>The answer came and is of no use; another one would be the same.</summary>
    Unusable,
}

internal readonly record struct Attempt(HttpMethod Method, AttemptEnd End, int Status = 0, TimeSpan? RetryAfter = null)
{
    public bool MayHaveHappened => End is AttemptEnd.Lost || Status >= 500;

    public static Attempt Answered(HttpMethod method, int status, TimeSpan? retryAfter) =>
        new(method, AttemptEnd.Answered, status, retryAfter);

    public static Attempt Failed(HttpMethod method, Exception failure) => new(method, EndOf(failure));

    public static AttemptEnd EndOf(Exception failure) => failure switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError
        } => AttemptEnd.NotSent,
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => AttemptEnd.Unusable,
        ExecutionRejectedException and not TimeoutRejectedException => AttemptEnd.NotSent, // a caller's own circuit or limiter
        HttpRequestException or IOException or OperationCanceledException or TimeoutRejectedException => AttemptEnd.Lost,
        _ => AttemptEnd.Unusable,
    };
}

/// <summary>Whether to repeat, and after how long; without a delay the usual backoff applies.</summary>
internal readonly record struct RetryDecision(bool Repeat, TimeSpan? Delay = null);

/// <summary>
/// Which failed attempts are repeated. Throttled and unsent ones always: nothing happened. A lost answer or a server failure only
/// where repeating ends in the same state: GET, HEAD, DELETE, PUT, and PATCH, because changes at Kapso set values and add nothing up.
/// Never a POST: a message would go out twice, a setup link would revoke the one already handed out.
/// </summary>
internal static class RetryRule
{
    public static RetryDecision Decide(Attempt attempt, TimeSpan longestDelay) => attempt switch
    {
        { End: AttemptEnd.NotSent } => new(true),
        { End: AttemptEnd.Lost } => new(IsSafeToRepeat(attempt.Method)),
        { Status: 429 } => Within(longestDelay, attempt.RetryAfter),
        { Status: >= 500 and not 501 and not 505 } when IsSafeToRepeat(attempt.Method) => Within(longestDelay, attempt.RetryAfter),
        _ => new(false),
    };

    public static bool IsSafeToRepeat(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Delete || method == HttpMethod.Patch
        || method == HttpMethod.Put;

    // A person waits for this call: what Kapso's window asks for beyond the limit is the caller's to schedule.
    private static RetryDecision Within(TimeSpan longest, TimeSpan? asked) => asked > longest ? new(false) : new(true, asked);
}
