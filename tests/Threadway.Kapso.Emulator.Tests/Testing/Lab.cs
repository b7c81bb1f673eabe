using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Tests.Testing;

/// <summary>One emulator, somebody who listens for its webhooks, and a plain HTTP client.</summary>
internal sealed class Lab : IAsyncDisposable
{
    public const string Secret = "lab-secret";

    private Lab(KapsoEmulator emulator, Inbox receiver)
    {
        (Emulator, Receiver, Http) = (emulator, receiver, emulator.CreateClient());
    }

    public KapsoEmulator Emulator { get; }

    public Inbox Receiver { get; }

    public HttpClient Http { get; }

    public static async Task<Lab> StartAsync(Action<KapsoEmulatorOptions>? configure = null)
    {
        var receiver = await Inbox.OpenAsync();
        var options = new KapsoEmulatorOptions { WebhookUrl = receiver.Url, WebhookSecret = Secret };
        configure?.Invoke(options);
        return new Lab(await KapsoEmulator.StartAsync(options, TestContext.Current.CancellationToken), receiver);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Reply> PostAsync(string path, string json = "{}") => SendAsync(HttpMethod.Post, path, json);

    public Task<Reply> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, json);

    public Task<Reply> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }

    /// <summary>Sends a page's form, as a browser does.</summary>
    public Task<Reply> SubmitAsync(string path, params (string Name, string Value)[] fields) =>
        SubmitAsync(path, string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")));

    /// <summary>The same, encoded.</summary>
    public async Task<Reply> SubmitAsync(string path, string form)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }

    public async Task<string> CustomerAsync(string name = "Ana's shop", string? externalId = null)
    {
        var body = new JsonObject { ["customer"] = new JsonObject { ["name"] = name, ["external_customer_id"] = externalId } };
        return (await PostAsync("/platform/v1/customers", body.ToJsonString())).Ok().Text("data.id");
    }

    public async Task<Reply> LinkAsync(string customerId, string fields = "{}") =>
        (await PostAsync($"/platform/v1/customers/{customerId}/setup_links", $$"""{"setup_link":{{fields}}}""")).Ok();

    /// <summary>The path of a link's setup page.</summary>
    public static string PageOf(Reply link) => $"/whatsapp/setup/{link.Text("data.token")}";

    /// <summary>A customer with a connected number, and the created event read.</summary>
    public async Task<(string CustomerId, string PhoneNumberId)> ConnectAsync(string choice = "{}")
    {
        var customer = await CustomerAsync();
        var link = await LinkAsync(customer);
        var done = (await PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", choice)).Ok();
        await Receiver.NextAsync();
        return (customer, done.Text("phoneNumberId"));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
    }
}

/// <summary>An answer that was read to its end.</summary>
internal sealed record Reply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Content)
{
    public static async Task<Reply> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public JsonNode Json => JsonNode.Parse(Content)!;

    public JsonArray Data => (JsonArray)Json["data"]!;

    public Reply Ok()
    {
        Assert.True((int)Status is >= 200 and < 300, $"{(int)Status}: {Content}");
        return this;
    }

    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)Json, (node, name) => node?[name]);

    public string Text(string path) => At(path)?.ToString() ?? throw new InvalidOperationException($"No {path} in {Content}");
}
