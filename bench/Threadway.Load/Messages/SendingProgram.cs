using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Threadway.Load.Messages;

/// <summary>A program that sends by an API key, as a user's would. A template goes to whoever never wrote.</summary>
internal sealed class SendingProgram : IDisposable
{
    private const int MostInABatch = 1000;

    private readonly HttpClient http;

    public SendingProgram(Uri address, string key)
    {
        http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public static async Task<string> MakeKeyAsync(Uri address, Child emulator)
    {
        using var browser = await Browser.SignInAsync(address, emulator, SendingNumbers.Owner);
        using var made = await browser.Http.PostAsJsonAsync("/api/keys", new { name = "Load", scopes = (string[])["messages:send", "messages:read"] });
        return (string)(await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["key"]!;
    }

    /// <summary>One message.</summary>
    public async Task SendAsync(int number, int recipient)
    {
        using var answer = await http.PostAsJsonAsync($"/api/whatsapp/connections/{Deliveries.NumberId(number)}/messages", Message(recipient, null));
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Many, a thousand in each call.</summary>
    public async Task QueueAsync(int number, IEnumerable<int> recipients, DateTimeOffset? sendAt = null)
    {
        foreach (var some in recipients.Chunk(MostInABatch))
        {
            using var answer = await http.PostAsJsonAsync(
                $"/api/whatsapp/connections/{Deliveries.NumberId(number)}/messages/batch", new { messages = some.Select(recipient => Message(recipient, sendAt)) });
            var results = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["results"]!.AsArray();
            if (results.FirstOrDefault(result => result!["problem"] is not null) is { } refused) throw new InvalidOperationException(refused.ToJsonString());
        }
    }

    public void Dispose() => http.Dispose();

    public static string Recipient(int recipient) => string.Create(CultureInfo.InvariantCulture, $"57310{recipient:D7}");

    private static Dictionary<string, object> Message(int recipient, DateTimeOffset? sendAt)
    {
        var message = new Dictionary<string, object>
        {
            ["to"] = $"+{Recipient(recipient)}",
            ["type"] = "template",
            ["template"] = new { name = "hello_world", language = new { code = "en_US" } },
        };
        if (sendAt is { } at) message["sendAt"] = at;
        return message;
    }
}
