using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Threadway.Web.Hosting;

/// <summary>Where browsers and Kapso find this app.</summary>
internal sealed class PublicAddress(IOptions<ThreadwayOptions> options, IServer server)
{
    public const string WebhookPath = "/api/webhooks/kapso";

    public const string SuccessPath = "/api/webhooks/kapso/success";

    public const string FailurePath = "/api/webhooks/kapso/failed";

    public Uri Webhook => Absolute(WebhookPath);

    public Uri Success => Absolute(SuccessPath);

    public Uri Failure => Absolute(FailurePath);

    private Uri Origin => options.Value.PublicUrl ?? ListeningAddress();

    private Uri Absolute(string path) => new(Origin, path);

    private Uri ListeningAddress()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses.Select(address => new Uri(address.Replace("[::]", "localhost", StringComparison.Ordinal))).FirstOrDefault()
            ?? throw new StartupException("Threadway:PublicUrl (THREADWAY_PUBLIC_URL) is required: the address at which Kapso and browsers reach this app.");
    }
}
