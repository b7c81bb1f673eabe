using Threadway.Web.Connections.Numbers;

namespace Threadway.Web.Connections.Redirects;

/// <summary>What the user has of the link and the number that a return names.</summary>
public sealed record LandingView(SetupView? Setup, ConnectionView? Connection);
