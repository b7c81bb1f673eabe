using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Layout;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>What the hosted page shows of a link.</summary>
internal sealed record SetupPageModel(
    SetupLink Link,
    string CustomerName,
    SetupTexts Texts,
    string Theme,
    SeededAccount[] Accounts,
    (Country Country, string Digits)[] Offers)
{
    /// <summary>What was filled in the last time; null at first.</summary>
    public SetupForm? Filled { get; init; }

    /// <summary>What was found wrong with it.</summary>
    public FieldError[] Errors { get; init; } = [];

    public string Title => Link.ReconnectPhoneNumber is null ? Texts.Title : Texts.ReconnectTitle;

    public FieldError? ErrorOf(string field) => Array.Find(Errors, error => error.Field == field);

    /// <summary>Of what says so on the page; null when nothing is wrong with the field.</summary>
    public string? ErrorIdOf(string field) => ErrorOf(field) is null ? null : $"{field}-error";

    public Page ToPage() => Texts.Page(Title, Theme, new SetupPage_Setup { Model = this }.Render()) with
    {
        Status = Errors.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };

    public static SetupPageModel Of(WorldState state, SetupLink link, HttpRequest request) => new(
        link,
        state.CustomerById(link.CustomerId)?.Name ?? "",
        SetupTexts.For(link.Language, request),
        SetupPage.Theme.Css(link.ThemeConfig),
        link.ProvisionPhoneNumber ? [] : SeededAccount.Of(state, link.CustomerId),
        link.ProvisionPhoneNumber
            ? [.. link.PhoneNumberCountryIsos.Select(Country.OfIso).OfType<Country>().Select(one => (one, Onboarding.OfferedNumber(state, link, one)))]
            : []);
}
