namespace Threadway.Web.Webhooks;

internal static class WebhookClaims
{
    /// <summary>
    /// How long an event stays its node's without being renewed. A node that died is known to be dead long before; this is for one that
    /// stands still, or that the others cannot see.
    /// </summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);
}
