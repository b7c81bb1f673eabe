using System.Net;
using Microsoft.Extensions.Time.Testing;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Http;

public sealed class ResilienceTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ScriptedKapso kapso = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => kapso.Dispose();

    [Fact]
    public async Task A_read_is_repeated_until_it_is_answered()
    {
        kapso.RefusesConnection().IsCutOff().Answers("oops", 503).AnswersPayload("api/customer");

        var customer = await AdvancingAsync(kapso.ResilientClient(time).Customers.GetAsync("c1", Token));

        Assert.Equal("Panadería Sol", customer.Name);
        Assert.Equal(4, kapso.Requests.Count);
    }

    [Fact]
    public async Task Repetition_ends_after_the_configured_number()
    {
        kapso.Answers("oops", 503).Answers("oops", 503);

        var failure = await Assert.ThrowsAsync<KapsoException>(
            () => AdvancingAsync(kapso.ResilientClient(time, options => options.MaxRetries = 1).Customers.GetAsync("c1", Token)));

        Assert.Equal(503, failure.Status);
        Assert.Equal(2, kapso.Requests.Count);
    }

    [Fact]
    public async Task A_setup_link_is_never_made_twice_after_a_lost_answer()
    {
        kapso.IsCutOff();

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(
            () => AdvancingAsync(kapso.ResilientClient(time).SetupLinks.CreateAsync("c1", new(), Token)));

        Assert.Single(kapso.Requests);
    }

    [Fact]
    public async Task A_message_is_never_sent_twice_after_a_server_failure()
    {
        kapso.Answers("oops", 502);

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => AdvancingAsync(
            kapso.ResilientClient(time).Messages.SendTemplateAsync("1", "34600998877", new() { Name = "n", Language = "es" }, Token)));

        Assert.Single(kapso.Requests);
    }

    [Fact]
    public async Task A_refused_connection_lets_even_a_post_be_tried_again_with_the_same_body()
    {
        kapso.RefusesConnection().AnswersPayload("api/setup-link-created", 201);

        await AdvancingAsync(kapso.ResilientClient(time).SetupLinks.CreateAsync("c1", new() { Language = "es" }, Token));

        Assert.Equal(2, kapso.Requests.Count);
        Assert.Equal(kapso.Requests[0].Body, kapso.Requests[1].Body);
    }

    [Fact]
    public async Task A_throttled_post_waits_as_long_as_kapso_asks()
    {
        kapso.Answers("{}", 429, answer => answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(3)))
            .AnswersPayload("api/setup-link-created", 201);
        var call = kapso.ResilientClient(time).SetupLinks.CreateAsync("c1", new(), Token);

        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Single(kapso.Requests);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await call;

        Assert.Equal(2, kapso.Requests.Count);
    }

    [Fact]
    public async Task A_wait_of_a_minute_is_left_to_the_caller_at_once()
    {
        kapso.Answers("{}", 429, answer => answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(60)));

        var failure = await Assert.ThrowsAsync<KapsoRateLimitException>(
            () => kapso.ResilientClient(time).Customers.GetAsync("c1", Token));

        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
        Assert.Single(kapso.Requests);
    }

    [Fact]
    public async Task A_wait_given_as_a_date_counts_from_now()
    {
        kapso.Answers("{}", 429, answer => answer.Headers.RetryAfter = new(time.GetUtcNow().AddSeconds(60)));

        var failure = await Assert.ThrowsAsync<KapsoRateLimitException>(
            () => kapso.ResilientClient(time).Customers.GetAsync("c1", Token));

        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
    }

    [Fact]
    public async Task Throttling_shuts_no_door()
    {
        var client = kapso.ResilientClient(time);
        for (var i = 0; i < 50; i++)
        {
            kapso.Answers("{}", 429, answer => answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(60)));
            await Assert.ThrowsAsync<KapsoRateLimitException>(() => client.Customers.GetAsync("c1", Token));
        }

        kapso.AnswersPayload("api/customer");

        Assert.NotNull(await client.Customers.GetAsync("c1", Token));
    }

    [Fact]
    public async Task An_attempt_has_a_time_limit_and_a_read_another_try()
    {
        kapso.NeverAnswers().AnswersPayload("api/customer");

        await AdvancingAsync(kapso.ResilientClient(time).Customers.GetAsync("c1", Token));

        Assert.Equal(2, kapso.Requests.Count);
    }

    [Fact]
    public async Task A_post_that_runs_out_of_time_may_have_happened()
    {
        kapso.NeverAnswers();

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(
            () => AdvancingAsync(kapso.ResilientClient(time).SetupLinks.CreateAsync("c1", new(), Token)));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_lost_answer()
    {
        kapso.Answers(_ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) }))
            .AnswersPayload("api/customer");

        await AdvancingAsync(kapso.ResilientClient(time).Customers.GetAsync("c1", Token));

        Assert.Equal(2, kapso.Requests.Count);
    }

    [Fact]
    public async Task A_delete_whose_first_answer_was_lost_succeeds_when_the_second_finds_nothing()
    {
        kapso.IsCutOff().Answers("""{"error":"Not found"}""", 404);

        await AdvancingAsync(kapso.ResilientClient(time).PhoneNumbers.DeleteAsync("1", Token));

        Assert.Equal(2, kapso.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delete_of_nothing_fails_when_no_attempt_can_have_done_it(bool refusedFirst)
    {
        if (refusedFirst)
            kapso.RefusesConnection();
        kapso.Answers("""{"error":"Not found"}""", 404);

        await Assert.ThrowsAsync<KapsoNotFoundException>(
            () => AdvancingAsync(kapso.ResilientClient(time).PhoneNumbers.DeleteAsync("1", Token)));
    }

    [Fact]
    public async Task One_switch_turns_repetition_off_and_keeps_the_time_limit()
    {
        kapso.Answers("oops", (int)HttpStatusCode.ServiceUnavailable).NeverAnswers();
        var client = kapso.ResilientClient(time, options => options.ResilienceEnabled = false);

        var unavailable = await Assert.ThrowsAsync<KapsoException>(() => client.Customers.GetAsync("c1", Token));
        var late = await Assert.ThrowsAsync<KapsoException>(() => AdvancingAsync(client.Customers.GetAsync("c1", Token)));

        Assert.Equal(503, unavailable.Status);
        Assert.Null(late.Status);
        Assert.Equal(2, kapso.Requests.Count);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_another_try()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        kapso.Answers("oops", 503);
        var call = kapso.ResilientClient(time).Customers.GetAsync("c1", source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(kapso.Requests);
    }

    /// <summary>Lets the clock run until the call has ended.</summary>
    private async Task<T> AdvancingAsync<T>(Task<T> call)
    {
        await AdvancingAsync((Task)call);
        return await call;
    }

    private async Task AdvancingAsync(Task call)
    {
        // Without the test's context what waited goes on within Advance itself, so that the clock never runs ahead of it.
        await Task.Run(async () =>
        {
            while (!call.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        }, Token);

        await call;
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new IOException("The connection was reset."));

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            Task.FromException(new IOException("The connection was reset."));
    }
}
