using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Threadway.Testing;

/// <summary>A web server on loopback that takes webhooks in, and gives files out: one for a run, each test at addresses of its own.</summary>
public sealed class WebhookReceiver : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Inbox> inboxes = new();
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string MimeType)> files = new();
    private WebApplication? app;

    /// <summary>A public address that leads here through a tunnel, to the port that its fragment names: <c>https://example.org/#8080</c>.</summary>
    public Uri? PublicUrl { get; init; }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port(PublicUrl)));
        app = builder.Build();
        app.Run(TakeAsync);
        await app.StartAsync();
    }

    /// <summary>A new address, and what comes there or anywhere below.</summary>
    public Inbox Open()
    {
        var path = $"/{Guid.CreateVersion7():N}";
        return inboxes[path] = new Inbox(UrlOf($"{path}/hook"));
    }

    /// <summary>Where a file can be fetched.</summary>
    public Uri Serve(byte[] bytes, string mimeType)
    {
        var path = $"/{Guid.CreateVersion7():N}";
        files[path] = (bytes, mimeType);
        return UrlOf(path);
    }

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? default;

    private static int Port(Uri? publicUrl) => int.TryParse(publicUrl?.Fragment.TrimStart('#'), out var port) ? port : 0;

    private Uri UrlOf(string path) => new(PublicUrl ?? new Uri(app!.Urls.First()), path);

    private async Task TakeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (files.TryGetValue(path, out var file))
        {
            http.Response.ContentType = file.MimeType;
            await http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted);
            return;
        }

        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        http.Response.StatusCode = inboxes.TryGetValue(path[..Math.Max(0, path.IndexOf('/', 1))], out var inbox)
            ? inbox.Take(new Received(
                http.Request.Method,
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                bytes.ToArray()))
            : StatusCodes.Status404NotFound;
    }
}
