using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>Meta's ids of messages.</summary>
internal static class Wamids
{
    private const string Prefix = "wamid.";
    private const int Shortest = 12, Longest = 100;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("0123456789ABCDEF");

    /// <summary>
    /// What all of a message's ids end in, whoever's view they are from (contract 9.5): behind <c>wamid.</c> stands base64, and in that,
    /// at its end, the message's key in capital hex. Null for what is not made like that.
    /// </summary>
    public static string? TailOf(string? wamid)
    {
        if (wamid is null || wamid.Length > 300 || !wamid.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (Decode(wamid.AsSpan(Prefix.Length)) is not { } text) return null;

        // The key's field is followed by the mark of the structure's end.
        var end = text.AsSpan().TrimEnd('\0');
        var key = end[(end.LastIndexOfAnyExcept(KeyCharacters) + 1)..];
        return key.Length is >= Shortest and <= Longest ? key.ToString() : null;
    }

    /// <summary>Each byte as one character. Padding may be missing, and the alphabet be that of addresses.</summary>
    private static string? Decode(ReadOnlySpan<char> base64)
    {
        Span<char> plain = stackalloc char[300];
        base64 = base64.TrimEnd('=');
        base64.Replace(plain, '+', '-');
        plain[..base64.Length].Replace('/', '_');
        Span<byte> bytes = stackalloc byte[300];
        return Base64Url.IsValid(plain[..base64.Length]) && Base64Url.TryDecodeFromChars(plain[..base64.Length], bytes, out var written)
            ? Encoding.Latin1.GetString(bytes[..written])
            : null;
    }
}
