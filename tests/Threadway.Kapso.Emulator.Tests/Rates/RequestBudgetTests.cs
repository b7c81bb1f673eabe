using System.Net;
using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Rates;

public class RequestBudgetTests
{
    private const string Customers = "/platform/v1/customers";
    private const string Health = $"/platform/v1/whatsapp/phone_numbers/{KapsoEmulator.OperatorPhoneNumberId}/health";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private Task<Lab> StartAsync(int? requestsPerMinute) => Lab.StartAsync(options =>
    {
        options.TimeProvider = time;
        options.RequestsPerMinute = requestsPerMinute;
    });

    [Fact]
    public async Task The_window_is_a_whole_minute_of_the_clock()
    {
        await using var lab = await StartAsync(1);

        time.Advance(TimeSpan.FromSeconds(59));
        var late = await lab.GetAsync(Customers);
        var over = await lab.GetAsync(Customers);
        time.Advance(TimeSpan.FromSeconds(1));
        var next = await lab.GetAsync(Customers);
        var overAgain = await lab.GetAsync(Customers);
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:01:00"}""");
        var moved = await lab.GetAsync(Customers);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (late.Status, over.Status));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (next.Status, overAgain.Status));
        Assert.Equal(HttpStatusCode.OK, moved.Status);
    }

    [Fact]
    public async Task Each_key_has_a_budget_of_its_own()
    {
        await using var lab = await StartAsync(1);
        await lab.GetAsync(Customers);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/meta/whatsapp/v24.0/100000000000002/message_templates");
        request.Headers.Add("Authorization", "Bearer another");
        lab.Http.DefaultRequestHeaders.Remove("X-API-Key");

        using var other = await lab.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Pages_and_the_control_api_cost_nothing()
    {
        await using var lab = await StartAsync(1);
        await lab.GetAsync(Customers);

        var (page, control) = (await lab.GetAsync("/phones"), await lab.GetAsync("/_emulator/stats"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.Status, control.Status));
        Assert.DoesNotContain("X-RateLimit-Limit", page.Headers.Keys);
    }

    [Fact]
    public async Task Without_a_budget_there_are_no_headers_and_no_end()
    {
        await using var lab = await StartAsync(null);

        var answer = await lab.GetAsync(Customers);

        Assert.DoesNotContain("X-RateLimit-Limit", answer.Headers.Keys);
        Assert.DoesNotContain("X-Health-RateLimit-Second-Limit", (await lab.GetAsync(Health)).Headers.Keys);
    }

    [Fact]
    public async Task Health_reads_have_five_a_second_and_sixty_a_minute_of_their_own()
    {
        await using var lab = await StartAsync(1);
        await lab.GetAsync(Customers);
        List<Reply> answers = [];
        for (var second = 0; second < 13; second++)
        {
            for (var i = 0; i < 6; i++)
                answers.Add(await lab.GetAsync(Health));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var (first, sixth, last) = (answers[0], answers[5], answers[^1]);
        Assert.Equal(("4", "59"), (first.Headers["X-Health-RateLimit-Second-Remaining"], first.Headers["X-Health-RateLimit-Minute-Remaining"]));
        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (sixth.Status, sixth.Headers["Retry-After"]));
        Assert.Equal(60, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal((HttpStatusCode.TooManyRequests, "48"), (last.Status, last.Headers["Retry-After"]));
    }

    [Theory]
    [InlineData("free", 100)]
    [InlineData("pro", 500)]
    [InlineData("platform", 1000)]
    [InlineData("enterprise", 2000)]
    [InlineData("unlimited", null)]
    public void Plans_are_Kapsos(string plan, int? requests)
    {
        Assert.Equal(requests, Plans.RequestsPerMinute(plan));
    }
}
