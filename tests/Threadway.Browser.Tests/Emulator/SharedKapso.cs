using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator;

namespace Threadway.Browser.Tests.Emulator;

/// <summary>One emulator for the tests of its pages; each makes its own customer, number and person.</summary>
public sealed class SharedKapso : IAsyncLifetime
{
    private int people;
    private EmulatorControl control = null!;
    private HttpClient http = null!;

    internal Uri Address => control.Address;

    public async ValueTask InitializeAsync()
    {
        var emulator = await KapsoEmulator.StartAsync(new KapsoEmulatorOptions { CoexistenceMessagesPerSecond = 1000 });
        (control, http) = (new EmulatorControl(emulator), emulator.CreateClient());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await control.DisposeAsync();
    }

    /// <summary>Digits that nobody else has.</summary>
    internal string NewPerson() => $"57300{Interlocked.Increment(ref people):D7}";

    /// <summary>The address of a new customer's setup page, for the link's fields.</summary>
    internal async Task<Uri> SetupPageAsync(string fields) =>
        new((await CallAsync($"/platform/v1/customers/{await CustomerAsync()}/setup_links", $$"""{"setup_link":{{fields}}}"""))["data"]!["url"]!.ToString());

    /// <summary>The id of a new coexistence number with these digits.</summary>
    internal async Task<string> ConnectAsync(string digits)
    {
        var link = await control.CreateLinkAsync(await CustomerAsync());
        var done = await CallAsync(
            $"/_emulator/setup-links/{link}/complete",
            $$"""{"displayPhoneNumber":"{{digits}}","connectionType":"coexistence","verifiedName":"Café Aurora"}""");
        return done["phoneNumberId"]!.ToString();
    }

    /// <summary>The business sends a message: its fields from <c>type</c> on.</summary>
    internal Task SendAsync(string number, string person, string fields) =>
        CallAsync($"/meta/whatsapp/v24.0/{number}/messages", $$"""{"messaging_product":"whatsapp","to":"{{person}}",{{fields.Trim()[1..]}}""");

    internal Task WriteAsync(string person, string number, string text) =>
        control.WriteFromPhoneAsync(person, number, text);

    /// <summary>What the number's history holds, the newest first.</summary>
    internal async Task<JsonArray> HistoryAsync(string number)
    {
        var page = await http.GetFromJsonAsync<JsonObject>($"/platform/v1/whatsapp/messages?phone_number_id={number}", TestContext.Current.CancellationToken);
        return page!["data"]!.AsArray();
    }

    internal async Task<JsonObject> NumberAsync(string digits)
    {
        var page = await http.GetFromJsonAsync<JsonObject>("/platform/v1/whatsapp/phone_numbers?per_page=100", TestContext.Current.CancellationToken);
        return page!["data"]!.AsArray().Single(one => one!["display_phone_number_normalized"]!.ToString() == digits)!.AsObject();
    }

    private Task<string> CustomerAsync() => control.CreateCustomerAsync("Librería del Parque");

    private async Task<JsonObject> CallAsync(string path, string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return (JsonObject)JsonNode.Parse(text)!;
    }
}
