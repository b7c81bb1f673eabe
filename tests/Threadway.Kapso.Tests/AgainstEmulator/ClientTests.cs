namespace Threadway.Kapso.Tests.AgainstEmulator;

/// <summary>The other tests use the client that <c>AddKapso</c> registers; these make one by hand.</summary>
public sealed class ClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_made_by_hand_connects_a_number_as_a_registered_one_does()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        using var client = new KapsoClient(kapso.Options());

        var customer = await client.Customers.CreateAsync(new() { Name = "Ana" }, Token);
        var link = await client.SetupLinks.CreateAsync(customer.Id, new(), Token);
        var number = await client.PhoneNumbers.GetAsync(await kapso.CompleteAsync(link), Token);

        Assert.Equal(customer.Id, number.CustomerId);
        Assert.Equal(number, await kapso.Client.PhoneNumbers.GetAsync(number.Id, Token));
    }

    [Fact]
    public async Task A_client_made_by_hand_repeats_what_is_safe_and_nothing_else()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        using var client = new KapsoClient(kapso.Options());
        var customer = await client.Customers.CreateAsync(new() { Name = "Ana" }, Token);
        await kapso.FailAsync("""{"drop":"after","times":1}""");

        Assert.Equal(customer, await client.Customers.GetAsync(customer.Id, Token));

        await kapso.FailAsync("""{"drop":"after","times":1}""");
        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => client.Customers.CreateAsync(new() { Name = "Bea" }, Token));
        Assert.Equal(2, (await client.Customers.ListAsync(cancellationToken: Token).ToListAsync(Token)).Count);
    }

    [Fact]
    public async Task A_client_without_resilience_repeats_nothing()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        using var client = new KapsoClient(kapso.Options(options => options.ResilienceEnabled = false));
        await kapso.FailAsync("""{"status":429,"retryAfterSeconds":0,"times":1}""");

        await Assert.ThrowsAsync<KapsoRateLimitException>(() => client.Customers.CreateAsync(new() { Name = "Ana" }, Token));

        Assert.Empty(await client.Customers.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_client_over_the_callers_own_connection_leaves_it_open()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        using var http = new HttpClient();
        using (var client = new KapsoClient(http, kapso.Options()))
            await client.Customers.CreateAsync(new() { Name = "Ana" }, Token);

        using var another = new KapsoClient(http, kapso.Options());

        Assert.Single(await another.Customers.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }
}
