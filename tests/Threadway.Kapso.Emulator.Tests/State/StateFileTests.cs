using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.State;

public sealed class StateFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("emulator-state-");

    private string Path => System.IO.Path.Combine(folder.FullName, "state.json");

    private Task<string> SavedAsync(string text) => Eventually.HoldsAsync(
        () => File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken), saved => saved.Contains(text, StringComparison.Ordinal));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_file_is_its_owners_alone_even_where_it_was_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no modes here.");
        await using (await StartAsync())
        {
        }
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await using (var lab = await StartAsync())
            await lab.ConnectAsync("{}");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        string number, customer, link;
        await using (var lab = await StartAsync())
        {
            (customer, number) = await lab.ConnectAsync("""{"connectionType":"coexistence"}""");
            link = (await lab.LinkAsync(customer, """{"theme_config":{"primary_color":"#6366f1"}}""")).Text("data.id");
            await lab.PostAsync("/_emulator/phones/+573001234567/messages", $$"""{"phoneNumberId":"{{number}}","text":{"body":"Hi"} }""");
            await lab.PostAsync("/_emulator/clock", """{"advance":"2.00:00:00"}""");
        }

        await using var again = await StartAsync();

        var found = Assert.Single((await again.GetAsync($"/platform/v1/whatsapp/phone_numbers?customer_id={customer}")).Data)!;
        var active = Assert.Single((await again.GetAsync($"/platform/v1/customers/{customer}/setup_links?status=active")).Data)!;
        var message = Assert.Single((await again.GetAsync("/platform/v1/whatsapp/messages")).Data)!;
        var moved = await again.PostAsync("/_emulator/clock", """{"advance":"00:00:00"}""");
        Assert.Equal((number, true), (found["id"]!.ToString(), found["is_coexistence"]!.GetValue<bool>()));
        Assert.Equal((link, "#6366f1"), (active["id"]!.ToString(), active["theme_config"]!["primary_color"]!.ToString()));
        Assert.Equal("Hi", message["text"]!["body"]!.ToString());
        Assert.True(DateTimeOffset.Parse(moved.Text("now"), System.Globalization.CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow().AddDays(1));
    }

    [Fact]
    public async Task What_a_number_became_is_there_after_a_restart()
    {
        const string proxy = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}";
        const string platform = $"/platform/v1/whatsapp/phone_numbers/{KapsoEmulator.OperatorPhoneNumberId}";
        await using (var lab = await StartAsync())
        {
            (await lab.PostAsync($"{proxy}/whatsapp_business_profile", """{"messaging_product":"whatsapp","about":"Bread"}""")).Ok();
            (await lab.PostAsync($"{platform}/display_name_requests", """{"display_name_request":{"new_display_name":"Bakery"}}""")).Ok();
            (await lab.PutAsync("/_emulator/phones/573001234567/marketing-preference", $$"""{"phoneNumberId":"{{KapsoEmulator.OperatorPhoneNumberId}}","status":"stopped"}""")).Ok();
            (await lab.PostAsync($"{proxy}/deregister")).Ok();
            await lab.PostAsync("/_emulator/clock", """{"advance":"01:00:00"}""");
        }

        await using var again = await StartAsync();
        var profile = await again.GetAsync($"{proxy}/whatsapp_business_profile");
        var number = await again.GetAsync(platform);
        await again.PutAsync("/_emulator/phones/573001234567/marketing-preference", $$"""{"phoneNumberId":"{{KapsoEmulator.OperatorPhoneNumberId}}","status":"resumed"}""");

        Assert.Equal("Bread", Assert.Single(profile.Data)!["about"]!.ToString());
        Assert.Equal(("Bakery", "DISCONNECTED", "NOT_VERIFIED"), (
            number.Text("data.verified_name"), number.Text("data.status"), number.Text("data.code_verification_status")));
        await SavedAsync("\"sequence\": 2");
    }

    [Fact]
    public async Task A_delivery_that_waits_for_its_retry_goes_on_after_a_restart()
    {
        var receiver = await Inbox.OpenAsync();
        receiver.AnswerNext(500);
        await using (var lab = await StartAsync(receiver.Url))
        {
            var link = await lab.LinkAsync(await lab.CustomerAsync());
            await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");
        }

        var first = await receiver.NextAsync();
        await using var again = await StartAsync(receiver.Url);
        await again.PostAsync("/_emulator/clock", """{"advance":"00:00:10"}""");

        Assert.Equal(first.Key, (await receiver.NextAsync()).Key);
    }

    [Fact]
    public async Task A_change_is_on_disk_soon_without_a_stop()
    {
        await using var lab = await StartAsync();

        await lab.CustomerAsync("Zoraida");

        await Eventually.HoldsAsync(
            async () => File.Exists(Path) ? await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken) : "",
            saved => saved.Contains("Zoraida", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ broken", "cannot be read: it is not JSON from line 1, character 3 on.")]
    [InlineData("{}", "cannot be read: projectId is required: text.")]
    [InlineData("""{"format":2,"projectId":"x","customers":[{"id":1}]}""", "cannot be read: customers[0].id must be text, not 1.")]
    [InlineData("""{"format":2,"projectId":"x","phoneNumbers":"none"}""", "cannot be read: phoneNumbers must be an array, not \"none\".")]
    [InlineData("""{"format":99,"projectId":"x"}""", "is of a format that this emulator does not know.")]
    public async Task A_file_that_cannot_be_read_stops_the_start_and_is_left_alone(string content, string why)
    {
        await File.WriteAllTextAsync(Path, content, TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(
            () => KapsoEmulator.StartAsync(new KapsoEmulatorOptions { StateFile = Path }, TestContext.Current.CancellationToken));

        Assert.StartsWith($"The state file '{Path}' {why}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken));
    }

    private Task<Lab> StartAsync(Uri? webhookUrl = null) => Lab.StartAsync(options =>
    {
        options.StateFile = Path;
        options.WebhookUrl = webhookUrl ?? options.WebhookUrl;
    });
}
