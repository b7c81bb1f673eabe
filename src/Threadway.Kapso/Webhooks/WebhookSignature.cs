using System.Buffers;
using System.Security.Cryptography;

namespace Threadway.Kapso.Webhooks;

/// <summary>What became of a signature check.</summary>
public enum SignatureVerdict
{
    /// <summary>The body is Kapso's.</summary>
    Valid,

    /// <summary>There is no signature.</summary>
    Missing,

    /// <summary>The header is not 64 hexadecimal digits.</summary>
    Malformed,

    /// <summary>The signature is another body's, or made with another secret.</summary>
    Mismatch,
}

/// <summary>
/// Kapso's signature: HMAC-SHA256 over the raw body, as lowercase hexadecimal digits without prefix (Kapso Platform: webhook
/// signature). Check it over the bytes as they came, before parsing; it covers no time, so replays are for the idempotency key.
/// </summary>
public static class WebhookSignature
{
    /// <summary>Checks a body in constant time, without allocating. Never throws on what a sender controls.</summary>
    /// <param name="body">The body's bytes, exactly as received.</param>
    /// <param name="signatureHeader">The value of <see cref="WebhookHeaders.Signature"/>.</param>
    /// <param name="secret">The webhook's secret key as UTF-8.</param>
    /// <exception cref="ArgumentException">The secret is empty: a mistake in the set-up, never a verdict.</exception>
    public static SignatureVerdict Verify(ReadOnlySpan<byte> body, string? signatureHeader, ReadOnlySpan<byte> secret)
    {
        ThrowIfEmpty(secret);

        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Parse(signatureHeader, claimed) is { } unusable ? unusable
            : Matches(body, claimed, secret) ? SignatureVerdict.Valid
            : SignatureVerdict.Mismatch;
    }

    /// <summary>The same with several secrets valid at once, while one replaces the other.</summary>
    /// <param name="body">The body's bytes, exactly as received.</param>
    /// <param name="signatureHeader">The value of <see cref="WebhookHeaders.Signature"/>.</param>
    /// <param name="secrets">The secret keys as UTF-8, at least one.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is empty.</exception>
    public static SignatureVerdict Verify(ReadOnlySpan<byte> body, string? signatureHeader, ReadOnlySpan<byte[]> secrets)
    {
        if (secrets.IsEmpty)
            throw new ArgumentException("At least one secret is needed.", nameof(secrets));

        foreach (var secret in secrets)
            ThrowIfEmpty(secret);

        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (Parse(signatureHeader, claimed) is { } unusable)
            return unusable;

        // All are tried, so that the time does not tell which one it was.
        var valid = false;
        foreach (var secret in secrets)
            valid |= Matches(body, claimed, secret);

        return valid ? SignatureVerdict.Valid : SignatureVerdict.Mismatch;
    }

    /// <summary>The signature that Kapso would send for this body: for tests and for playing Kapso.</summary>
    /// <exception cref="ArgumentException">The secret is empty.</exception>
    public static string Compute(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        ThrowIfEmpty(secret);

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static SignatureVerdict? Parse(string? header, Span<byte> claimed) =>
        string.IsNullOrEmpty(header) ? SignatureVerdict.Missing
        : header.Length != claimed.Length * 2 ? SignatureVerdict.Malformed
        : Convert.FromHexString(header, claimed, out _, out _) == OperationStatus.Done ? null
        : SignatureVerdict.Malformed;

    private static bool Matches(ReadOnlySpan<byte> body, ReadOnlySpan<byte> claimed, ReadOnlySpan<byte> secret)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, claimed);
    }

    private static void ThrowIfEmpty(ReadOnlySpan<byte> secret)
    {
        if (secret.IsEmpty)
            throw new ArgumentException("The webhook secret is empty.", nameof(secret));
    }
}
