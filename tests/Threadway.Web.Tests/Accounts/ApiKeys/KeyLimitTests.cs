using System.Net;
using Threadway.Web.Accounts.ApiKeys;

namespace Threadway.Web.Tests.Accounts.ApiKeys;

public sealed class KeyLimitTests
{
    [Fact]
    public async Task Each_key_has_a_limit_of_its_own_and_every_answer_says_what_is_left()
    {
        await using var app = await ThreadwayApp.StartAsync(("ApiKeys:RequestsPerMinute", "3"));
        var person = await app.SignInAsync();
        var (key, other) = (await person.MakeKeyAsync(), await person.MakeKeyAsync());

        using var first = await app.CallAsync(key.Key);
        using var second = await app.CallAsync(key.Key, "/api/keys");
        app.Time.Advance(TimeSpan.FromSeconds(20));
        using var third = await app.CallAsync(key.Key, "/api/nowhere");
        using var fourth = await app.CallAsync(key.Key);
        using var another = await app.CallAsync(other.Key);
        using var cookie = await person.GetAsync(KeySteps.ReadPath);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.NotFound], [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal("\"key\";r=2;t=60", Header(first, "RateLimit"));
        Assert.All((HttpResponseMessage[])[first, second, third, fourth], answer => Assert.Equal("\"key\";q=3;w=60", Header(answer, "RateLimit-Policy")));
        Assert.StartsWith("\"key\";r=1;", Header(second, "RateLimit"), StringComparison.Ordinal);
        Assert.Matches("^\"key\";r=0;t=(40|39|38|37|36|35)$", Header(third, "RateLimit"));
        await Expect.ProblemAsync(fourth, HttpStatusCode.TooManyRequests, "too_many_requests");
        Assert.InRange(fourth.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 30, 40);
        Assert.StartsWith("\"key\";r=2;", Header(another, "RateLimit"), StringComparison.Ordinal);
        Assert.False(cookie.Headers.Contains("RateLimit"));

        app.Time.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync(key.Key));
    }

    [Fact]
    public void A_window_is_idle_when_its_minute_is_over_and_not_before()
    {
        var time = new MovableTime();
        using var window = new CallsInAMinute(2, time);

        using var first = window.AttemptAcquire();
        using var second = window.AttemptAcquire();
        using var third = window.AttemptAcquire();
        Assert.Equal([true, true, false], [first.IsAcquired, second.IsAcquired, third.IsAcquired]);
        Assert.Null(window.IdleDuration);

        time.Advance(TimeSpan.FromSeconds(75));
        Assert.InRange(window.IdleDuration!.Value.TotalSeconds, 14, 30);
        using var fourth = window.AttemptAcquire();
        Assert.True(fourth.IsAcquired);
        Assert.Null(window.IdleDuration);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
