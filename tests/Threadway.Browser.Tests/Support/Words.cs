using System.Globalization;
using System.Resources;
using Threadway.Web.Resources;

namespace Threadway.Browser.Tests.Support;

/// <summary>What the pages say, from where they take it themselves.</summary>
internal sealed class Words(string language)
{
    public static readonly Words English = new("en");

    public static readonly Words Spanish = new("es");

    private static readonly ResourceManager resources = new(typeof(Text));

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language);

    public string this[string key] =>
        resources.GetString(key, culture) ?? throw new ArgumentException($"The pages have no words for {key}.", nameof(key));

    public string this[string key, params object[] values] => string.Format(culture, this[key], values);
}
