using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Threadway.Kapso.AspNetCore;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AspNetCore;

/// <summary>A real application on loopback with one webhook, which remembers what reached its handler and what was logged.</summary>
internal sealed class WebhookApp : IAsyncDisposable
{
    public const string Path = "/api/webhooks/kapso";
    public const string Secret = "s3cret";

    private readonly WebApplication app;
    private readonly HttpClient http;

    private WebhookApp(WebApplication app)
    {
        this.app = app;
        http = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public List<KapsoWebhookDelivery> Deliveries { get; } = [];

    public FakeLogCollector Logs { get; private init; } = null!;

    /// <summary>What the handler does besides remembering.</summary>
    public Func<KapsoWebhookDelivery, Task> Handle { get; set; } = _ => Task.CompletedTask;

    public static async Task<WebhookApp> StartAsync(
        Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, Action<KapsoWebhookOptions>? configure = null)
    {
        var logs = new FakeLogCollector();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(new FakeLoggerProvider(logs)).SetMinimumLevel(LogLevel.Trace);
        if (services is null)
            builder.Services.AddKapsoWebhooks(options => options.Secrets.Add(Secret));
        services?.Invoke(builder.Services);
        if (configure is not null)
            builder.Services.Configure(configure);

        WebhookApp? self = null;
        var app = builder.Build();
        if (map is not null)
            map(app);
        else
            app.MapKapsoWebhook(Path, (delivery, _) => self!.TakeAsync(delivery));
        await app.StartAsync(TestContext.Current.CancellationToken);

        return self = new(app) { Logs = logs };
    }

    public static byte[] Bytes(string body) => Encoding.UTF8.GetBytes(body);

    public static string Sign(byte[] body, string secret = Secret) => WebhookSignature.Compute(body, Encoding.UTF8.GetBytes(secret));

    public async Task<HttpStatusCode> DeliverAsync(
        byte[] body, string? signature, string? name = KapsoEvents.PhoneNumberCreated, string? key = "key-1", bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        Add(WebhookHeaders.Signature, signature);
        Add(WebhookHeaders.Event, name);
        Add(WebhookHeaders.IdempotencyKey, key);
        Add(WebhookHeaders.PayloadVersion, "v2");
        request.Headers.TransferEncodingChunked = isChunked;

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;

        void Add(string header, string? value)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(header, value);
        }
    }

    public async Task<HttpStatusCode> GetAsync()
    {
        using var answer = await http.GetAsync(Path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private Task TakeAsync(KapsoWebhookDelivery delivery)
    {
        Deliveries.Add(delivery);
        return Handle(delivery);
    }
}
