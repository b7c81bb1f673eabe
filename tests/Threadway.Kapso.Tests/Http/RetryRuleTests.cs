using Polly.CircuitBreaker;
using Polly.Timeout;
using Threadway.Kapso.Http;

namespace Threadway.Kapso.Tests.Http;

public sealed class RetryRuleTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(200, false, false)]
    [InlineData(302, false, false)]
    [InlineData(400, false, false)]
    [InlineData(401, false, false)]
    [InlineData(404, false, false)]
    [InlineData(409, false, false)]
    [InlineData(422, false, false)]
    [InlineData(429, true, true)]
    [InlineData(500, true, false)]
    [InlineData(501, false, false)]
    [InlineData(502, true, false)]
    [InlineData(503, true, false)]
    [InlineData(504, true, false)]
    [InlineData(505, false, false)]
    public void An_answer_is_followed_by_another_try_only_where_that_is_safe(int status, bool whenSafe, bool whenPosting)
    {
        Assert.Equal(whenSafe, Decide(Attempt.Answered(HttpMethod.Get, status, null)));
        Assert.Equal(whenSafe, Decide(Attempt.Answered(HttpMethod.Delete, status, null)));
        Assert.Equal(whenSafe, Decide(Attempt.Answered(HttpMethod.Patch, status, null)));
        Assert.Equal(whenPosting, Decide(Attempt.Answered(HttpMethod.Post, status, null)));
    }

    public static TheoryData<string, bool, bool> Failures => new()
    {
        { nameof(HttpRequestError.ConnectionError), true, true },
        { nameof(HttpRequestError.NameResolutionError), true, true },
        { nameof(HttpRequestError.SecureConnectionError), true, true },
        { nameof(HttpRequestError.ProxyTunnelError), true, true },
        { nameof(HttpRequestError.ResponseEnded), true, false },
        { nameof(HttpRequestError.InvalidResponse), true, false },
        { nameof(HttpRequestError.Unknown), true, false },
        { nameof(HttpRequestError.ConfigurationLimitExceeded), false, false },
        { nameof(IOException), true, false },
        { nameof(TimeoutRejectedException), true, false },
        { nameof(TaskCanceledException), true, false },
        { nameof(BrokenCircuitException), true, true },
        { nameof(InvalidOperationException), false, false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_is_followed_by_another_try_only_where_nothing_can_happen_twice(string kind, bool whenSafe, bool whenPosting)
    {
        Exception failure = kind switch
        {
            nameof(IOException) => new IOException(),
            nameof(TimeoutRejectedException) => new TimeoutRejectedException(),
            nameof(TaskCanceledException) => new TaskCanceledException(),
            nameof(BrokenCircuitException) => new BrokenCircuitException(),
            nameof(InvalidOperationException) => new InvalidOperationException(),
            _ => new HttpRequestException(Enum.Parse<HttpRequestError>(kind)),
        };

        Assert.Equal(whenSafe, Decide(Attempt.Failed(HttpMethod.Get, failure)));
        Assert.Equal(whenSafe, Decide(Attempt.Failed(HttpMethod.Delete, failure)));
        Assert.Equal(whenSafe, Decide(Attempt.Failed(HttpMethod.Patch, failure)));
        Assert.Equal(whenPosting, Decide(Attempt.Failed(HttpMethod.Post, failure)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(60, false)]
    public void A_wait_that_a_person_would_notice_is_not_waited(int seconds, bool repeated)
    {
        var asked = TimeSpan.FromSeconds(seconds);

        var throttled = RetryRule.Decide(Attempt.Answered(HttpMethod.Post, 429, asked), Longest);
        var unavailable = RetryRule.Decide(Attempt.Answered(HttpMethod.Get, 503, asked), Longest);

        Assert.Equal(repeated ? new RetryDecision(true, asked) : new RetryDecision(false), throttled);
        Assert.Equal(throttled, unavailable);
    }

    [Fact]
    public void Without_a_wait_of_kapsos_the_usual_backoff_applies()
    {
        Assert.Equal(new RetryDecision(true), RetryRule.Decide(Attempt.Answered(HttpMethod.Get, 429, null), Longest));
    }

    private static bool Decide(Attempt attempt) => RetryRule.Decide(attempt, Longest).Repeat;
}
