using System.Net;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Control;

/// <summary>Finds what a caller names, or says what there is instead.</summary>
internal static class Known
{
    private const int MostNamed = 10;

    /// <summary>A number that Kapso has, by Meta's id or by the number itself.</summary>
    public static PhoneNumber Number(WorldState state, string idOrNumber) => NumberOrNull(state, idOrNumber) ?? throw NoNumber(state, idOrNumber);

    public static PhoneNumber? NumberOrNull(WorldState state, string idOrNumber) =>
        state.NumberById(idOrNumber) ?? (PhoneText.Parse(idOrNumber) is { } digits ? state.NumberByDigits(digits) : null);

    public static KapsoEmulatorException NoNumber(WorldState state, string named) => Missing("phone number", named, Numbers(state));

    /// <summary>The numbers that Kapso has, as a sentence names them.</summary>
    public static IEnumerable<string> Numbers(WorldState state) => state.PhoneNumbers
        .Where(one => !one.Deleted)
        .Select(number => $"{number.Id} ({PhoneText.Format(number.Digits)}, {number.VerifiedName})");

    public static Refusal Missing(string what, string named, IEnumerable<string> known) =>
        Refusal.Plain((int)HttpStatusCode.NotFound, $"There is no {what} {named}; {There(known)}");

    public static string There(IEnumerable<string> known)
    {
        string[] all = [.. known];
        return all.Length == 0
            ? "there is none at all"
            : $"there {(all.Length == 1 ? "is" : "are")} {string.Join(", ", all.Take(MostNamed))}{(all.Length > MostNamed ? $" and {all.Length - MostNamed} more" : "")}";
    }

    /// <summary>The digits of somebody's phone, as WhatsApp spells them.</summary>
    public static string Person(string number, string name) =>
        PhoneText.Parse(number) ?? throw new WrongArgument($"{name} must be a phone number in international form, as +573001234567, not \"{number}\"", name);
}
