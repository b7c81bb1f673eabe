namespace Threadway.Kapso.Emulator.Identifiers;

/// <summary>How people group the digits of a phone number, country by country.</summary>
internal static class NumberShape
{
    private const char Any = 'x';

    /// <summary>By calling code: what a national number looks like, the first that fits. Argentina's 9 is WhatsApp's, and people's too.</summary>
    private static readonly Dictionary<string, string[]> Shapes = new()
    {
        ["1"] = ["xxx xxx xxxx"],
        ["20"] = ["xxx xxx xxxx", "2 xxxx xxxx"],
        ["33"] = ["x xx xx xx xx"],
        ["34"] = ["xxx xx xx xx"],
        ["351"] = ["xxx xxx xxx"],
        ["39"] = ["xxx xxx xxxx", "xxx xxx xxx"],
        ["44"] = ["20 xxxx xxxx", "xxxx xxxxxx"],
        ["49"] = ["15xx xxxxxxx", "xxx xxxxxxx", "xxx xxxxxxxx"],
        ["51"] = ["xxx xxx xxx", "1 xxx xxxx"],
        ["52"] = ["55 xxxx xxxx", "33 xxxx xxxx", "81 xxxx xxxx", "xxx xxx xxxx"],
        ["54"] = ["9 11 xxxx xxxx", "11 xxxx xxxx", "9 xxx xxx xxxx", "xxx xxx xxxx"],
        ["55"] = ["xx xxxxx xxxx", "xx xxxx xxxx"],
        ["56"] = ["9 xxxx xxxx", "2 xxxx xxxx", "xx xxx xxxx"],
        ["57"] = ["xxx xxx xxxx"],
        ["593"] = ["xx xxx xxxx"],
        ["598"] = ["xx xxx xxx"],
        ["62"] = ["xxx xxxx xxxx", "xxx xxxx xxx", "xxx xxx xxx"],
        ["91"] = ["xxxxx xxxxx"],
        ["966"] = ["xx xxx xxxx"],
        ["971"] = ["xx xxx xxxx"],
    };

    /// <summary>Those of two digits; 1 and 7 stand alone, and all others have three.</summary>
    private static readonly HashSet<string> TwoDigitCodes =
    [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
        "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];

    /// <summary>The calling code that digits in international form begin with.</summary>
    public static string CodeOf(string digits)
    {
        var length = digits.Length < 3 ? digits.Length : digits[0] is '1' or '7' ? 1 : TwoDigitCodes.Contains(digits[..2]) ? 2 : 3;
        return digits[..length];
    }

    /// <summary>The digits after the calling code in groups; where no shape is known, in threes and fours.</summary>
    public static string Group(string code, string national)
    {
        var shape = Shapes.GetValueOrDefault(code, []).FirstOrDefault(one => Fits(one, national)) ?? Plain(national.Length);
        var next = 0;
        return string.Concat(shape.Select(place => place == ' ' ? ' ' : national[next++]));
    }

    private static bool Fits(string shape, string digits)
    {
        var places = shape.Where(place => place != ' ').ToList();
        return places.Count == digits.Length && places.Zip(digits).All(pair => pair.First == Any || pair.First == pair.Second);
    }

    private static string Plain(int length)
    {
        if (length < 5)
            return new string(Any, length);

        var fours = length == 5 ? 0 : length % 3;
        var threes = (length - (4 * fours)) / 3;
        int[] groups = [.. Enumerable.Repeat(3, threes), .. Enumerable.Repeat(4, fours), length - (3 * threes) - (4 * fours)];
        return string.Join(' ', groups.Where(group => group > 0).Select(group => new string(Any, group)));
    }
}
