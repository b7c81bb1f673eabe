using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Setup;

namespace Threadway.Web.Connections.Redirects;

/// <summary>What the user has of the link and the number that a return names.</summary>
public sealed record SetupResultView(SetupView? Setup, ConnectionView? Connection)
{
    /// <summary>Where to write to the number that was connected.</summary>
    public Greeting? Greeting { get; init; }
}
