using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Threadway.Kapso.Emulator.Tests.Testing;

/// <summary>A small web server that collects deliveries, and answers 200 or what was queued.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Received> deliveries = Channel.CreateUnbounded<Received>();
    private readonly ConcurrentQueue<int> answers = new();

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(CollectAsync);
    }

    public Uri Url { get; private set; } = new("http://localhost");

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        receiver.Url = new Uri(new Uri(receiver.app.Urls.First()), "/hook");
        return receiver;
    }

    /// <summary>The next deliveries are answered with these, one each; then 200 again.</summary>
    public void AnswerNext(params int[] statuses) => Array.ForEach(statuses, answers.Enqueue);

    public async Task<Received> NextAsync(TimeSpan? deadline = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(deadline ?? TimeSpan.FromSeconds(10));
        return await deliveries.Reader.ReadAsync(stop.Token);
    }

    /// <summary>What came until now and was not read.</summary>
    public IReadOnlyList<Received> Waiting()
    {
        List<Received> all = [];
        while (deliveries.Reader.TryRead(out var delivery))
            all.Add(delivery);
        return all;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task CollectAsync(HttpContext http)
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        http.Response.StatusCode = answers.TryDequeue(out var status) ? status : StatusCodes.Status200OK;
        deliveries.Writer.TryWrite(new Received(
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            bytes.ToArray()));
    }
}

internal sealed record Received(IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Event => Headers["X-Webhook-Event"];

    public string Key => Headers["X-Idempotency-Key"];

    public JsonObject Body => (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(Bytes))!;
}
