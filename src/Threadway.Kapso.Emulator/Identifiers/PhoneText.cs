using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Threadway.Kapso.Emulator.Identifiers;

/// <summary>Phone numbers as people write them, and plausible ones that nobody has.</summary>
internal static partial class PhoneText
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

    /// <summary>As people write it: <c>34600112233</c> to <c>+34 600 11 22 33</c>.</summary>
    public static string Format(string digits)
    {
        digits = WaId.WithoutMexicanMark(digits);
        var code = NumberShape.CodeOf(digits);
        return $"+{code} {NumberShape.Group(code, digits[code.Length..])}".TrimEnd();
    }

    /// <summary>A text, such as a name made from somebody's number, with its numbers as people write them; other digits stay as they are.</summary>
    public static string FormatIn(string text) => Number().Replace(text, number => Format(Digits(number.Value)));

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

    /// <summary>With its plus sign, or all that there is: else it may be an id.</summary>
    [GeneratedRegex(@"(?<![\w+])\+[1-9][0-9]{7,14}(?!\w)|\A[1-9][0-9]{7,14}\z")]
    private static partial Regex Number();
}
