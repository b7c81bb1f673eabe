using Microsoft.Extensions.Options;
using Threadway.Kapso;

namespace Threadway.Web.Messaging.Media;

/// <summary>
/// Which addresses are Kapso's. What an event says of where a file lies is read by this server, inside its own network: without this
/// list whoever could write such an event would read what only this server can.
/// </summary>
internal sealed class MediaHosts(IOptions<KapsoOptions> kapso, IOptions<MediaOptions> options)
{
    private const string Api = "api.";

    private readonly Uri origin = kapso.Value.BaseUrl;
    private readonly string[] more = options.Value.MediaHosts;

    /// <summary>The address to read, where it is Kapso's; a path lies on Kapso's own.</summary>
    public Uri? Find(string? address)
    {
        if (address is not { Length: > 0 and <= 4096 }) return null;
        if (address[0] == '/') return address is ['/', '/' or '\\', ..] ? null : new Uri(origin, address);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var found) || found.UserInfo.Length > 0) return null;
        if (IsSameOrigin(found)) return found;
        return found is { Scheme: "https", IsDefaultPort: true } && (IsKapsos(found.IdnHost) || more.Contains(found.IdnHost, StringComparer.OrdinalIgnoreCase)) ? found : null;
    }

    private bool IsSameOrigin(Uri address) => address.Scheme == origin.Scheme && address.IdnHost == origin.IdnHost && address.Port == origin.Port;

    /// <summary>The other hosts of the domain whose <c>api.</c> we talk to.</summary>
    private bool IsKapsos(string host)
    {
        if (!origin.IdnHost.StartsWith(Api, StringComparison.OrdinalIgnoreCase)) return false;
        var domain = origin.IdnHost[Api.Length..];
        return domain.Contains('.', StringComparison.Ordinal) && (host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));
    }
}
