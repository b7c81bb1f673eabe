using System.Globalization;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Common;

/// <summary>The budget of an API key, and that of health reads.</summary>
[Contract("2.4"), Collection(Alone.Name)]
public class RateLimitTests(Target target)
{
    private const int Budget = 3;

    [Fact]
    public async Task Both_apis_draw_on_one_budget_and_say_what_is_left()
    {
        var platform = await target.Platform.GetAsync("/customers");
        var proxy = await target.Proxy.GetAsync($"/{target.Number}/messages?limit=1");
        Assert.SkipWhen(platform.Header("X-RateLimit-Limit") is null && !target.IsOwnEmulator, "The target sends no X-RateLimit headers");

        Assert.Equal(platform.Header("X-RateLimit-Limit"), proxy.Header("X-RateLimit-Limit"));
        var (limit, left, then) = (Number(platform, "X-RateLimit-Limit"), Number(platform, "X-RateLimit-Remaining"), Number(proxy, "X-RateLimit-Remaining"));
        Assert.InRange(left, 0, limit - 1);
        Assert.True(
            then == limit - 1 || (target.IsOwnEmulator ? then == left - 1 : then < left), "The second request should have cost one too, unless a new minute began");
    }

    [Fact]
    public async Task Beyond_the_budget_both_apis_answer_429_and_ask_for_a_minute()
    {
        Assert.SkipUnless(target.IsOwnEmulator, "It would use up the budget that the other tests need");
        await using var small = await LocalEmulator.StartAsync(Budget);
        using var http = new HttpClient { BaseAddress = small.BaseAddress };
        var (platform, proxy) = (new Face(http, "/platform/v1", LocalEmulator.Key), new Face(http, "/meta/whatsapp/v24.0", LocalEmulator.Key));

        // A minute may end between two requests: then there is one budget more.
        Reply refused;
        var asked = 0;
        do
            refused = await platform.GetAsync("/customers");
        while (refused.Status == 200 && ++asked <= 2 * Budget);
        var alsoRefused = await proxy.GetAsync("/1/messages");

        refused.IsE2();
        Assert.Equal(("3", "0", "60"), (refused.Header("X-RateLimit-Limit"), refused.Header("X-RateLimit-Remaining"), refused.Header("Retry-After")));
        alsoRefused.IsE2();
    }

    [Fact, Contract("6.2")]
    public async Task Health_reads_have_a_budget_of_five_a_second_of_their_own()
    {
        var path = $"/whatsapp/phone_numbers/{target.Number}/health";

        Reply answer;
        var asked = 0;
        do
            answer = await target.Platform.Impatient().GetAsync(path);
        while (answer.Status == 200 && ++asked < 70);
        Assert.SkipWhen(answer.Header("X-Health-RateLimit-Second-Limit") is null && !target.IsOwnEmulator, "The target sends no X-Health-RateLimit headers");

        answer.IsE2();
        Assert.Equal((5, 60), (Number(answer, "X-Health-RateLimit-Second-Limit"), Number(answer, "X-Health-RateLimit-Minute-Limit")));
        Assert.True(
            Number(answer, "X-Health-RateLimit-Second-Remaining") == 0 || Number(answer, "X-Health-RateLimit-Minute-Remaining") == 0,
            "A refused read should have nothing left");
    }

    private static int Number(Reply reply, string header) => int.Parse(
        reply.Header(header) ?? throw reply.Wrong($"should have {header}"), CultureInfo.InvariantCulture);
}
