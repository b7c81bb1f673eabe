namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class SetupLinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_field_of_a_link_arrives_and_comes_back()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var wanted = new CreateSetupLink
        {
            SuccessRedirectUrl = new("https://app.example/done?state=a%2Bb"),
            FailureRedirectUrl = new("https://app.example/failed"),
            AllowedOrigins = ["https://app.example"],
            AllowedConnectionTypes = [ConnectionType.Dedicated],
            MetaBillingMode = MetaBillingMode.PartnerManaged,
            ProvisionPhoneNumber = true,
            PhoneNumberAreaCode = "415",
            PhoneNumberCountryIsos = ["US", "CL"],
            Language = "es",
            ThemeConfig = Theme,
        };

        var link = await kapso.Client.SetupLinks.CreateAsync(customer.Id, wanted, Token);

        Assert.Equal((SetupLinkStatus.Active, WhatsappSetupStatus.Pending), (link.Status, link.WhatsappSetupStatus));
        Assert.Equal(link.CreatedAt.AddDays(30), link.ExpiresAt);
        Assert.EndsWith($"/whatsapp/setup/{link.Token}", link.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.NotEmpty(link.Token!);
        Assert.Equivalent(
            wanted,
            new CreateSetupLink
            {
                SuccessRedirectUrl = link.SuccessRedirectUrl,
                FailureRedirectUrl = link.FailureRedirectUrl,
                AllowedOrigins = link.AllowedOrigins,
                AllowedConnectionTypes = link.AllowedConnectionTypes,
                MetaBillingMode = link.MetaBillingMode,
                ProvisionPhoneNumber = link.ProvisionPhoneNumber,
                PhoneNumberAreaCode = link.PhoneNumberAreaCode,
                PhoneNumberCountryIsos = link.PhoneNumberCountryIsos,
                ReconnectPhoneNumber = link.ReconnectPhoneNumber,
                Language = link.Language,
                ThemeConfig = link.ThemeConfig,
            },
            strict: true);
        Assert.Equal("https://app.example/done?state=a%2Bb", link.SuccessRedirectUrl!.AbsoluteUri);
    }

    [Fact]
    public async Task A_link_without_any_field_has_Kapsos_defaults_and_only_its_creation_tells_the_token()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();

        var link = await kapso.Client.SetupLinks.CreateAsync(customer.Id, new(), Token);
        var found = await kapso.Client.SetupLinks.FindAsync(customer.Id, link.Id, Token);

        Assert.Equal([ConnectionType.Coexistence, ConnectionType.Dedicated], link.AllowedConnectionTypes!.Order(ByValue));
        Assert.Equal((false, null, null), (link.ProvisionPhoneNumber, link.Language, link.ThemeConfig));
        Assert.Equal((MetaBillingMode.CustomerManaged, "US"), (link.MetaBillingMode!.Value, Assert.Single(link.PhoneNumberCountryIsos!)));
        Assert.Equal((link.Id, link.Url, (string?)null), (found!.Id, found.Url, found.Token));
    }

    [Fact]
    public async Task A_new_link_revokes_the_one_before_and_leaves_other_customers_alone()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var (ana, bea) = (await kapso.CustomerAsync("Ana"), await kapso.CustomerAsync("Bea"));
        var first = await kapso.Client.SetupLinks.CreateAsync(ana.Id, new(), Token);
        var other = await kapso.Client.SetupLinks.CreateAsync(bea.Id, new(), Token);

        var second = await kapso.Client.SetupLinks.CreateAsync(ana.Id, new(), Token);

        Assert.Equal([second.Id], await IdsAsync(kapso, ana, SetupLinkStatus.Active));
        Assert.Equal([first.Id], await IdsAsync(kapso, ana, SetupLinkStatus.Revoked));
        Assert.Equal([other.Id], await IdsAsync(kapso, bea, SetupLinkStatus.Active));
    }

    [Fact]
    public async Task Links_are_listed_by_each_status()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var links = kapso.Client.SetupLinks;
        var used = await links.CreateAsync(customer.Id, new(), Token);
        await kapso.CompleteAsync(used);
        var expired = await links.CreateAsync(customer.Id, new(), Token);
        await kapso.AdvanceAsync("31.00:00:00");
        var revoked = await links.CreateAsync(customer.Id, new(), Token);
        await links.RevokeAsync(customer.Id, revoked.Id, Token);
        var active = await links.CreateAsync(customer.Id, new(), Token);

        Assert.Equal([used.Id], await IdsAsync(kapso, customer, SetupLinkStatus.Used));
        Assert.Equal([expired.Id], await IdsAsync(kapso, customer, SetupLinkStatus.Expired));
        Assert.Equal([revoked.Id], await IdsAsync(kapso, customer, SetupLinkStatus.Revoked));
        Assert.Equal([active.Id], await IdsAsync(kapso, customer, SetupLinkStatus.Active));
        Assert.Equal(4, (await IdsAsync(kapso, customer, null)).Count);
    }

    [Fact]
    public async Task One_link_is_found_beyond_the_first_page()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var first = await kapso.Client.SetupLinks.CreateAsync(customer.Id, new() { Language = "pt" }, Token);
        for (var i = 0; i < 11; i++)
            await kapso.Client.SetupLinks.CreateAsync(customer.Id, new(), Token);

        var found = await kapso.Client.SetupLinks.FindAsync(customer.Id, first.Id, Token);

        Assert.Equal((SetupLinkStatus.Revoked, "pt"), (found!.Status, found.Language));
        Assert.Null(await kapso.Client.SetupLinks.FindAsync(customer.Id, "3b1f0c52-7a0e-4d55-9a51-0d6f6f0f3c11", Token));
    }

    [Fact]
    public async Task An_update_and_a_revocation_change_what_they_name_and_leave_the_rest()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var link = await kapso.Client.SetupLinks.CreateAsync(customer.Id, new() { Language = "en" }, Token);
        var expiry = link.CreatedAt.AddDays(2);

        var updated = await kapso.Client.SetupLinks.UpdateAsync(customer.Id, link.Id, new() { ExpiresAt = expiry }, Token);
        var revoked = await kapso.Client.SetupLinks.RevokeAsync(customer.Id, link.Id, Token);

        Assert.Equal((SetupLinkStatus.Active, expiry, "en"), (updated.Status, updated.ExpiresAt, updated.Language));
        Assert.Equal((SetupLinkStatus.Revoked, expiry), (revoked.Status, revoked.ExpiresAt));
    }

    [Fact]
    public async Task A_provisioned_number_is_told_by_the_link()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var link = await kapso.Client.SetupLinks.CreateAsync(
            customer.Id, new() { ProvisionPhoneNumber = true, PhoneNumberAreaCode = "415" }, Token);

        var number = await kapso.Client.PhoneNumbers.GetAsync(await kapso.CompleteAsync(link), Token);

        var done = await kapso.Client.SetupLinks.FindAsync(customer.Id, link.Id, Token);
        Assert.Equal((SetupLinkStatus.Used, WhatsappSetupStatus.Completed), (done!.Status, done.WhatsappSetupStatus));
        Assert.Equal(("US", "415"), (done.ProvisionedPhoneNumber!.CountryIso, done.ProvisionedPhoneNumber.AreaCode));
        Assert.Equal("+" + number.DisplayPhoneNumberNormalized, done.ProvisionedPhoneNumber.PhoneNumber);
    }

    private static async Task<List<string>> IdsAsync(EmulatedKapso kapso, Customer customer, SetupLinkStatus? status) =>
        await kapso.Client.SetupLinks.ListAsync(customer.Id, new() { Status = status }, Token).Select(link => link.Id).ToListAsync(Token);

    private static Comparer<ConnectionType> ByValue { get; } =
        Comparer<ConnectionType>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value));

    private static SetupTheme Theme { get; } = new()
    {
        PrimaryColor = "#010101",
        PrimaryForegroundColor = "#020202",
        BackgroundColor = "#030303",
        TextColor = "#040404",
        MutedTextColor = "#050505",
        CardColor = "#060606",
        MutedColor = "#070707",
        BorderColor = "#080808",
        SecondaryColor = "#090909",
        SecondaryForegroundColor = "#0a0a0a",
        DestructiveColor = "#0b0b0b",
        DestructiveForegroundColor = "#0c0C0c",
    };
}
