using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.AspNetCore;

/// <summary>Reads deliveries for endpoints that answer in their own way; others use <c>MapKapsoWebhook</c>.</summary>
public static class KapsoWebhookRequest
{
    private const int LongestKey = 200;

    /// <summary>
    /// Reads the raw body up to the limit, checks its signature and reads its event, in this order. Holds no more than the limit, and
    /// throws on nothing that a sender controls but a connection that breaks.
    /// </summary>
    /// <exception cref="ArgumentException">There is no secret, or one is empty.</exception>
    public static async Task<KapsoWebhookReading> ReadKapsoWebhookAsync(
        this HttpRequest request, KapsoWebhookOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);

        if (await ReadBodyAsync(request, options.MaxBodyBytes, cancellationToken).ConfigureAwait(false) is not { } body)
            return new() { StatusCode = StatusCodes.Status413PayloadTooLarge };

        var signature = WebhookSignature.Verify(
            body, request.Headers[WebhookHeaders.Signature], [.. options.Secrets.Select(Encoding.UTF8.GetBytes)]);
        if (signature != SignatureVerdict.Valid)
            return new() { StatusCode = StatusCodes.Status401Unauthorized, Signature = signature };

        if (!WebhookReader.TryRead(request.Headers[WebhookHeaders.Event], body, out var received))
            return new() { StatusCode = StatusCodes.Status400BadRequest, Signature = signature };

        return new()
        {
            StatusCode = StatusCodes.Status200OK,
            Signature = signature,
            Delivery = new()
            {
                IdempotencyKey = KeyOf(request, received.Name, body),
                Event = received,
                PayloadVersion = request.Headers[WebhookHeaders.PayloadVersion],
                Body = body,
            },
        };
    }

    /// <summary>The whole body, or null where it is over the limit.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;

        using var body = new MemoryStream();
        var buffer = new byte[Math.Min(limit, 16 * 1024)];
        while (await request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var length)
        {
            if (body.Length + length > limit)
                return null;

            body.Write(buffer, 0, length);
        }

        return body.ToArray();
    }

    private static string KeyOf(HttpRequest request, string name, byte[] body) =>
        request.Headers[WebhookHeaders.IdempotencyKey].ToString() is { Length: > 0 and <= LongestKey } key
            ? key
            : DigestOf(name, body);

    // A digest of digests: the name is the sender's and may be of any length.
    private static string DigestOf(string name, byte[] body) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(Encoding.UTF8.GetBytes(name)), .. SHA256.HashData(body)]))}";
}
