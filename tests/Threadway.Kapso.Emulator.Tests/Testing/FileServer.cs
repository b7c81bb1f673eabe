using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Threadway.Kapso.Emulator.Tests.Testing;

/// <summary>Somebody's server, from which files are fetched.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private FileServer(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(answer);
    }

    public string Origin => app.Urls.First();

    public static async Task<FileServer> StartAsync(RequestDelegate answer)
    {
        var server = new FileServer(answer);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static Task<FileServer> StartAsync(byte[] file, string? mimeType) => StartAsync(async http =>
    {
        http.Response.ContentType = mimeType;
        await http.Response.Body.WriteAsync(file, http.RequestAborted);
    });

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
