using System.Collections.Concurrent;
using System.Globalization;
using PhoneNumbers;

namespace Threadway.Web.Accounts.SignIn;

/// <param name="Region">ISO 3166, two letters.</param>
/// <param name="DialCode">Without the plus; several countries may share one.</param>
/// <param name="IsMain">Whether a dial code that several share means this one first.</param>
/// <param name="Example">A mobile number as one writes it at home.</param>
internal sealed record Country(string Region, string Name, int DialCode, bool IsMain, string Example);

/// <summary>The countries that a number can be from, in the reader's words.</summary>
internal static class Countries
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private static readonly Dictionary<string, (int DialCode, string Example)> Known = Load();

    private static readonly ConcurrentDictionary<CultureInfo, IReadOnlyList<Country>> ByCulture = new();

    /// <summary>Reads them beside the rest of the start: the first visitor would wait a tenth of a second for it.</summary>
    public static void Prepare() => Task.Run(All);

    /// <summary>By name, in the reader's language and its order.</summary>
    public static IReadOnlyList<Country> All() => ByCulture.GetOrAdd(CultureInfo.CurrentUICulture, culture =>
    [
        .. Known.Select(known => new Country(
                known.Key, NameOf(known.Key, culture.TwoLetterISOLanguageName), known.Value.DialCode, Library.GetRegionCodeForCountryCode(known.Value.DialCode) == known.Key, known.Value.Example))
            .OrderBy(country => country.Name, StringComparer.Create(culture, ignoreCase: true)),
    ]);

    /// <summary>Where the browser says that it is at home; where it names languages alone, where most of their readers are.</summary>
    public static string OfBrowser(HttpRequest request)
    {
        var languages = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString()).ToList();
        return languages.Select(language => language.Split('-')).Where(parts => parts.Length > 1).Select(parts => parts[^1].ToUpperInvariant()).FirstOrDefault(Known.ContainsKey)
            ?? languages.Select(LikelyOf).FirstOrDefault(region => region is not null && Known.ContainsKey(region))
            ?? "US";
    }

    /// <summary>The posted choice, where it is one.</summary>
    public static string? Find(string? region) => region is not null && Known.ContainsKey(region) ? region : null;

    public static string ExampleOf(string region) => Known[region].Example;

    private static string? LikelyOf(string language)
    {
        try
        {
            return new RegionInfo(CultureInfo.CreateSpecificCulture(language).Name).TwoLetterISORegionName;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // .NET names a country in its own language alone.
    private static string NameOf(string region, string language) => new Locale("", region).GetDisplayCountry(language);

    /// <summary>Without the few regions that have no name here: their people type their number with the country code.</summary>
    private static Dictionary<string, (int, string)> Load()
    {
        var known = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        foreach (var region in Library.GetSupportedRegions().Where(region => NameOf(region, "en").Length > 0))
        {
            if (Library.GetExampleNumberForType(region, PhoneNumberType.MOBILE) is { } example)
                known[region] = (example.CountryCode, Library.Format(example, PhoneNumberFormat.NATIONAL));
        }
        return known;
    }
}
