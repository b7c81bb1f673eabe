namespace Threadway.Web.Connections.Reconciliation;

internal sealed class ReconcilerOptions
{
    public const string Section = "Kapso:Reconciler";

    /// <summary>How often the sweep runs.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A healthy number that no read has confirmed for this long is looked at again.</summary>
    public TimeSpan NumberInterval { get; set; } = TimeSpan.FromMinutes(10);
}
