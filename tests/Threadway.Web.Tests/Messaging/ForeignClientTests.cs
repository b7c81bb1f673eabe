using Threadway.Web.Tests.Accounts.ApiKeys;

namespace Threadway.Web.Tests.Messaging;

/// <summary>Others write to our API by plain HTTP, with an API key and the OpenAPI document: in JavaScript, and as the sample does.</summary>
public sealed class ForeignClientTests(SharedApp shared)
{
    [Fact]
    public async Task A_foreign_client_sends_by_a_plain_HTTP_library_with_the_OpenAPI_document_alone()
    {
        await SkipWithoutNodeAsync();
        var shop = await Shop.OpenAsync(shared.App);
        var customer = await shop.CustomerAsync();
        var key = await shop.Owner.MakeKeyAsync(["messages:send", "messages:read"]);

        var (code, said) = await Command.RunAsync(Repository.PathOf("tests", "foreign", "threadway-js"), "node", ["client.mjs"], new Dictionary<string, string?>
        {
            ["THREADWAY_URL"] = shared.App.Address.ToString(),
            ["THREADWAY_API_KEY"] = key.Key,
            ["NUMBER"] = shop.PhoneNumberId,
            ["RECIPIENT"] = customer,
        });

        Assert.True(code == 0, said);
        Assert.StartsWith("delivered wamid.", said, StringComparison.Ordinal);
        Assert.Equal(["Yes, from ten to six."], shop.TextsOf(customer));
    }

    [Fact]
    public async Task The_sample_sends_waits_for_the_delivery_and_answers_who_writes()
    {
        var shop = await Shop.OpenAsync(shared.App);
        var customer = await shop.CustomerAsync();
        var key = await shop.Owner.MakeKeyAsync(["messages:send", "messages:read"]);

        var running = Command.RunAsync(Repository.Root, "dotnet", [Repository.ProgramOf("Messaging"), shop.PhoneNumberId, customer, "--once"], Settings(key.Key));
        await Eventually.HoldsAsync(() => Task.FromResult(shop.TextsOf(customer)), texts => texts.Count == 1);
        await shop.WriteAsync(customer, "Do you have rye?");
        var (code, said) = await running;

        Assert.True(code == 0, said);
        Assert.Contains("hello: delivered", said, StringComparison.Ordinal);
        Assert.Contains("wrote: Do you have rye?", said, StringComparison.Ordinal);
        await Eventually.HoldsAsync(
            () => Task.FromResult(shop.TextsOf(customer)),
            texts => texts is ["Hello! Write something, and I will answer.", "You wrote: Do you have rye?"]);
    }

    [Fact]
    public async Task The_sample_says_what_is_wrong_with_a_key()
    {
        var shop = await Shop.OpenAsync(shared.App);
        var key = await shop.Owner.MakeKeyAsync(["connections:read"]);

        var (code, said) = await Command.RunAsync(
            Repository.Root, "dotnet", [Repository.ProgramOf("Messaging"), shop.PhoneNumberId, "+573001234567", "--once"], Settings(key.Key));

        Assert.Equal(1, code);
        Assert.StartsWith("403 ", said, StringComparison.Ordinal);
    }

    private Dictionary<string, string?> Settings(string key) => new() { ["THREADWAY_URL"] = shared.App.Address.ToString(), ["THREADWAY_API_KEY"] = key };

    /// <summary>Where the project is built for real, a proof that does not run is a failure.</summary>
    private static async Task SkipWithoutNodeAsync()
    {
        try
        {
            if ((await Command.RunAsync(Repository.Root, "node", ["--version"])).ExitCode == 0) return;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed.
        }
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "node is not installed");
        Assert.Skip("node is not installed");
    }
}
