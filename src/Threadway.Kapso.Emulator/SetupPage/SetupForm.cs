using System.Globalization;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>What was filled in: the names of the fields, what is wrong with them, and what they mean for the kind of link.</summary>
internal sealed class SetupForm(IFormCollection form)
{
    public const string ConnectionTypeField = "connection_type";
    public const string AccountField = "account";
    public const string PhoneNumberField = "phone_number";
    public const string BusinessNameField = "business_name";
    public const string CountryField = "country";
    public const string ReconnectField = "reconnect";
    public const string FailureField = "error_code";
    public const string Other = "other";
    public const string Same = "same";
    public const string Different = "different";

    public string? this[string field] => form[field].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What stands in the way of connecting.</summary>
    public IEnumerable<FieldError> Errors(SetupLink link, SetupTexts texts, int accounts)
    {
        if (this[ConnectionTypeField] is { } type && !link.AllowedConnectionTypes.Contains(type))
            yield return new FieldError(ConnectionTypeField, texts.ConnectionType, texts.ChooseOne);

        if (link.ReconnectPhoneNumber is not null)
            yield break;
        if (link.ProvisionPhoneNumber)
        {
            if (this[CountryField] is not { } iso || !link.PhoneNumberCountryIsos.Contains(iso))
                yield return new FieldError(CountryField, texts.NewNumber, texts.ChooseOne);
        }
        else if (this[AccountField] is null or Other)
        {
            if (PhoneText.Parse(this[PhoneNumberField]) is null)
                yield return new FieldError(PhoneNumberField, texts.PhoneNumber, this[PhoneNumberField] is null ? texts.NumberMissing : texts.NumberWrong);
        }
        else if (Account(accounts) is null)
        {
            yield return new FieldError(AccountField, texts.Account, texts.ChooseOne);
        }
    }

    /// <summary>What the customer chose, once there are no errors.</summary>
    public SetupChoice Choice(SetupLink link, SeededAccount[] accounts)
    {
        var type = this[ConnectionTypeField];
        if (link.ReconnectPhoneNumber is { } digits)
            return new SetupChoice(type, this[ReconnectField] == Different ? Array.Find(accounts, one => one.Digits != digits)?.Digits : null);
        if (link.ProvisionPhoneNumber)
            return new SetupChoice(type, CountryIso: this[CountryField]);
        return Account(accounts.Length) is { } index
            ? new SetupChoice(type, accounts[index].Digits, accounts[index].Name)
            : new SetupChoice(type, PhoneText.AsWritten(this[PhoneNumberField]), this[BusinessNameField]);
    }

    private int? Account(int accounts) =>
        int.TryParse(this[AccountField], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < accounts ? index : null;
}
