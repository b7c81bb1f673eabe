using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Setup;

namespace Threadway.Web.Connections;

/// <summary>All that the dashboard shows.</summary>
public sealed record DashboardView(IReadOnlyList<ConnectionView> Connections, SetupView? Setup);
