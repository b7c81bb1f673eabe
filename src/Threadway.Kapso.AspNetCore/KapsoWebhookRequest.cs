using System.Buffers;
using Microsoft.AspNetCore.Http;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.AspNetCore;

/// <summary>Reads deliveries for endpoints that answer in their own way; others use <c>MapKapsoWebhook</c>.</summary>
public static class KapsoWebhookRequest
{
    private const int FirstBuffer = 4096;

    /// <summary>
    /// Reads the raw body up to the limit, checks its signature and reads its event, in this order. Holds no more than the limit, and
    /// throws on nothing that a sender controls but a connection that breaks.
    /// </summary>
    /// <exception cref="ArgumentException">There is no secret, or one is empty.</exception>
    public static Task<KapsoWebhookReading> ReadKapsoWebhookAsync(
        this HttpRequest request, KapsoWebhookOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);

        return request.ReadKapsoWebhookAsync(new KapsoWebhookSecrets(options.Secrets), options.MaxBodyBytes, cancellationToken);
    }

    /// <summary>
    /// Reads the raw body up to the limit and checks its signature; the event is left unread, so this costs hardly more than the
    /// hash. Holds no more than twice the limit, and throws on nothing that a sender controls but a connection that breaks.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="secrets">The secrets that are valid now.</param>
    /// <param name="maxBodyBytes">The most bytes that the body may have.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<SignedKapsoWebhook> ReadSignedKapsoWebhookAsync(
        this HttpRequest request, KapsoWebhookSecrets secrets, int maxBodyBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBodyBytes, 1);

        if (request.ContentLength > maxBodyBytes)
            return new(request.Headers, null, 0, StatusCodes.Status413PayloadTooLarge, null);

        // What the sender announces is believed only so far: memory is given as bytes come.
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, (int)Math.Min(request.ContentLength ?? FirstBuffer, FirstBuffer)));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var more = read.Buffer.Length;
                if (more > maxBodyBytes - length)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    ArrayPool<byte>.Shared.Return(buffer);
                    return new(request.Headers, null, 0, StatusCodes.Status413PayloadTooLarge, null);
                }

                if (more > buffer.Length - length)
                    buffer = Grown(buffer, length, (int)more);
                read.Buffer.CopyTo(buffer.AsSpan(length));
                length += (int)more;
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        var signature = secrets.Verify(buffer.AsSpan(0, length), request.Headers[WebhookHeaders.Signature]);
        var status = signature == SignatureVerdict.Valid ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        return new(request.Headers, buffer, length, status, signature);
    }

    internal static async Task<KapsoWebhookReading> ReadKapsoWebhookAsync(
        this HttpRequest request, KapsoWebhookSecrets secrets, int maxBodyBytes, CancellationToken cancellationToken)
    {
        using var signed = await request.ReadSignedKapsoWebhookAsync(secrets, maxBodyBytes, cancellationToken).ConfigureAwait(false);
        if (signed.StatusCode != StatusCodes.Status200OK)
            return new() { StatusCode = signed.StatusCode, Signature = signed.Signature };

        if (!WebhookReader.TryRead(signed.EventName, signed.Body.Span, out var received))
            return new() { StatusCode = StatusCodes.Status400BadRequest, Signature = signed.Signature };

        return new()
        {
            StatusCode = StatusCodes.Status200OK,
            Signature = signed.Signature,
            Delivery = new()
            {
                IdempotencyKey = signed.IdempotencyKeyFor(received.Name),
                Event = received,
                PayloadVersion = signed.PayloadVersion,
                Body = signed.Body.ToArray(),
            },
        };
    }

    private static byte[] Grown(byte[] buffer, int length, int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + more, 2 * buffer.Length));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
