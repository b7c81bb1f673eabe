using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Kapso.Emulator;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AgainstEmulator;

/// <summary>An emulator of its own, the SDK as an application registers it, and the emulator's control API.</summary>
internal sealed class EmulatedKapso : IAsyncDisposable
{
    public const string ApiKey = "end-to-end-key";
    public const string Secret = "end-to-end-secret";

    private readonly KapsoEmulator emulator;
    private readonly HttpClient control;
    private readonly ServiceProvider services;

    private EmulatedKapso(KapsoEmulator emulator, Action<KapsoOptions> configure)
    {
        this.emulator = emulator;
        control = emulator.CreateClient();
        services = new ServiceCollection()
            .AddKapso(options => Prepare(options, configure))
            .Services.BuildServiceProvider();
        Client = services.GetRequiredService<KapsoClient>();
    }

    public KapsoClient Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<EmulatedKapso> StartAsync(Action<KapsoOptions>? configure = null) =>
        new(await KapsoEmulator.StartAsync(new() { ApiKey = ApiKey }, Token), configure ?? (_ => { }));

    /// <summary>What an application would set for this emulator; repetitions come without the usual pauses.</summary>
    public KapsoOptions Options(Action<KapsoOptions>? configure = null)
    {
        var options = new KapsoOptions();
        Prepare(options, configure ?? (_ => { }));
        return options;
    }

    public Task<Customer> CustomerAsync(string name = "Panadería Sol", string? externalId = null) =>
        Client.Customers.CreateAsync(new() { Name = name, ExternalCustomerId = externalId }, Token);

    /// <summary>Goes through the hosted page in the customer's place.</summary>
    public async Task<string> CompleteAsync(SetupLink link, string choice = "{}")
    {
        var done = await ControlAsync(HttpMethod.Post, $"setup-links/{link.Id}/complete", choice);
        return done!["phoneNumberId"]!.GetValue<string>();
    }

    /// <summary>A customer's number, connected through a link.</summary>
    public async Task<PhoneNumber> ConnectAsync(Customer customer, string choice = "{}")
    {
        var link = await Client.SetupLinks.CreateAsync(customer.Id, new(), Token);
        return await Client.PhoneNumbers.GetAsync(await CompleteAsync(link, choice), Token);
    }

    public async Task<PhoneNumber> ConnectAsync() => await ConnectAsync(await CustomerAsync());

    /// <summary>A dedicated number to which this person has just written, so that everything may be sent.</summary>
    public async Task<PhoneNumber> ConnectInTalkAsync(string person, string text = "Hola")
    {
        var number = await ConnectAsync(await CustomerAsync(), """{"connectionType":"dedicated"}""");
        await WriteAsync(person, number.Id, text);
        return number;
    }

    /// <summary>A template that Meta has approved; its id.</summary>
    public async Task<string> ApprovedTemplateAsync(string businessAccountId, TemplateDraft draft)
    {
        var submitted = await Client.Templates.CreateAsync(businessAccountId, draft, Token);
        await ControlAsync(HttpMethod.Post, $"templates/{submitted.Id}/status", """{"status":"APPROVED"}""");
        return submitted.Id;
    }

    /// <summary>The customer takes access away at Meta.</summary>
    public Task RevokeAccessAsync(string phoneNumberId) => ControlAsync(HttpMethod.Post, $"phone-numbers/{phoneNumberId}/revoke");

    public async Task<JsonArray> MessagesOfAsync(string person) =>
        (JsonArray)(await ControlAsync(HttpMethod.Get, $"phones/{person}/messages"))!;

    /// <summary>The person writes; the message's id.</summary>
    public async Task<string> WriteAsync(string person, string phoneNumberId, string text)
    {
        var message = new JsonObject { ["phoneNumberId"] = phoneNumberId, ["text"] = new JsonObject { ["body"] = text } };
        var written = await ControlAsync(HttpMethod.Post, $"phones/{person}/messages", message.ToJsonString());
        return written!["id"]!.GetValue<string>();
    }

    /// <summary>The person stops marketing from this number ("stopped"), or wants it again ("resumed").</summary>
    public Task PreferMarketingAsync(string person, string phoneNumberId, string status) => ControlAsync(
        HttpMethod.Put, $"phones/{person}/marketing-preference", $$"""{"phoneNumberId":"{{phoneNumberId}}","status":"{{status}}"}""");

    public Task FailAsync(string rule) => ControlAsync(HttpMethod.Put, "failures", $"[{rule}]");

    public Task BendDeliveriesAsync(string rule) => ControlAsync(HttpMethod.Put, "delivery-rules", $"[{rule}]");

    public Task AdvanceAsync(string time) => ControlAsync(HttpMethod.Post, "clock", $$"""{"advance":"{{time}}"}""");

    /// <summary>Somebody listens for these events of the project, or of one number.</summary>
    public Task<KapsoWebhook> SubscribeAsync(Inbox receiver, IReadOnlyList<string> events, string? phoneNumberId = null)
    {
        var webhook = new CreateWebhook { Url = receiver.Url, Events = events, SecretKey = Secret };
        return phoneNumberId is null
            ? Client.Webhooks.CreateAsync(webhook, Token)
            : Client.Webhooks.CreateForNumberAsync(phoneNumberId, webhook, Token);
    }

    /// <summary>The next delivery, verified and read as a receiver does it.</summary>
    public static async Task<KapsoEvent> NextEventAsync(Inbox receiver)
    {
        var delivery = await receiver.NextAsync();
        Assert.Equal(SignatureVerdict.Valid, VerdictOn(delivery, Secret));
        Assert.True(WebhookReader.TryRead(delivery.Headers[WebhookHeaders.Event], delivery.Bytes, out var kapsoEvent));
        return kapsoEvent;
    }

    public static SignatureVerdict VerdictOn(Received delivery, string secret) => WebhookSignature.Verify(
        delivery.Bytes, delivery.Headers[WebhookHeaders.Signature], Encoding.UTF8.GetBytes(secret));

    /// <summary>A call of the emulator's control API; null when it answers nothing.</summary>
    public async Task<JsonNode?> ControlAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, $"/_emulator/{path}");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await control.SendAsync(request, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        return answer.Content.Headers.ContentLength is 0 ? null : await answer.Content.ReadFromJsonAsync<JsonNode>(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        control.Dispose();
        await emulator.DisposeAsync();
    }

    private void Prepare(KapsoOptions options, Action<KapsoOptions> configure)
    {
        (options.ApiKey, options.BaseUrl) = (ApiKey, emulator.BaseAddress);
        options.MaxRetryDelay = TimeSpan.FromMilliseconds(10);
        configure(options);
    }
}
