using System.Diagnostics.CodeAnalysis;
using PhoneNumbers;

namespace Threadway.Web.Hosting;

/// <summary>Phone numbers as people type them, as we store them (E.164), and as people read them.</summary>
internal static class Phone
{
    private const int Longest = 200;

    private const string Argentina = "+54";
    private const string Brazil = "+55";
    private const string Mexico = "+52";

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>E.164, or null where the text is no possible number.</summary>
    /// <param name="typed">In any spelling, a label in front (<c>tel:</c>) included.</param>
    /// <param name="region">The country (ISO 3166, two letters) of a number that is typed as one dials it at home; null where it must bring its country code.</param>
    public static string? ToE164(string? typed, string? region = null)
    {
        if (typed is not { Length: > 0 and <= Longest }) return null;

        var plain = TypedText.Plain(typed);
        var start = plain.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus ? plus : plain.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0) return null;

        var number = plain[start..];
        if (number.StartsWith('+')) return Written(Parse(number));
        if (number.StartsWith("00", StringComparison.Ordinal)) return Written(Parse($"+{number[2..]}"));

        // People copy numbers without the plus. Which of the two it is shows in what is a real number.
        PhoneNumber?[] readings = region is null ? [Parse($"+{number}")] : [Parse(number, region), Parse($"+{number}")];
        var possible = readings.OfType<PhoneNumber>().ToList();
        return Written(possible.Find(Library.IsValidNumber) ?? possible.FirstOrDefault());
    }

    /// <summary>As people of all countries read it: <c>+57 300 1234567</c>. What is no number stays as it is.</summary>
    [return: NotNullIfNotNull(nameof(number))]
    public static string? Format(string? number) =>
        ToE164(number) is { } e164 ? Library.Format(Library.Parse(e164, null), PhoneNumberFormat.INTERNATIONAL) : number;

    /// <summary>Both ways in which one number may have been stored: until 2019 a Mexican mobile had a 1 after the country code.</summary>
    public static IReadOnlyList<string> StoredAs(string e164) =>
        e164.StartsWith(Mexico, StringComparison.Ordinal) ? [e164, $"{Mexico}1{e164[Mexico.Length..]}"] : [e164];

    /// <summary>
    /// The number that people may mean by this one, and that is not certainly the same: an Argentine mobile with or without its 9,
    /// a Brazilian one with or without the ninth digit. Null for all others. The other's other is the one.
    /// </summary>
    public static string? OtherSpelling(string e164) => (e164[..Math.Min(3, e164.Length)], e164.Length) switch
    {
        (Argentina, 14) when e164[3] == '9' => $"{Argentina}{e164[4..]}",
        (Argentina, 13) when e164[3] != '9' => $"{Argentina}9{e164[3..]}",
        (Brazil, 14) when e164[5] == '9' => $"{e164[..5]}{e164[6..]}",
        (Brazil, 13) => $"{e164[..5]}9{e164[5..]}",
        _ => null,
    };

    private static PhoneNumber? Parse(string number, string? region = null)
    {
        try
        {
            var parsed = WithoutOldMobilePrefix(Library.Parse(number, region));
            // Possible, not valid: the library's list of assigned ranges ages, and a number given out since must not be turned away.
            return Library.IsPossibleNumber(parsed) ? parsed : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>What is stored reads as itself: where the library takes one digit less for it at a second reading, that is the number.</summary>
    private static string? Written(PhoneNumber? number)
    {
        if (number is null) return null;

        var written = Library.Format(number, PhoneNumberFormat.E164);
        while (Parse(written) is { } again)
        {
            var shorter = Library.Format(again, PhoneNumberFormat.E164);
            if (shorter.Length >= written.Length) return written;
            written = shorter;
        }
        return null;
    }

    /// <summary>Until 2019 a Mexican mobile had a 1 after the country code: no other number of that length is possible there.</summary>
    private static PhoneNumber WithoutOldMobilePrefix(PhoneNumber number)
    {
        const ulong Prefix = 1_00_0000_0000;
        return number is { CountryCode: 52, NationalNumber: >= Prefix and < 2 * Prefix }
            ? number.ToBuilder().SetNationalNumber(number.NationalNumber - Prefix).Build()
            : number;
    }
}
