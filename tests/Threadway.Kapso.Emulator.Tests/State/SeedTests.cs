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
    [InlineData("{", "it is not JSON from line 1, character 2 on")]
    [InlineData("""{"clients":[]}""", "clients is not a field here (customers, contacts, templates)")]
    [InlineData("""{"Customers":[]}""", "Customers is not a field here; did you mean customers? (customers, contacts, templates)")]
    [InlineData("""{"customers":{}}""", "customers must be an array, not an object")]
    [InlineData("""{"customers":[{"externalCustomerId":"x"}]}""", "customers[0].name is required: text")]
    [InlineData("""{"customers":[{"name":7}]}""", "customers[0].name must be text, not 7")]
    [InlineData("""{"customers":[{"id":"c","name":"A"},{"id":"c","name":"B"}]}""", "customers[1].id must be of one customer alone: c is there already")]
    [InlineData("""{"customers":[{"name":"A","phoneNumbers":[{"phoneNumber":"12","verifiedName":"A"}]}]}""", "customers[0].phoneNumbers[0].phoneNumber must be in international form, as +573001234567, not \"12\"")]
    [InlineData("""{"customers":[{"name":"A","phoneNumbers":[{"phoneNumber":"573001234567","verifiedName":"A","connectionType":"pigeon"}]}]}""", "customers[0].phoneNumbers[0].connectionType must be one of coexistence, dedicated, not \"pigeon\"")]
    [InlineData("""{"contacts":[{"phoneNumber":"573001234567"},{"phoneNumber":"+57 300 123 4567"}]}""", "contacts[1].phoneNumber must be of one contact alone: +57 300 123 4567 is there already")]
    [InlineData("""{"templates":[{"name":"a","body":"Hi there.","status":"GOOD"}]}""", "templates[0].status must be one of APPROVED, PENDING, REJECTED, PAUSED, DISABLED, not \"GOOD\"")]
    [InlineData("""{"templates":[{"name":"sign_in_code","language":"es","body":"Hi there."}]}""", "templates[0].name must be of one template alone: sign_in_code in es is there already")]
    public async Task A_wrong_seed_stops_the_start_and_says_which_field_is_wrong(string seed, string why)
    {
        await File.WriteAllTextAsync(Path, seed, TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(
            () => KapsoEmulator.StartAsync(new KapsoEmulatorOptions { SeedFile = Path }, TestContext.Current.CancellationToken));

        Assert.Equal($"The seed file '{Path}' is wrong: {why}.", failure.Message);
    }
}
