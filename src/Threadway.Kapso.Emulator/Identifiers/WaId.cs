namespace Threadway.Kapso.Emulator.Identifiers;

/// <summary>
/// The digits by which WhatsApp knows a phone. In three countries people write the same phone in several ways, and
/// WhatsApp has one of its own for each (contract 12.2): whoever is looked up, counted or told of goes by that one.
/// </summary>
internal static class WaId
{
    private const string Argentina = "54";
    private const string Brazil = "55";
    private const string Mexico = "52";

    /// <summary>Area and number in all three countries, without what marks a mobile.</summary>
    private const int NationalLength = 10;

    // Of three digits; Buenos Aires has two, 11, and all others have four.
    private static readonly HashSet<string> ArgentineAreas =
    [
        "220", "221", "223", "230", "236", "237", "249", "260", "261", "263", "264", "266", "280", "291", "294", "297", "298", "299",
        "336", "341", "342", "343", "345", "348", "351", "353", "358", "362", "364", "370", "376", "379",
        "380", "381", "383", "385", "387", "388",
    ];

    /// <summary>Of digits in international form.</summary>
    public static string Of(string digits) => digits.Length < NationalLength || digits[0] != '5' ? digits : digits[..2] switch
    {
        Argentina => OfArgentina(digits, digits[2..]),
        Brazil => OfBrazil(digits, digits[2..].TrimStart('0')),
        Mexico => OfMexico(digits, digits[2..]),
        _ => digits,
    };

    /// <summary>Finds the phones that somebody looks for by some digits of theirs, in whichever way they are written.</summary>
    public static Func<string, bool> With(string typed)
    {
        var digits = PhoneText.Digits(typed);
        var whole = Of(digits);
        return waId => waId.Contains(digits, StringComparison.Ordinal)
            || waId.Contains(whole, StringComparison.Ordinal)
            || Dialled(waId)?.Contains(digits, StringComparison.Ordinal) == true;
    }

    /// <summary>Nobody in Mexico writes the 1 any more.</summary>
    public static string WithoutMexicanMark(string digits) =>
        digits.StartsWith(Mexico, StringComparison.Ordinal) && IsMobile(digits[2..], '1') ? Mexico + digits[3..] : digits;

    /// <summary>How the number is called from abroad today; null where WhatsApp writes it the same.</summary>
    private static string? Dialled(string waId)
    {
        if (waId.Length < NationalLength || waId[0] != '5')
            return null;

        var national = waId[2..];
        return waId[..2] switch
        {
            Argentina when IsMobile(national, '9') => Argentina + national[1..],
            Mexico when IsMobile(national, '1') => Mexico + national[1..],
            Brazil when national.Length == NationalLength && !KeepsNinthDigit(national) => $"{Brazil}{national[..2]}9{national[2..]}",
            _ => null,
        };
    }

    /// <summary><c>549</c>, area and number: with neither the 0 of calls from afar nor the 15 of calls from the same town.</summary>
    private static string OfArgentina(string digits, string national)
    {
        national = national.TrimStart('0');
        if (IsMobile(national, '9') || IsMobile(national, '9', NationalLength + 2))
            national = national[1..].TrimStart('0');
        if (national.Length == NationalLength + 2)
        {
            var area = national.StartsWith("11", StringComparison.Ordinal) ? 2 : ArgentineAreas.Contains(national[..3]) ? 3 : 4;
            if (national[area] == '1' && national[area + 1] == '5')
                national = national.Remove(area, 2);
        }

        return national.Length == NationalLength ? $"{Argentina}9{national}" : digits;
    }

    /// <summary>Area codes below 31 have the ninth digit of mobiles, the others have not. A landline, 2 to 5, never had one.</summary>
    private static string OfBrazil(string digits, string national)
    {
        if (national.Length is not (NationalLength or NationalLength + 1))
            return digits;

        var (area, subscriber) = (national[..2], national[2..]);
        var keepsNinth = KeepsNinthDigit(area);
        if (subscriber is ['9', _, _, _, _, _, _, _, _])
            return Brazil + area + (keepsNinth ? subscriber : subscriber[1..]);
        return subscriber.Length == 8 && keepsNinth && subscriber[0] is < '2' or > '5' ? $"{Brazil}{area}9{subscriber}" : Brazil + national;
    }

    /// <summary><c>521</c>: what a mobile was called with from abroad until 2019, and is known by since.</summary>
    private static string OfMexico(string digits, string national) =>
        IsMobile(national, '1') ? digits : national.Length == NationalLength ? $"{Mexico}1{national}" : digits;

    /// <summary>Mobiles got it in 2012 to 2016; WhatsApp took it on in the areas that were first, São Paulo to Espírito Santo.</summary>
    private static bool KeepsNinthDigit(string national) => national[0] < '3';

    private static bool IsMobile(string national, char mark, int length = NationalLength) => national.Length == length + 1 && national[0] == mark;
}
