using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.AspNetCore;

/// <summary>
/// A request to a webhook's address whose signature was checked, and of whose body nothing was read yet: for those who store deliveries
/// and read them later. Dispose of it when the body is not needed any more: its bytes are lent.
/// </summary>
public sealed class SignedKapsoWebhook : IDisposable
{
    private const int LongestKey = 200;

    private readonly IHeaderDictionary headers;
    private readonly int length;
    private byte[]? lent;

    internal SignedKapsoWebhook(IHeaderDictionary headers, byte[]? lent, int length, int statusCode, SignatureVerdict? signature)
    {
        (this.headers, this.lent, this.length) = (headers, lent, length);
        (StatusCode, Signature) = (statusCode, signature);
    }

    /// <summary>What to answer: 200, or 413 (too long), 401 (signature). Whether the body is a JSON object is not known yet.</summary>
    public int StatusCode { get; }

    /// <summary>What became of the signature check; <see langword="null"/> when the body was too long to be checked.</summary>
    public SignatureVerdict? Signature { get; }

    /// <summary>The body as it was signed, until this is disposed of; empty unless <see cref="StatusCode"/> is 200.</summary>
    public ReadOnlyMemory<byte> Body => StatusCode == StatusCodes.Status200OK ? lent.AsMemory(0, length) : default;

    /// <summary>The event's name as the header tells it. Where it does not, <see cref="WebhookReader"/> finds it in the body.</summary>
    public string? EventName => headers[WebhookHeaders.Event];

    /// <summary>The shape of the body, <c>v1</c> or <c>v2</c>, where Kapso says it.</summary>
    public string? PayloadVersion => headers[WebhookHeaders.PayloadVersion];

    /// <summary>
    /// One value for a delivery and all its repetitions, of at most 200 characters: Kapso's own (<c>X-Idempotency-Key</c>), else a
    /// digest of event name and body. The signature does not cover it.
    /// </summary>
    /// <param name="eventName">The event's name, from wherever it is known.</param>
    public string IdempotencyKeyFor(string eventName)
    {
        ArgumentNullException.ThrowIfNull(eventName);

        return headers[WebhookHeaders.IdempotencyKey].ToString() is { Length: > 0 and <= LongestKey } key ? key : DigestOf(eventName, Body.Span);
    }

    /// <summary>Gives the body's bytes back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref lent, null) is { Length: > 0 } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    // A digest of digests: the name is the sender's and may be of any length.
    private static string DigestOf(string name, ReadOnlySpan<byte> body) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(Encoding.UTF8.GetBytes(name)), .. SHA256.HashData(body)]))}";
}
