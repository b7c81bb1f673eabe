using PhoneNumbers;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>Phone numbers as people type them, and as we store them.</summary>
internal static class PhoneNumbers
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <summary>E.164, or null where the text is no possible number with its country code.</summary>
    public static string? ToE164(string? text)
    {
        if (text is not { Length: > 0 and <= 40 }) return null;
        var trimmed = text.Trim();
        try
        {
            // People copy numbers with 00 or without a plus; a number without its country code is nobody's.
            var international = trimmed.StartsWith('+') ? trimmed : trimmed.StartsWith("00", StringComparison.Ordinal) ? $"+{trimmed[2..]}" : $"+{trimmed}";
            var number = Library.Parse(international, null);
            // Possible, not valid: the library's list of assigned ranges ages, and a number given out since must not be turned away.
            return Library.IsPossibleNumber(number) ? Library.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
