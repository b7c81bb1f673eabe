namespace Threadway.Kapso.AspNetCore;

/// <summary>Takes deliveries, with whatever it needs from the container. Register it; it is made for each delivery's scope.</summary>
public interface IKapsoWebhookHandler
{
    /// <summary>
    /// Takes a delivery. Returning answers 200; throwing answers 500, and Kapso delivers again. It waits ten seconds: store, return,
    /// and work later.
    /// </summary>
    Task HandleAsync(KapsoWebhookDelivery delivery, CancellationToken cancellationToken);
}
