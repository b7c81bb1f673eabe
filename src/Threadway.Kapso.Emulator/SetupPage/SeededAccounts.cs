using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>A few accounts that a customer might have at Meta: other numbers for each customer, the same at each visit.</summary>
internal sealed record SeededAccount(string Name, string Digits)
{
    private static readonly (string Name, string Iso)[] Seeds =
        [("Café Aurora", "CO"), ("Northside Bicycles", "US"), ("Librería del Parque", "ES")];

    public static SeededAccount[] Of(WorldState state, string customerId) =>
    [
        .. Seeds.Select(seed => new SeededAccount(
            seed.Name,
            PhoneText.Invent(
                Country.OfIso(seed.Iso)!,
                null,
                customerId,
                digits => state.NumberByDigits(digits) is { } number && number.CustomerId != customerId))),
    ];
}
