using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Threadway.Kapso.Webhooks;
using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

/// <summary>
/// Where Kapso delivers. The signature is checked over the raw bytes before anything reads them; a delivery is answered 200
/// once it is on disk, and handled later (Kapso gives up after ten seconds and calls again).
/// </summary>
internal static partial class WebhookEndpoint
{
    public const int BodyLimit = 1024 * 1024;

    public static void MapWebhookEndpoint(this IEndpointRouteBuilder routes) =>
        routes.MapPost(PublicAddress.WebhookPath, ReceiveAsync)
            .WithName("receiveKapsoWebhook")
            .WithTags("Webhooks")
            .AllowAnonymous();

    private static async Task<Results<Ok, ProblemHttpResult>> ReceiveAsync(
        HttpRequest request,
        WebhookInbox inbox,
        IOptionsMonitor<KapsoSettings> settings,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger(typeof(WebhookEndpoint));
        if (await ReadAsync(request, cancellationToken) is not { } body)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "webhook_too_large", $"A delivery may have at most {BodyLimit} bytes.");

        var verdict = Verify(body, request.Headers[WebhookHeaders.Signature], settings.CurrentValue);
        if (verdict != SignatureVerdict.Valid)
        {
            Log.Refused(logger, verdict);
            return Problems.Of(StatusCodes.Status401Unauthorized, "webhook_signature_invalid", "The signature is missing or does not match the body.");
        }

        if (!WebhookReader.TryRead(request.Headers[WebhookHeaders.Event], body, out var received))
            return Problems.Of(StatusCodes.Status400BadRequest, "webhook_unreadable", "The body is not a JSON object.");

        var name = received.Name is { Length: > 0 and <= 100 } known ? known : "unknown";

        await inbox.StoreAsync(
            new()
            {
                Id = Guid.CreateVersion7(),
                IdempotencyKey = Key(request, name, body),
                Kind = received is NumberEvent or EventBatch ? "phone_number" : "project",
                Event = name,
                Body = body,
                ReceivedAt = time.GetUtcNow(),
            },
            cancellationToken);
        return TypedResults.Ok();
    }

    private static SignatureVerdict Verify(byte[] body, string? signature, KapsoSettings settings) => WebhookSignature.Verify(
        body,
        signature,
        settings.PreviousWebhookSecret is { Length: > 0 } previous
            ? [Encoding.UTF8.GetBytes(settings.WebhookSecret), Encoding.UTF8.GetBytes(previous)]
            : [Encoding.UTF8.GetBytes(settings.WebhookSecret)]);

    /// <summary>The whole body, or null where it is over the limit; never more than the limit is held.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > BodyLimit) return null;

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > BodyLimit) return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    /// <summary>Kapso's key, or a digest where it sent none: the same delivery then still counts once.</summary>
    private static string Key(HttpRequest request, string name, byte[] body) =>
        request.Headers[WebhookHeaders.IdempotencyKey].ToString() is { Length: > 0 and <= 200 } key
            ? key
            : $"sha256:{name}:{Convert.ToHexStringLower(SHA256.HashData(body))}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook delivery was refused: signature {Verdict}")]
        public static partial void Refused(ILogger logger, SignatureVerdict verdict);
    }
}
