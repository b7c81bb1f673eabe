namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class ResilienceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Throttling_that_ends_soon_is_waited_for_and_the_creation_happens_once()
    {
        await using var kapso = await EmulatedKapso.StartAsync(options => options.MaxRetryDelay = TimeSpan.FromSeconds(5));
        await kapso.FailAsync("""{"method":"POST","status":429,"retryAfterSeconds":1,"times":1}""");
        var start = TimeProvider.System.GetTimestamp();

        var customer = await kapso.CustomerAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromMilliseconds(950), TimeSpan.MaxValue);
        Assert.Equal([customer], await CustomersAsync(kapso));
    }

    [Fact]
    public async Task Throttling_that_lasts_is_told_with_its_time()
    {
        await using var kapso = await EmulatedKapso.StartAsync(options => options.MaxRetryDelay = TimeSpan.FromSeconds(5));
        await kapso.FailAsync("""{"status":429,"retryAfterSeconds":60,"times":1}""");

        var failure = await Assert.ThrowsAsync<KapsoRateLimitException>(() => kapso.CustomerAsync());

        Assert.Equal((429, TimeSpan.FromSeconds(60)), (failure.Status, failure.RetryAfter));
        Assert.Equal((true, false), (failure.IsRetryable, failure.MayHaveHappened));
        Assert.Empty(await CustomersAsync(kapso));
    }

    [Theory]
    [InlineData("""{"method":"GET","drop":"before","times":2}""")]
    [InlineData("""{"method":"GET","drop":"after","times":2}""")]
    [InlineData("""{"method":"GET","status":503,"times":2}""")]
    [InlineData("""{"method":"GET","status":429,"retryAfterSeconds":0,"times":2}""")]
    public async Task A_read_that_fails_for_a_moment_is_repeated(string rule)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        await kapso.FailAsync(rule);

        Assert.Equal(customer, await kapso.Client.Customers.GetAsync(customer.Id, Token));
    }

    [Fact]
    public async Task A_read_that_goes_on_failing_is_given_up_without_doubt()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        await kapso.FailAsync("""{"method":"GET","drop":"before"}""");

        var failure = await Assert.ThrowsAsync<KapsoException>(() => kapso.Client.Customers.GetAsync(customer.Id, Token));

        Assert.Equal((null, true, false), (failure.Status, failure.IsRetryable, failure.MayHaveHappened));
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_creation_whose_connection_breaks_is_left_in_doubt_and_never_repeated(string drop, int made)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        Assert.Empty(await CustomersAsync(kapso));
        await kapso.FailAsync($$"""{"method":"POST","drop":"{{drop}}","times":1}""");

        var failure = await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.CustomerAsync());

        Assert.True(failure.MayHaveHappened);
        Assert.Equal(made, (await CustomersAsync(kapso)).Count);
    }

    [Fact]
    public async Task A_link_whose_answer_is_lost_is_not_replaced_by_a_second_one()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        await kapso.FailAsync("""{"method":"POST","route":"/platform/v1/customers/*/setup_links","drop":"after","times":1}""");

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.Client.SetupLinks.CreateAsync(customer.Id, new(), Token));

        var link = Assert.Single(await kapso.Client.SetupLinks.ListAsync(customer.Id, cancellationToken: Token).ToListAsync(Token));
        Assert.Equal(SetupLinkStatus.Active, link.Status);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_change_whose_connection_breaks_is_repeated(string drop)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        await kapso.FailAsync($$"""{"method":"PATCH","drop":"{{drop}}","times":1}""");

        var updated = await kapso.Client.Customers.UpdateAsync(customer.Id, new() { Name = "Ana" }, Token);

        Assert.Equal("Ana", updated.Name);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_deletion_whose_connection_breaks_is_repeated_and_finding_nothing_left_is_success(string drop)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        await kapso.FailAsync($$"""{"method":"DELETE","drop":"{{drop}}","times":1}""");

        await kapso.Client.Customers.DeleteAsync(customer.Id, Token);

        Assert.Empty(await CustomersAsync(kapso));
    }

    [Fact]
    public async Task A_read_that_takes_too_long_is_repeated()
    {
        await using var kapso = await EmulatedKapso.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(5));
        var customer = await kapso.CustomerAsync();
        await kapso.FailAsync("""{"method":"GET","delayMs":3600000,"times":1}""");

        Assert.Equal(customer, await kapso.Client.Customers.GetAsync(customer.Id, Token));
    }

    [Fact]
    public async Task A_creation_that_takes_too_long_is_left_in_doubt()
    {
        await using var kapso = await EmulatedKapso.StartAsync(options => options.Timeout = TimeSpan.FromMilliseconds(500));
        await kapso.FailAsync("""{"method":"POST","delayMs":3600000,"times":1}""");

        var failure = await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.CustomerAsync());

        Assert.Null(failure.Status);
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_one()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.FailAsync("""{"method":"POST","delayMs":3600000}""");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = kapso.Client.Customers.CreateAsync(new() { Name = "Ana" }, patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task<List<Customer>> CustomersAsync(EmulatedKapso kapso) =>
        await kapso.Client.Customers.ListAsync(cancellationToken: Token).ToListAsync(Token);
}
