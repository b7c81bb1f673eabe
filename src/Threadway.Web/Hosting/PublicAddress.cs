using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Threadway.Web.Hosting;

/// <summary>Where browsers and Kapso find this app.</summary>
internal sealed class PublicAddress(IOptions<ThreadwayOptions> options, IServer server)
{
    /// <exception cref="StartupException">No public address is set, and the server does not listen yet.</exception>
    public Uri Of(string path) => new(options.Value.PublicUrl ?? ListeningAddress(), path);

    private Uri ListeningAddress()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses.Select(address => new Uri(address.Replace("[::]", "localhost", StringComparison.Ordinal))).FirstOrDefault()
            ?? throw new StartupException("Threadway:PublicUrl (THREADWAY_PUBLIC_URL) is required: the address at which Kapso and browsers reach this app.");
    }
}
