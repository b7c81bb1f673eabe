namespace Threadway.Kapso.Emulator.Identifiers;

/// <summary>Where a number can be provisioned; <paramref name="Leads"/> are mobile prefixes, or 555 exchanges in North America.</summary>
internal sealed record Country(string Iso, string DialCode, int NationalLength, params string[] Leads)
{
    public static readonly Country[] All =
    [
        new("US", "1", 10, "212555", "305555", "312555", "404555", "415555", "512555", "617555", "713555"),
        new("CA", "1", 10, "416555", "514555", "604555"),
        new("CO", "57", 10, "300", "301", "310", "315", "320"),
        new("MX", "52", 10, "55", "33", "81"),
        new("AR", "54", 11, "911"),
        new("CL", "56", 9, "9"),
        new("PE", "51", 9, "9"),
        new("EC", "593", 9, "99", "98"),
        new("UY", "598", 8, "94", "99"),
        new("BR", "55", 11, "119", "219"),
        new("ES", "34", 9, "60", "61", "62"),
        new("PT", "351", 9, "91", "93"),
        new("GB", "44", 10, "7400", "7700"),
        new("DE", "49", 11, "151", "170"),
        new("FR", "33", 9, "61", "62"),
        new("IT", "39", 10, "320", "347"),
        new("IN", "91", 10, "98", "99"),
        new("ID", "62", 11, "812", "813"),
        new("AE", "971", 9, "50", "55"),
        new("SA", "966", 9, "50", "55"),
        new("EG", "20", 10, "100", "101"),
    ];

    public static Country? OfIso(string iso) => Array.Find(All, country => country.Iso == iso);

    public static Country? OfNumber(string digits) => Array.Find(All, country => digits.StartsWith(country.DialCode, StringComparison.Ordinal));
}
