using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Where this emulator listens, once it does.</summary>
internal sealed class Origin(IServer server)
{
    public Uri Address => field ??= new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
