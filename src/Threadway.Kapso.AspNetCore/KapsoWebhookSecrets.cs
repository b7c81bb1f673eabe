using System.Text;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.AspNetCore;

/// <summary>Webhooks' secrets, made ready once for any number of deliveries. Make new ones when the secrets change.</summary>
public sealed class KapsoWebhookSecrets
{
    private readonly byte[][] keys;

    /// <summary>Takes the secret keys, of which any may have signed a delivery.</summary>
    /// <exception cref="ArgumentException">There is no secret, or one is empty.</exception>
    public KapsoWebhookSecrets(params IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);

        keys = [.. secrets.Select(Encoding.UTF8.GetBytes)];
        if (keys.Length == 0 || keys.Any(key => key.Length == 0))
            throw new ArgumentException("At least one secret is needed, and none may be empty.", nameof(secrets));
    }

    /// <summary>Says how many secrets there are, and none of them.</summary>
    public override string ToString() => $"KapsoWebhookSecrets {{ {keys.Length} }}";

    internal SignatureVerdict Verify(ReadOnlySpan<byte> body, string? signature) => WebhookSignature.Verify(body, signature, keys);
}
