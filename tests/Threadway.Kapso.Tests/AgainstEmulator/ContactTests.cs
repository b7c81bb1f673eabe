using System.Text.Json;

namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class ContactTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contact_is_created_and_found_by_id_and_by_number()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();

        var created = await kapso.Client.Contacts.CreateAsync(
            new()
            {
                WaId = "573001234567",
                ProfileName = "Ana",
                DisplayName = "Ana Sol",
                CustomerId = customer.Id,
                Metadata = JsonElement.Parse("""{"table":7}"""),
            },
            Token);

        Assert.Equal(
            ("573001234567", "Ana", "Ana Sol", customer.Id),
            (created.WaId, created.ProfileName, created.DisplayName, created.CustomerId));
        Assert.Equal(7, created.Metadata!.Value.GetProperty("table").GetInt32());
        Assert.Equal(created.Id, (await kapso.Client.Contacts.GetAsync(created.Id, Token)).Id);
        Assert.Equal(created.Id, (await kapso.Client.Contacts.GetAsync("573001234567", Token)).Id);
    }

    [Fact]
    public async Task A_change_leaves_what_it_does_not_name()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var created = await CreateAsync(kapso, "573001234567", "Ana");

        var updated = await kapso.Client.Contacts.UpdateAsync(created.Id, new() { DisplayName = "Ana Sol" }, Token);

        Assert.Equal((created.Id, "Ana", "Ana Sol"), (updated.Id, updated.ProfileName, updated.DisplayName));
    }

    [Fact]
    public async Task A_deleted_contact_takes_conversations_along()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.ConnectInTalkAsync("+573001234567");

        await kapso.Client.Contacts.DeleteAsync("573001234567", Token);

        await Assert.ThrowsAsync<KapsoNotFoundException>(() => kapso.Client.Contacts.GetAsync("573001234567", Token));
        Assert.Empty(await kapso.Client.Conversations.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Contacts_are_listed_over_several_pages_and_by_each_filter()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync(externalId: "user-1");
        var ana = await CreateAsync(kapso, "573001234567", "Ana", customer.Id);
        await kapso.AdvanceAsync("01:00:00");
        var bea = await CreateAsync(kapso, "573007654321", "Bea");
        var between = ana.CreatedAt!.Value.AddMinutes(30);

        Assert.Equal(2, (await ListAsync(new() { PageSize = 1 })).Distinct().Count());
        Assert.Equal([ana.Id], await ListAsync(new() { CustomerId = customer.Id }));
        Assert.Equal([ana.Id], await ListAsync(new() { CustomerExternalId = "user-1" }));
        Assert.Equal([bea.Id], await ListAsync(new() { HasCustomer = false }));
        Assert.Equal([bea.Id], await ListAsync(new() { ProfileNameContains = "be" }));
        Assert.Equal([ana.Id], await ListAsync(new() { WaIdContains = "1234567" }));
        Assert.Equal([ana.Id], await ListAsync(new() { CreatedBefore = between }));
        Assert.Equal([bea.Id], await ListAsync(new() { CreatedAfter = between }));

        async Task<List<string>> ListAsync(ContactFilter filter) =>
            await kapso.Client.Contacts.ListAsync(filter, Token).Select(contact => contact.Id).ToListAsync(Token);
    }

    private static Task<Contact> CreateAsync(EmulatedKapso kapso, string waId, string name, string? customerId = null) =>
        kapso.Client.Contacts.CreateAsync(new() { WaId = waId, ProfileName = name, CustomerId = customerId }, Token);
}
