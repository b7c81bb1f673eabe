namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Messages a second that a number may send by its type, until more is known of it (contract 14 and 16, rows 1 and 2).</summary>
internal static class SendingPace
{
    /// <summary>The lower, Kapso's, of two figures that disagree.</summary>
    public static readonly int? Coexistence = 5;

    /// <summary>As Meta starts it; Meta raises it by itself.</summary>
    public static readonly int? Dedicated = 80;
}
