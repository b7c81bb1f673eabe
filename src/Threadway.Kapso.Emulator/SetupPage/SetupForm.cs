using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The names of the form's fields, and what they mean for the kind of link.</summary>
internal static class SetupForm
{
    public const string ConnectionTypeField = "connection_type";
    public const string AccountField = "account";
    public const string PhoneNumberField = "phone_number";
    public const string BusinessNameField = "business_name";
    public const string CountryField = "country";
    public const string ReconnectField = "reconnect";
    public const string Other = "other";
    public const string Different = "different";

    /// <summary>Null when a number was to be typed and is not one.</summary>
    public static SetupChoice? Read(IFormCollection form, WorldState state, SetupLink link)
    {
        var type = Text(form, ConnectionTypeField);
        var accounts = SeededAccount.Of(state, link.CustomerId);
        if (link.ReconnectPhoneNumber is not null)
        {
            var other = Text(form, ReconnectField) == Different;
            return new SetupChoice(type, other ? Array.Find(accounts, one => one.Digits != link.ReconnectPhoneNumber)?.Digits : null);
        }

        if (link.ProvisionPhoneNumber)
            return new SetupChoice(type, CountryIso: Text(form, CountryField));

        if (int.TryParse(Text(form, AccountField), out var index) && index >= 0 && index < accounts.Length)
            return new SetupChoice(type, accounts[index].Digits, accounts[index].Name);
        return PhoneText.Parse(Text(form, PhoneNumberField)) is { } digits
            ? new SetupChoice(type, digits, Text(form, BusinessNameField))
            : null;
    }

    public static SetupDraft Draft(IFormCollection form, string error) =>
        new(error, Text(form, ConnectionTypeField), Text(form, PhoneNumberField), Text(form, BusinessNameField));

    private static string? Text(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
}
