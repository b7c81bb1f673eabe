namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class ReconnectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_for_an_existing_number_takes_its_type_and_keeps_its_id()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var number = await kapso.ConnectAsync(customer, """{"connectionType":"coexistence"}""");
        await kapso.RevokeAccessAsync(number.Id);

        var link = await kapso.Client.SetupLinks.CreateAsync(
            customer.Id, new() { ReconnectPhoneNumber = number.DisplayPhoneNumber }, Token);
        var reconnected = await kapso.CompleteAsync(link);

        Assert.Equal(number.DisplayPhoneNumberNormalized, link.ReconnectPhoneNumber);
        Assert.Equal([ConnectionType.Coexistence], link.AllowedConnectionTypes);
        Assert.False(link.ProvisionPhoneNumber);
        Assert.Equal(number.Id, reconnected);
        Assert.True((await kapso.Client.PhoneNumbers.GetHealthAsync(number.Id, Token)).IsConnected);
    }

    [Fact]
    public async Task A_number_that_is_not_this_customers_is_refused()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        var other = await kapso.CustomerAsync("Somebody else");

        await RefusedAsync(kapso, other, new() { ReconnectPhoneNumber = number.DisplayPhoneNumber }, "reconnect_phone_number");
        await RefusedAsync(kapso, other, new() { ReconnectPhoneNumber = "+34 600 99 88 77" }, "reconnect_phone_number");
    }

    [Fact]
    public async Task A_bought_number_or_another_connection_type_is_refused()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var number = await kapso.ConnectAsync(customer, """{"connectionType":"coexistence"}""");
        var reconnect = new CreateSetupLink { ReconnectPhoneNumber = number.DisplayPhoneNumber };

        await RefusedAsync(kapso, customer, reconnect with { ProvisionPhoneNumber = true }, "provision_phone_number");
        await RefusedAsync(
            kapso, customer, reconnect with { AllowedConnectionTypes = [ConnectionType.Dedicated] }, "allowed_connection_types");
        await RefusedAsync(
            kapso,
            customer,
            reconnect with { AllowedConnectionTypes = [ConnectionType.Coexistence, ConnectionType.Dedicated] },
            "allowed_connection_types");
    }

    [Fact]
    public async Task A_refused_link_leaves_the_active_one_as_it_is()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var link = await kapso.Client.SetupLinks.CreateAsync(customer.Id, new(), Token);

        await RefusedAsync(kapso, customer, new() { ReconnectPhoneNumber = "+34 600 99 88 77" }, "reconnect_phone_number");

        Assert.Equal(SetupLinkStatus.Active, (await kapso.Client.SetupLinks.FindAsync(customer.Id, link.Id, Token))!.Status);
    }

    private static async Task RefusedAsync(EmulatedKapso kapso, Customer customer, CreateSetupLink link, string field)
    {
        var refusal = await Assert.ThrowsAsync<KapsoValidationException>(
            () => kapso.Client.SetupLinks.CreateAsync(customer.Id, link, Token));

        Assert.Equal(422, refusal.Status);
        Assert.StartsWith(field, refusal.Title, StringComparison.Ordinal);
        Assert.False(refusal.MayHaveHappened);
    }
}
