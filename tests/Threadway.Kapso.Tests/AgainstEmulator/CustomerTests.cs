namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class CustomerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_is_created_and_read_back_whole()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var created = await kapso.Client.Customers.CreateAsync(new() { Name = "Panadería Sol", ExternalCustomerId = "user-1" }, Token);

        Assert.Equal(("Panadería Sol", "user-1"), (created.Name, created.ExternalCustomerId));
        Assert.NotEqual(default, created.CreatedAt);
        Assert.Equal(created, await kapso.Client.Customers.GetAsync(created.Id, Token));
    }

    [Fact]
    public async Task The_oldest_of_several_customers_with_one_external_id_is_found()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var oldest = await kapso.CustomerAsync("Ana", "user-1");
        await kapso.AdvanceAsync("00:01:00");
        await kapso.CustomerAsync("Ana again", "user-1");
        await kapso.CustomerAsync("Bea", "user-2");

        var found = await kapso.Client.Customers.FindByExternalIdAsync("user-1", Token);

        Assert.Equal(oldest, found);
        Assert.Null(await kapso.Client.Customers.FindByExternalIdAsync("user", Token));
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_leaves_the_rest()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync("Ana", "user-1");
        await kapso.AdvanceAsync("00:01:00");

        var updated = await kapso.Client.Customers.UpdateAsync(customer.Id, new() { Name = "Ana & Söhne" }, Token);

        Assert.Equal(customer with { Name = "Ana & Söhne", UpdatedAt = updated.UpdatedAt }, updated);
        Assert.True(updated.UpdatedAt > customer.UpdatedAt);
    }

    [Fact]
    public async Task A_deleted_customer_is_gone()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();

        await kapso.Client.Customers.DeleteAsync(customer.Id, Token);

        await Assert.ThrowsAsync<KapsoNotFoundException>(() => kapso.Client.Customers.GetAsync(customer.Id, Token));
        Assert.Empty(await kapso.Client.Customers.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_list_goes_through_all_pages_whatever_page_size_the_server_allows(int? pageSize)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        List<string> ids = [];
        for (var i = 0; i < 23; i++)
            ids.Add((await kapso.CustomerAsync($"Customer {i}")).Id);

        var listed = await kapso.Client.Customers.ListAsync(new() { PageSize = pageSize }, Token).ToListAsync(Token);

        Assert.Equal(Enumerable.Reverse(ids), listed.Select(customer => customer.Id));
    }

    [Fact]
    public async Task A_list_is_filtered_by_name_external_id_and_time()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var early = await kapso.CustomerAsync("Café Luna & Söhne", "user/1?x=ü");
        await kapso.AdvanceAsync("01:00:00");
        var late = await kapso.CustomerAsync("Taller Norte", "user-2");
        var between = early.CreatedAt.AddMinutes(30).ToOffset(TimeSpan.FromHours(-5));

        Assert.Equal([early], await ListAsync(new() { NameContains = "luna & s" }));
        Assert.Equal([early], await ListAsync(new() { ExternalCustomerId = "user/1?x=ü" }));
        Assert.Equal([late], await ListAsync(new() { CreatedAfter = between }));
        Assert.Equal([early], await ListAsync(new() { CreatedBefore = between }));

        async Task<List<Customer>> ListAsync(CustomerFilter filter) =>
            await kapso.Client.Customers.ListAsync(filter, Token).ToListAsync(Token);
    }
}
