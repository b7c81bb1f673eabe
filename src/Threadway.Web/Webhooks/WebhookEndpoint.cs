using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Threadway.Kapso.AspNetCore;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

/// <summary>
/// Where Kapso delivers. A delivery is answered 200 once it is on disk, and handled later (Kapso gives up after ten seconds and
/// calls again). It answers in problem details, as every address here does; what a delivery is, the SDK says.
/// </summary>
internal static partial class WebhookEndpoint
{
    public const int BodyLimit = 1024 * 1024;

    /// <summary>Kapso calls again by itself, after ten seconds at the soonest.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static void MapWebhookEndpoint(this IEndpointRouteBuilder routes) =>
        routes.MapPost(KapsoWebhooks.Path, ReceiveAsync)
            .WithName("receiveKapsoWebhook")
            .WithSummary("Where Kapso delivers its events, signed; 200 once a delivery is kept.")
            .WithTags("Webhooks")
            .AllowAnonymous()
            .WithMetadata(new TakesForeignCalls())
            // The signature is all that says who calls: what asks for sessions, origins and forms has nothing to do here.
            .ShortCircuit();

    private static async Task<Results<Ok, ProblemHttpResult>> ReceiveAsync(
        HttpContext context, WebhookInbox inbox, WebhookSecrets secrets, TimeProvider time, ILogger<WebhookInbox> logger)
    {
        using var signed = await context.Request.ReadSignedKapsoWebhookAsync(secrets.Current, BodyLimit, context.RequestAborted);
        if (signed.StatusCode != StatusCodes.Status200OK) return Refusal(logger, signed.StatusCode, signed.Signature);
        if (!WebhookEnvelope.TryRead(signed.Body.Span, out var envelope)) return Refusal(logger, StatusCodes.Status400BadRequest, signed.Signature);

        var named = string.IsNullOrWhiteSpace(signed.EventName) ? envelope.Event ?? "" : signed.EventName.Trim();
        var name = named is { Length: > 0 and <= WebhookEnvelope.LongestName } ? named : "unknown";
        // Waited for however long the caller does: the body is lent to the store until it is done with it.
        return await inbox.StoreAsync(new(signed.IdempotencyKeyFor(named), name, envelope.Lane, signed.Body, time.GetUtcNow())) switch
        {
            StoreOutcome.Stored => TypedResults.Ok(),
            StoreOutcome.Full => Unavailable(context, "Too many deliveries wait to be stored. Nothing was kept; deliver again."),
            _ => Unavailable(context, "The delivery could not be stored. Nothing was kept; deliver again."),
        };
    }

    private static ProblemHttpResult Unavailable(HttpContext context, string detail)
    {
        context.Response.SetRetryAfter(RetryAfter);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "webhook_not_stored", detail);
    }

    private static ProblemHttpResult Refusal(ILogger logger, int statusCode, SignatureVerdict? signature)
    {
        Log.Refused(logger, statusCode, signature);
        return statusCode switch
        {
            StatusCodes.Status413PayloadTooLarge =>
                Problems.Of(statusCode, "webhook_too_large", $"A delivery may have at most {BodyLimit} bytes."),
            StatusCodes.Status401Unauthorized =>
                Problems.Of(statusCode, "webhook_signature_invalid", "The signature is missing or does not match the body."),
            _ => Problems.Of(statusCode, "webhook_unreadable", "The body is not a JSON object."),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook delivery was refused with {StatusCode}; signature: {Signature}")]
        public static partial void Refused(ILogger logger, int statusCode, SignatureVerdict? signature);
    }
}

/// <summary>The secrets of the settings as they are now, made ready once for each change of them.</summary>
internal sealed class WebhookSecrets : IDisposable
{
    private readonly IDisposable? watching;
    private volatile KapsoWebhookSecrets current;

    public WebhookSecrets(IOptionsMonitor<WebhookOptions> settings)
    {
        current = Of(settings.CurrentValue);
        watching = settings.OnChange(changed => current = Of(changed));
    }

    public KapsoWebhookSecrets Current => current;

    public void Dispose() => watching?.Dispose();

    private static KapsoWebhookSecrets Of(WebhookOptions settings) =>
        new(new[] { settings.WebhookSecret, settings.PreviousWebhookSecret }.OfType<string>().Where(secret => secret.Length > 0));
}
