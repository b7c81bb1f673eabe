using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>A web server on loopback that takes webhooks in, each test at an address of its own.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Inbox> inboxes = new();
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string MimeType)> files = new();
    private readonly WebApplication app;
    private readonly Uri? publicUrl;

    private Receiver(Uri? publicUrl)
    {
        this.publicUrl = publicUrl;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port(publicUrl)));
        app = builder.Build();
        app.Run(TakeAsync);
    }

    public static async Task<Receiver> StartAsync(Uri? publicUrl)
    {
        var receiver = new Receiver(publicUrl);
        await receiver.app.StartAsync();
        return receiver;
    }

    public Inbox Open()
    {
        var path = $"/hook/{Guid.CreateVersion7():N}";
        return inboxes[path] = new Inbox(UrlOf(path));
    }

    /// <summary>Where the target can fetch a file.</summary>
    public Uri Serve(byte[] bytes, string mimeType)
    {
        var path = $"/file/{Guid.CreateVersion7():N}";
        files[path] = (bytes, mimeType);
        return UrlOf(path);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A public address leads here through a tunnel to the port that its fragment names: <c>https://example.org/#8080</c>.</summary>
    private static int Port(Uri? publicUrl) => int.TryParse(publicUrl?.Fragment.TrimStart('#'), out var port) ? port : 0;

    private Uri UrlOf(string path) => new(publicUrl ?? new Uri(app.Urls.First()), path);

    private async Task TakeAsync(HttpContext http)
    {
        if (files.TryGetValue(http.Request.Path, out var file))
        {
            http.Response.ContentType = file.MimeType;
            await http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted);
            return;
        }

        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        http.Response.StatusCode = inboxes.TryGetValue(http.Request.Path, out var inbox)
            ? inbox.Take(new Delivered(
                http.Request.Method,
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                bytes.ToArray()))
            : StatusCodes.Status404NotFound;
    }
}

/// <summary>What one address got. Answers 200, or what was queued.</summary>
internal sealed class Inbox(Uri url)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Channel<Delivered> deliveries = Channel.CreateUnbounded<Delivered>();
    private readonly ConcurrentQueue<int> answers = new();

    public Uri Url => url;

    public void AnswerNext(params int[] statuses) => Array.ForEach(statuses, answers.Enqueue);

    public int Take(Delivered delivered)
    {
        deliveries.Writer.TryWrite(delivered);
        return answers.TryDequeue(out var status) ? status : StatusCodes.Status200OK;
    }

    /// <summary>The next that is of that event; others before it are let go.</summary>
    public Task<Delivered> NextAsync(string eventName) => NextAsync(delivered => delivered.Event == eventName, eventName);

    public Task<Delivered> NextAsync() => NextAsync(_ => true, "a delivery");

    public async Task<Delivered> NextAsync(Func<Delivered, bool> fits, string what)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Patience);
        List<string> others = [];
        try
        {
            while (true)
            {
                var delivered = await deliveries.Reader.ReadAsync(stop.Token);
                if (fits(delivered))
                    return delivered;
                others.Add(delivered.Event ?? "(no event)");
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new Xunit.Sdk.XunitException($"{what} did not come within {Patience.TotalSeconds} s; what came: [{string.Join(", ", others)}]");
        }
    }

    public bool IsEmpty => !deliveries.Reader.TryPeek(out _);
}

/// <summary>One request of the target to the suite.</summary>
internal sealed record Delivered(string Method, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string? Event => Header("X-Webhook-Event");

    public JsonObject Body => (JsonObject)JsonNode.Parse(Bytes)!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public JsonObject Fits(Shape shape) => shape.Violations(Body, "").ToList() is { Count: > 0 } violations
        ? throw new Xunit.Sdk.XunitException($"{Event}: {string.Join("; ", violations)}. It is {Body.ToJsonString()}")
        : Body;
}
