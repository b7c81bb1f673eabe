namespace Threadway.Kapso.Emulator.Identifiers;

/// <summary>The business-scoped id of a person: the country, a dot and, only here, the number itself, so that both can be told from either.</summary>
internal static class UserId
{
    private const string NoCountry = "XX";

    public static string Of(string person) => $"{Country.OfNumber(person)?.Iso ?? NoCountry}.{person}";

    /// <summary>The digits of the person, or null for an id that nobody has.</summary>
    public static string? Person(string id) =>
        id.IndexOf('.', StringComparison.Ordinal) is 2 && PhoneText.Parse(id[3..]) is { } person && Of(person) == id ? person : null;
}
