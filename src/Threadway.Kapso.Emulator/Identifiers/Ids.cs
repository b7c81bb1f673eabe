using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Threadway.Kapso.Emulator.Identifiers;

/// <summary>Random, so that no id repeats after a restart or a reset.</summary>
internal static class Ids
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    public static string Uuid() => Guid.CreateVersion7().ToString();

    /// <summary>Kapso's own id of what Meta knows by another: always the same one.</summary>
    public static string UuidOf(string id) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16)).ToString();

    /// <summary>A Meta id: 15 digits as text.</summary>
    public static string Meta()
    {
        var high = RandomNumberGenerator.GetInt32(200_000, 1_000_000);
        var low = RandomNumberGenerator.GetInt32(0, 1_000_000_000);
        return string.Create(CultureInfo.InvariantCulture, $"{high}{low:D9}");
    }

    public static string Token() => RandomNumberGenerator.GetString(Alphabet, 24);

    public static string Wamid() => $"wamid.{RandomNumberGenerator.GetString(Alphabet, 40)}==";
}
