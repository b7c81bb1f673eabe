using Microsoft.AspNetCore.Http.Features;

namespace Threadway.Kapso.Emulator.Requests;

/// <summary>Remembers that the connection was cut on purpose: the server itself tells of it only later.</summary>
internal sealed class CutNotice(IHttpRequestLifetimeFeature server) : IHttpRequestLifetimeFeature
{
    private bool cut;

    public bool WasCut => cut || server.RequestAborted.IsCancellationRequested;

    public CancellationToken RequestAborted
    {
        get => server.RequestAborted;
        set => server.RequestAborted = value;
    }

    public void Abort()
    {
        cut = true;
        server.Abort();
    }
}
