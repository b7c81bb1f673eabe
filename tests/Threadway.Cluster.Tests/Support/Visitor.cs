using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator;

namespace Threadway.Cluster.Tests.Support;

/// <summary>Somebody with a phone and one browser, which a balancer sends to any node: the cookie is shown to all.</summary>
internal sealed class Visitor(KapsoEmulator kapso, string phoneNumber) : IDisposable
{
    private static int people;

    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public static async Task<Visitor> SignInAsync(Cluster cluster, Node node)
    {
        var visitor = new Visitor(cluster.Kapso, $"+5731{Interlocked.Increment(ref people) + 20_000_000}");
        await visitor.SignInAsync(node);
        return visitor;
    }

    /// <summary>Connects a number from the first press until all that has to be done for it is done.</summary>
    public async Task<ConnectedNumber> ConnectAsync(Node node, NumberConnection? connectionType = null)
    {
        var (customerId, phoneNumberId) = await StartConnectingAsync(node, connectionType);
        await Eventually.HoldsAsync(
            () => ReceivingAsync(node), reasons => reasons is ["receiving"], "its messages come to the app", TimeSpan.FromSeconds(60));
        return new(phoneNumberId, customerId);
    }

    /// <summary>Finishes the hosted page; the app hears of it by Kapso's webhook.</summary>
    public async Task<(string CustomerId, string PhoneNumberId)> StartConnectingAsync(Node node, NumberConnection? connectionType = null)
    {
        using var answer = await AskForLinkAsync(node);
        var link = await ReadAsync(answer);
        var completed = await kapso.SetupLinks.CompleteAsync(
            link["setupUrl"]!.GetValue<string>(), new() { ConnectionType = connectionType });
        return (link["kapsoCustomerId"]!.GetValue<string>(), completed.PhoneNumberId);
    }

    public Task<HttpResponseMessage> AskForLinkAsync(Node node) =>
        http.PostAsJsonAsync(new Uri(node.Address, "/api/whatsapp/setup-links"), new { provisionPhoneNumber = false });

    public async Task<JsonObject> StatusAsync(Node node)
    {
        using var answer = await http.GetAsync(new Uri(node.Address, "/api/whatsapp/connection"));
        return await ReadAsync(answer);
    }

    /// <summary>The stream of the status, open once this returns.</summary>
    public async Task<StreamReader> WatchAsync(Node node)
    {
        var answer = await http.GetAsync(new Uri(node.Address, "/api/whatsapp/connection/events"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Has messages taken; null where the node could not say.</summary>
    public async Task<JsonArray?> SendAsync(Node node, string phoneNumberId, IEnumerable<object> messages)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(node.Address, $"/api/whatsapp/connections/{phoneNumberId}/messages/batch"), new { messages });
            return answer.IsSuccessStatusCode ? (JsonArray)(await ReadAsync(answer))["results"]! : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<int> QueueLengthAsync(Node node, string phoneNumberId)
    {
        using var answer = await http.GetAsync(new Uri(node.Address, $"/api/whatsapp/connections/{phoneNumberId}/queue"));
        return (await ReadAsync(answer))["length"]!.GetValue<int>();
    }

    public void Dispose() => http.Dispose();

    private async Task SignInAsync(Node node)
    {
        using var asked = await http.PostAsJsonAsync(new Uri(node.Address, "/api/auth/code"), new { phoneNumber });
        Assert.True(asked.StatusCode == HttpStatusCode.Accepted, await asked.Content.ReadAsStringAsync());
        var code = kapso.Phones[phoneNumber].Messages[^1].Code;
        using var entered = await http.PostAsJsonAsync(new Uri(node.Address, "/api/auth/sign-in"), new { phoneNumber, code });
        Assert.Equal(HttpStatusCode.NoContent, entered.StatusCode);
        var cookies = entered.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]);
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies));
    }

    private async Task<IReadOnlyList<string>> ReceivingAsync(Node node)
    {
        var connections = await http.GetFromJsonAsync<JsonArray>(new Uri(node.Address, "/api/whatsapp/connections"));
        return [.. connections!.Select(connection => connection!["receiving"]!["reason"]!.GetValue<string>())];
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return (JsonObject)JsonNode.Parse(text)!;
    }
}

internal sealed record ConnectedNumber(string PhoneNumberId, string CustomerId)
{
    public Delivery Message() => Delivery.OfMessage(PhoneNumberId);

    public Delivery Announcement() => Delivery.OfNumber(PhoneNumberId, CustomerId);

    /// <summary>How many webhooks Kapso has for it.</summary>
    public async Task<int> CountWebhooksAsync(KapsoEmulator kapso)
    {
        using var http = kapso.CreateClient();
        var page = await http.GetFromJsonAsync<JsonObject>(new Uri($"/platform/v1/whatsapp/phone_numbers/{PhoneNumberId}/webhooks", UriKind.Relative));
        return ((JsonArray)page!["data"]!).Count;
    }
}
