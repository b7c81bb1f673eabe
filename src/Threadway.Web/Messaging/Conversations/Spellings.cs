namespace Threadway.Web.Messaging.Conversations;

/// <summary>
/// The ways one person's number is written. What is typed and what Meta calls the person differ in three countries; whichever came
/// first, the other finds it. Nothing is ever sent to a spelling that nobody typed or named.
/// </summary>
internal static class Spellings
{
    private const int BrazilWithNinth = 13, MexicoOrArgentinaShort = 12;

    /// <summary>The digits as they are, then their other spelling where there is one.</summary>
    public static IReadOnlyList<string> Of(string digits)
    {
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9')) return [];

        return OtherOf(digits) is { } other ? [digits, other] : [digits];
    }

    private static string? OtherOf(string digits) => digits switch
    {
        ['5', '5', ..] => Brazil(digits),
        ['5', '4', '9', ..] when digits.Length == MexicoOrArgentinaShort + 1 => "54" + digits[3..],
        ['5', '4', ..] when digits.Length == MexicoOrArgentinaShort => "549" + digits[2..],
        ['5', '2', '1', ..] when digits.Length == MexicoOrArgentinaShort + 1 => "52" + digits[3..],
        ['5', '2', ..] when digits.Length == MexicoOrArgentinaShort => "521" + digits[2..],
        _ => null,
    };

    /// <summary>
    /// Mobiles have a ninth digit, which Meta leaves away in area codes from 31 on. A landline (its eight digits begin with 2 to 5)
    /// never had one: with a 9 before it, it is somebody else's mobile.
    /// </summary>
    private static string? Brazil(string digits)
    {
        if (digits.Length < BrazilWithNinth - 1) return null;

        var (area, subscriber) = (digits[2..4], digits[4..]);
        return subscriber switch
        {
            ['9', .. var rest] when rest.Length == 8 && (!IsLandline(rest) || area[0] >= '3') => "55" + area + rest,
            _ when subscriber.Length == 8 && !IsLandline(subscriber) => "55" + area + "9" + subscriber,
            _ => null,
        };
    }

    private static bool IsLandline(string subscriber) => subscriber[0] is >= '2' and <= '5';
}
