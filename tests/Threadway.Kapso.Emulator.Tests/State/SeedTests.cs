using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.State;

public sealed class SeedTests : IDisposable
{
    private const string Bakery = """
        {"customers":[{"id":"c-1","name":"Bakery","externalCustomerId":"u-1","phoneNumbers":[
          {"phoneNumberId":"200000000000001","businessAccountId":"200000000000002","phoneNumber":"+57 300 123 4567","verifiedName":"Bakery","connectionType":"coexistence"}]}],
         "contacts":[{"phoneNumber":"+57 310 765 4321","profileName":"Ana"}]}
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("emulator-seed-");

    private string Path => System.IO.Path.Combine(folder.FullName, "seed.json");

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<Lab> StartAsync(string seed)
    {
        await File.WriteAllTextAsync(Path, seed, TestContext.Current.CancellationToken);
        return await Lab.StartAsync(options => options.SeedFile = Path);
    }

    [Fact]
    public async Task What_is_seeded_is_there_at_the_start_and_after_a_reset()
    {
        await using var lab = await StartAsync(Bakery);
        await lab.CustomerAsync("Another");

        await lab.PostAsync("/_emulator/reset");

        var customer = Assert.Single((await lab.GetAsync("/platform/v1/customers")).Data)!;
        var number = Assert.Single((await lab.GetAsync("/platform/v1/whatsapp/phone_numbers?customer_id=c-1")).Data)!;
        var contact = await lab.GetAsync("/platform/v1/whatsapp/contacts/573107654321");
        var sent = await lab.PostAsync(
            "/meta/whatsapp/v24.0/200000000000001/messages",
            """{"messaging_product":"whatsapp","to":"573107654321","type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}""");
        Assert.Equal(("c-1", "u-1"), (customer["id"]!.ToString(), customer["external_customer_id"]!.ToString()));
        Assert.Equal(("200000000000001", "true"), (number["id"]!.ToString(), number["is_coexistence"]!.ToJsonString()));
        Assert.Equal("Ana", contact.Text("data.profile_name"));
        sent.Ok();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"clients":[]}""")]
    [InlineData("""{"customers":[{"externalCustomerId":"x"}]}""")]
    [InlineData("""{"customers":[{"name":"A","phoneNumbers":[{"phoneNumber":"12","verifiedName":"A"}]}]}""")]
    [InlineData("""{"customers":[{"name":"A","phoneNumbers":[{"phoneNumber":"573001234567","verifiedName":"A","connectionType":"pigeon"}]}]}""")]
    [InlineData("""{"contacts":[{"phoneNumber":"573001234567"},{"phoneNumber":"+57 300 123 4567"}]}""")]
    public async Task A_wrong_seed_stops_the_start(string seed)
    {
        await File.WriteAllTextAsync(Path, seed, TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(
            () => KapsoEmulator.StartAsync(new KapsoEmulatorOptions { SeedFile = Path }, TestContext.Current.CancellationToken));

        Assert.Contains("seed file", failure.Message, StringComparison.Ordinal);
    }
}
