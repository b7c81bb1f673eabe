namespace Threadway.Web.Connections.Numbers;

/// <summary>All that a number's page shows; no connection where the user has no such number.</summary>
public sealed record NumberView(ConnectionView? Connection, IReadOnlyList<EvidenceLine> Evidence);
