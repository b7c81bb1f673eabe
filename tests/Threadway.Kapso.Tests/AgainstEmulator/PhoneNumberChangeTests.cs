using Threadway.Kapso.Emulator;

namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class PhoneNumberChangeTests
{
    private const string Operator = KapsoEmulator.OperatorPhoneNumberId;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_is_connected_by_its_id_and_a_second_time_refused()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();
        var wanted = new ConnectPhoneNumber
        {
            Name = "Bakery",
            PhoneNumberId = "200000000000077",
            BusinessAccountId = "300000000000077",
            AccessToken = "token",
            CallsEnabled = true,
        };

        var number = await kapso.Client.PhoneNumbers.ConnectAsync(customer.Id, wanted, Token);
        var refusal = await Assert.ThrowsAnyAsync<KapsoException>(() => kapso.Client.PhoneNumbers.ConnectAsync(customer.Id, wanted, Token));

        Assert.Equal(
            (wanted.PhoneNumberId, wanted.BusinessAccountId, customer.Id, "Bakery", true),
            (number.Id, number.BusinessAccountId, number.CustomerId, number.Name, number.CallsEnabled));
        Assert.Equal(409, refusal.Status);
    }

    [Fact]
    public async Task A_change_leaves_what_it_does_not_name()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();

        var updated = await kapso.Client.PhoneNumbers.UpdateAsync(number.Id, new() { Name = "Bakery", CallsEnabled = true }, Token);

        Assert.Equal(number with { Name = "Bakery", CallsEnabled = true, UpdatedAt = updated.UpdatedAt }, updated);
        Assert.Equal(updated, await kapso.Client.PhoneNumbers.GetAsync(number.Id, Token));
    }

    [Fact]
    public async Task A_display_name_shows_once_Meta_has_approved_it()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var asked = await kapso.Client.PhoneNumbers.RequestDisplayNameAsync(Operator, "Panadería Sol", Token);
        var meanwhile = await kapso.Client.PhoneNumbers.GetAsync(Operator, Token);
        await kapso.ControlAsync(HttpMethod.Post, $"display-name-requests/{asked.Id}/status", """{"status":"approved"}""");
        var later = await kapso.Client.PhoneNumbers.GetDisplayNameRequestAsync(Operator, asked.Id, Token);
        var listed = await kapso.Client.PhoneNumbers.ListDisplayNameRequestsAsync(Operator, Token).ToListAsync(Token);

        Assert.Equal(("pending_review", "applied"), (StatusOf(asked), StatusOf(later)));
        Assert.Equal(asked.Id, Assert.Single(listed).Id);
        Assert.NotEqual("Panadería Sol", meanwhile.VerifiedName);
        Assert.Equal("Panadería Sol", (await kapso.Client.PhoneNumbers.GetAsync(Operator, Token)).VerifiedName);
    }

    [Fact]
    public async Task A_business_profile_shows_what_was_set()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var phoneNumbers = kapso.Client.PhoneNumbers;

        await phoneNumbers.UpdateBusinessProfileAsync(
            Operator,
            new()
            {
                About = "Bread 🥖",
                Address = "Calle 1",
                Description = "A bakery",
                Email = "ana@example.com",
                Vertical = "RETAIL",
                Websites = ["https://example.com/"],
            },
            Token);
        await phoneNumbers.UpdateBusinessProfileAsync(Operator, new() { About = "Bread" }, Token);
        var profile = await phoneNumbers.GetBusinessProfileAsync(Operator, Token);

        Assert.Equal(
            ("Bread", "Calle 1", "A bakery", "ana@example.com", "RETAIL", "https://example.com/"),
            (profile.About, profile.Address, profile.Description, profile.Email, profile.Vertical, Assert.Single(profile.Websites!)));
    }

    [Fact]
    public async Task An_ingested_picture_becomes_the_profiles()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var id = await kapso.Client.Media.UploadAsync(Operator, new MemoryStream([1, 2, 3]), "image/png", cancellationToken: Token);
        var source = (await kapso.Client.Media.GetAsync(Operator, id, Token)).DownloadUrl!;

        var asset = await kapso.Client.Media.IngestAsync(
            new() { PhoneNumberId = Operator, Source = source, Delivery = MediaDelivery.MetaResumableAsset }, Token);
        await kapso.Client.PhoneNumbers.UpdateBusinessProfileAsync(Operator, new() { ProfilePictureHandle = asset.Target.Handle }, Token);

        Assert.NotNull((await kapso.Client.PhoneNumbers.GetBusinessProfileAsync(Operator, Token)).ProfilePictureUrl);
    }

    [Fact]
    public async Task A_number_leaves_and_comes_back_with_the_code_that_it_was_sent()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var phoneNumbers = kapso.Client.PhoneNumbers;

        await phoneNumbers.DeregisterAsync(Operator, Token);
        var left = await phoneNumbers.GetAsync(Operator, Token);
        var early = await Assert.ThrowsAnyAsync<KapsoException>(() => phoneNumbers.RegisterAsync(Operator, "123456", cancellationToken: Token));
        await phoneNumbers.RequestCodeAsync(Operator, CodeMethod.Voice, "en_US", Token);
        var sent = (await kapso.ControlAsync(HttpMethod.Get, $"phone-numbers/{Operator}/verification-code"))!;
        await phoneNumbers.VerifyCodeAsync(Operator, sent["code"]!.GetValue<string>(), Token);
        await phoneNumbers.RegisterAsync(Operator, "123456", cancellationToken: Token);

        Assert.Equal(("DISCONNECTED", "133006"), (left.Status, early.Code));
        Assert.Equal(("VOICE", "en_US"), (sent["method"]!.GetValue<string>(), sent["language"]!.GetValue<string>()));
        Assert.Equal("CONNECTED", (await phoneNumbers.GetAsync(Operator, Token)).Status);
    }

    private static string? StatusOf(DisplayNameRequest request) => request.Raw.GetProperty("status").GetString();
}
