using System.Globalization;
using System.Text;

namespace Threadway.Web.Data.Sqlite;

/// <summary>
/// Instants as the context writes them, several in each row of thousands a second: of those of one second only the fraction is written anew.
/// </summary>
internal static class SqliteInstant
{
    public const int Length = 27;

    private const int SecondLength = 19;
    private const int Digits = 7;

    [ThreadStatic]
    private static (long Second, byte[] Text)? last;

    /// <summary>However others wrote it: a row that another program made is read too.</summary>
    /// <exception cref="FormatException">It is no instant.</exception>
    public static DateTimeOffset Read(ReadOnlySpan<char> text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static int Write(DateTimeOffset instant, Span<byte> text)
    {
        var (second, fraction) = Math.DivRem(instant.UtcTicks, TimeSpan.TicksPerSecond);
        if (last is not { } known || known.Second != second)
        {
            known = (second, Encoding.ASCII.GetBytes(instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
            last = known;
        }
        known.Text.CopyTo(text);
        if (fraction == 0) return SecondLength;

        text[SecondLength] = (byte)'.';
        var digits = Digits;
        for (var i = Digits; i > 0; i--)
        {
            (fraction, var digit) = Math.DivRem(fraction, 10);
            text[SecondLength + i] = (byte)('0' + digit);
            // Zeros at the end are left out.
            if (digit == 0 && i == digits) digits--;
        }
        return SecondLength + 1 + digits;
    }
}
