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

    public static void MapWebhookEndpoint(this IEndpointRouteBuilder routes) =>
        routes.MapPost(KapsoWebhooks.Path, ReceiveAsync)
            .WithName("receiveKapsoWebhook")
            .WithTags("Webhooks")
            .AllowAnonymous()
            .WithMetadata(new TakesForeignCalls());

    private static async Task<Results<Ok, ProblemHttpResult>> ReceiveAsync(
        HttpRequest request,
        WebhookInbox inbox,
        IOptionsMonitor<WebhookOptions> settings,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var reading = await request.ReadKapsoWebhookAsync(OptionsOf(settings.CurrentValue), cancellationToken);
        if (reading.Delivery is not { } delivery)
        {
            Log.Refused(loggers.CreateLogger(typeof(WebhookEndpoint)), reading.StatusCode, reading.Signature);
            return Refusal(reading.StatusCode);
        }

        await inbox.StoreAsync(
            new()
            {
                Id = Guid.CreateVersion7(),
                IdempotencyKey = delivery.IdempotencyKey,
                Event = delivery.EventName is { Length: > 0 and <= 100 } known ? known : "unknown",
                Body = delivery.Body.ToArray(),
                ReceivedAt = time.GetUtcNow(),
            },
            cancellationToken);
        return TypedResults.Ok();
    }

    private static KapsoWebhookOptions OptionsOf(WebhookOptions settings)
    {
        var options = new KapsoWebhookOptions { MaxBodyBytes = BodyLimit, Secrets = { settings.WebhookSecret } };
        if (settings.PreviousWebhookSecret is { Length: > 0 } previous)
            options.Secrets.Add(previous);

        return options;
    }

    private static ProblemHttpResult Refusal(int statusCode) => statusCode switch
    {
        StatusCodes.Status413PayloadTooLarge =>
            Problems.Of(statusCode, "webhook_too_large", $"A delivery may have at most {BodyLimit} bytes."),
        StatusCodes.Status401Unauthorized =>
            Problems.Of(statusCode, "webhook_signature_invalid", "The signature is missing or does not match the body."),
        _ => Problems.Of(statusCode, "webhook_unreadable", "The body is not a JSON object."),
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook delivery was refused with {StatusCode}; signature: {Signature}")]
        public static partial void Refused(ILogger logger, int statusCode, SignatureVerdict? signature);
    }
}
