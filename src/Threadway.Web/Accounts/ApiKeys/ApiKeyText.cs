using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>
/// A key as programs hold it: <c>tw_</c>, its id (32 hex digits), <c>_</c>, the secret (43 letters and digits, 256 bits), and the
/// CRC-32 of all before it (8 hex digits). Scanners of repositories know a key by its sum, and a typing error is told without a query.
/// </summary>
internal static class ApiKeyText
{
    public const string Prefix = "tw_";

    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private const int IdLength = 32, SecretLength = 43, SumLength = 8;

    private static readonly int SecretAt = Prefix.Length + IdLength + 1, SumAt = SecretAt + SecretLength;

    /// <summary>A new key with this id, and what is kept of its secret.</summary>
    public static (string Text, byte[] SecretHash) Make(Guid id)
    {
        var secret = RandomNumberGenerator.GetString(Letters, SecretLength);
        var text = $"{Prefix}{id:N}_{secret}";
        return (text + Sum(text), Hash(secret));
    }

    /// <summary>False where it is no key, or one with a typing error. Never throws.</summary>
    public static bool TryRead(string text, out Guid id, out byte[] secretHash)
    {
        (id, secretHash) = (default, []);
        if (text.Length != SumAt + SumLength || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[SecretAt - 1] != '_') return false;
        if (!Ascii.IsValid(text) || Sum(text[..SumAt]) != text[SumAt..]) return false;
        if (!Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out id)) return false;

        secretHash = Hash(text[SecretAt..SumAt]);
        return true;
    }

    private static string Sum(string text) => Crc32.HashToUInt32(Encoding.ASCII.GetBytes(text)).ToString("x8", CultureInfo.InvariantCulture);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
