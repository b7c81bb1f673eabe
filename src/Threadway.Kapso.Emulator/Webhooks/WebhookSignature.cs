using System.Security.Cryptography;
using System.Text;

namespace Threadway.Kapso.Emulator.Webhooks;

/// <summary>Contract 8.2: lowercase hex of HMAC-SHA256 over the raw body, no prefix.</summary>
internal static class WebhookSignature
{
    public static string Of(string secret, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
