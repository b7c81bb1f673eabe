using Threadway.Kapso.Webhooks;

namespace Threadway.Web.Webhooks;

/// <summary>A feature that acts on Kapso's events: registered, never called by name. It may be given one event several times.</summary>
internal interface IWebhookConsumer
{
    Task<EventOutcome> HandleAsync(KapsoEvent received, DateTimeOffset receivedAt, CancellationToken cancellationToken);
}
