using System.Security.Cryptography;
using System.Text;

namespace Threadway.Kapso.Emulator.Identifiers;

/// <summary>Phone numbers as people write them, and plausible ones that nobody has.</summary>
internal static class PhoneText
{
    private const int ShortestNumber = 8;
    private const int LongestNumber = 15;

    public static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    /// <summary>The phone that somebody means by a number in international form, as WhatsApp spells it; null when it cannot be one.</summary>
    public static string? Parse(string? text) => AsWritten(text) is { } digits ? WaId.Of(digits) : null;

    /// <summary>The digits alone, as a business shows its own number; null when it cannot be one.</summary>
    public static string? AsWritten(string? text)
    {
        if (text is null || text.Any(c => !char.IsAsciiDigit(c) && !"+ ()-./".Contains(c)))
            return null;

        var digits = Digits(text);
        return digits.Length is >= ShortestNumber and <= LongestNumber && digits[0] != '0' ? digits : null;
    }

    /// <summary><c>34600112233</c> to <c>+34 600 112 233</c>.</summary>
    public static string Format(string digits)
    {
        var dialCode = Country.OfNumber(digits)?.DialCode ?? digits[..2];
        var rest = digits[dialCode.Length..];
        var text = new StringBuilder("+").Append(dialCode);
        var step = rest.Length == 8 ? 4 : 3;
        while (rest.Length > 4)
        {
            text.Append(' ').Append(rest.AsSpan(0, step));
            rest = rest[step..];
        }

        return text.Append(' ').Append(rest).ToString();
    }

    /// <summary>The same seed gives the same number, unless somebody took it.</summary>
    public static string Invent(Country country, string? areaCode, string seed, Func<string, bool> taken)
    {
        for (var turn = 0; ; turn++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{country.Iso}/{turn}"));
            var lead = country is { Iso: "US" } && areaCode is not null
                ? areaCode + "555"
                : country.Leads[hash[0] % country.Leads.Length];
            var tail = hash.Skip(1).Take(country.NationalLength - lead.Length).Select(b => (char)('0' + (b % 10)));
            var digits = country.DialCode + lead + string.Concat(tail);
            if (!taken(digits))
                return digits;
        }
    }
}
