namespace Threadway.Kapso.Emulator.State;

/// <summary>Where a number can be provisioned; <paramref name="Leads"/> are mobile prefixes, or 555 exchanges in North America.</summary>
internal sealed record Country(string Iso, string DialCode, string English, string Spanish, int NationalLength, params string[] Leads)
{
    public static readonly Country[] All =
    [
        new("US", "1", "United States", "Estados Unidos", 10, "212555", "305555", "312555", "404555", "415555", "512555", "617555", "713555"),
        new("CA", "1", "Canada", "Canadá", 10, "416555", "514555", "604555"),
        new("CO", "57", "Colombia", "Colombia", 10, "300", "301", "310", "315", "320"),
        new("MX", "52", "Mexico", "México", 10, "55", "33", "81"),
        new("AR", "54", "Argentina", "Argentina", 11, "911"),
        new("CL", "56", "Chile", "Chile", 9, "9"),
        new("PE", "51", "Peru", "Perú", 9, "9"),
        new("EC", "593", "Ecuador", "Ecuador", 9, "99", "98"),
        new("UY", "598", "Uruguay", "Uruguay", 8, "94", "99"),
        new("BR", "55", "Brazil", "Brasil", 11, "119", "219"),
        new("ES", "34", "Spain", "España", 9, "60", "61", "62"),
        new("PT", "351", "Portugal", "Portugal", 9, "91", "93"),
        new("GB", "44", "United Kingdom", "Reino Unido", 10, "7400", "7700"),
        new("DE", "49", "Germany", "Alemania", 11, "151", "170"),
        new("FR", "33", "France", "Francia", 9, "61", "62"),
        new("IT", "39", "Italy", "Italia", 10, "320", "347"),
        new("IN", "91", "India", "India", 10, "98", "99"),
        new("ID", "62", "Indonesia", "Indonesia", 11, "812", "813"),
        new("AE", "971", "United Arab Emirates", "Emiratos Árabes Unidos", 9, "50", "55"),
        new("SA", "966", "Saudi Arabia", "Arabia Saudita", 9, "50", "55"),
        new("EG", "20", "Egypt", "Egipto", 10, "100", "101"),
    ];

    public static Country? OfIso(string iso) => Array.Find(All, country => country.Iso == iso);

    public static Country? OfNumber(string digits) => Array.Find(All, country => digits.StartsWith(country.DialCode, StringComparison.Ordinal));
}
