using System.Globalization;

namespace Threadway.Kapso.Emulator.Layout;

/// <summary>Times and numbers as the pages say them.</summary>
internal static class Words
{
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Second(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Milliseconds(double time) => string.Create(CultureInfo.InvariantCulture, $"{time:0} ms");

    public static string Bytes(long length) => length < 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{length} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{length / 1024.0:0.0} KB");

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";
}
