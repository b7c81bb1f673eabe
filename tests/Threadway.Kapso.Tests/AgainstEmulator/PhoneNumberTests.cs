using Threadway.Kapso.Emulator;

namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class PhoneNumberTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("coexistence")]
    [InlineData("dedicated")]
    public async Task A_connected_number_tells_whose_it_is_and_how_it_is_connected(string type)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();

        var number = await kapso.ConnectAsync(
            customer, $$"""{"connectionType":"{{type}}","displayPhoneNumber":"+34 600 11 22 33","verifiedName":"Panadería"}""");

        Assert.Equal((customer.Id, new ConnectionType(type)), (number.CustomerId, number.ConnectionType!.Value));
        Assert.Equal(("34600112233", "Panadería", "CONNECTED"), (number.DisplayPhoneNumberNormalized, number.VerifiedName, number.Status));
        Assert.NotNull(number.BusinessAccountId);
        Assert.NotNull(number.InternalId);
        Assert.NotNull(number.CreatedAt);
    }

    [Fact]
    public async Task Numbers_are_listed_by_customer_by_id_and_by_account()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var (ana, bea) = (await kapso.CustomerAsync("Ana"), await kapso.CustomerAsync("Bea"));
        var (first, second) = (await kapso.ConnectAsync(ana), await kapso.ConnectAsync(ana));
        var other = await kapso.ConnectAsync(bea);

        Assert.Equal([second, first], await ListAsync(kapso, new() { CustomerId = ana.Id }));
        Assert.Equal([other], await ListAsync(kapso, new() { PhoneNumberId = other.Id }));
        Assert.Empty(await ListAsync(kapso, new() { PhoneNumberId = other.Id, CustomerId = ana.Id }));
        Assert.Equal([first], await ListAsync(kapso, new() { BusinessAccountId = first.BusinessAccountId }));
        Assert.Equal(4, (await ListAsync(kapso, new() { PageSize = 1 })).Count);
    }

    [Fact]
    public async Task The_operators_own_number_belongs_to_no_customer()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var number = await kapso.Client.PhoneNumbers.GetAsync(KapsoEmulator.OperatorPhoneNumberId, Token);

        Assert.Null(number.CustomerId);
        Assert.Equal("15550000001", number.DisplayPhoneNumberNormalized);
    }

    [Fact]
    public async Task A_deleted_number_is_gone()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();

        await kapso.Client.PhoneNumbers.DeleteAsync(number.Id, Token);

        await Assert.ThrowsAsync<KapsoNotFoundException>(() => kapso.Client.PhoneNumbers.GetAsync(number.Id, Token));
        await Assert.ThrowsAsync<KapsoNotFoundException>(() => kapso.Client.PhoneNumbers.GetHealthAsync(number.Id, Token));
        await Assert.ThrowsAsync<KapsoNotFoundException>(() => kapso.Client.PhoneNumbers.DeleteAsync(number.Id, Token));
        Assert.Empty(await ListAsync(kapso, new() { CustomerId = number.CustomerId }));
    }

    [Theory]
    [InlineData("coexistence", true)]
    [InlineData("dedicated", false)]
    public async Task Health_is_good_while_the_customer_allows_access(string type, bool hasTokenCheck)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync(await kapso.CustomerAsync(), $$"""{"connectionType":"{{type}}"}""");

        var health = await kapso.Client.PhoneNumbers.GetHealthAsync(number.Id, Token);

        Assert.Equal((HealthStatus.Healthy, true, false), (health.Status, health.IsConnected, health.HasDeadToken));
        Assert.Equal(("AVAILABLE", 0), (health.MessagingStatus, health.MessagingProblems.Count));
        Assert.NotNull(health.Timestamp);
        Assert.Equal(hasTokenCheck, health.Checks.ContainsKey("token_validity"));
        Assert.All(health.Checks.Values, check => Assert.True(check.Passed));
    }

    [Fact]
    public async Task Health_shows_a_dead_token_and_no_connection_once_access_is_taken_away()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();

        await kapso.RevokeAccessAsync(number.Id);

        var health = await kapso.Client.PhoneNumbers.GetHealthAsync(number.Id, Token);
        Assert.Equal((HealthStatus.Unhealthy, false, true), (health.Status, health.IsConnected, health.HasDeadToken));
        Assert.Equal("BLOCKED", health.MessagingStatus);
        Assert.Equal("DISCONNECTED", (await kapso.Client.PhoneNumbers.GetAsync(number.Id, Token)).Status);
    }

    [Fact]
    public async Task A_page_tells_how_many_there_are_and_the_last_one_says_so()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var all = await ListAsync(kapso, new());

        var first = await kapso.Client.PhoneNumbers.ListPageAsync(1, new() { PageSize = 1 }, Token);
        var behind = await kapso.Client.PhoneNumbers.ListPageAsync(all.Count + 1, new() { PageSize = 1 }, Token);

        Assert.Equal([all[0].Id], first.Items.Select(number => number.Id));
        Assert.Equal((1, all.Count, all.Count, all.Count == 1), (first.Number, first.TotalPages, first.TotalCount!.Value, first.IsLast));
        Assert.True(behind.Items.Count == 0 && behind.IsLast);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => kapso.Client.PhoneNumbers.ListPageAsync(0, cancellationToken: Token));
    }

    private static async Task<List<PhoneNumber>> ListAsync(EmulatedKapso kapso, PhoneNumberFilter filter) =>
        await kapso.Client.PhoneNumbers.ListAsync(filter, Token).ToListAsync(Token);
}
