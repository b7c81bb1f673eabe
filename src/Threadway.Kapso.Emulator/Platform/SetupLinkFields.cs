using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.SetupPage;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>The rules of contract 4.2, 4.4 and 4.6.</summary>
internal static partial class SetupLinkFields
{
    public static readonly string[] All =
    [
        "success_redirect_url", "failure_redirect_url", "allowed_origins", "allowed_connection_types", "meta_billing_mode",
        "provision_phone_number", "phone_number_area_code", "phone_number_country_isos", "reconnect_phone_number", "language",
        "theme_config", "expires_at", "status",
    ];

    private static readonly string[] ThemeKeys =
    [
        "primary_color", "primary_foreground_color", "background_color", "text_color", "muted_text_color", "card_color", "muted_color",
        "border_color", "secondary_color", "secondary_foreground_color", "destructive_color", "destructive_foreground_color",
    ];

    public static void RefuseAtCreation(Fields fields) => Refuse(fields, "can only be set by an update", "expires_at", "status");

    public static void RefuseAtUpdate(Fields fields) =>
        Refuse(fields, "is frozen when the link is created", "meta_billing_mode", "reconnect_phone_number");

    public static string BillingMode(Fields fields) =>
        fields.OneOf("meta_billing_mode", "customer_managed", "partner_managed") ?? "customer_managed";

    /// <summary>The existing number whose credentials the link refreshes (contract 4.6).</summary>
    public static PhoneNumber? NumberToReconnect(Fields fields, WorldState state, string customerId) =>
        fields.Text("reconnect_phone_number") switch
        {
            null => null,
            var text when state.NumberByDigits(PhoneText.Digits(text)) is { IsSandbox: false } number && number.CustomerId == customerId => number,
            _ => throw Refusal.Unprocessable("reconnect_phone_number must match an existing production number of this customer"),
        };

    /// <summary>Sets the fields that are given, once all of them are found right.</summary>
    public static void Apply(Fields fields, SetupLink link, PhoneNumber? reconnected)
    {
        var success = fields.Has("success_redirect_url") ? fields.WebAddress("success_redirect_url") : link.SuccessRedirectUrl;
        var failure = fields.Has("failure_redirect_url") ? fields.WebAddress("failure_redirect_url") : link.FailureRedirectUrl;
        var origins = Origins(fields) ?? link.AllowedOrigins;
        var types = ConnectionTypes(fields, reconnected) ?? link.AllowedConnectionTypes;
        var provision = fields.Flag("provision_phone_number") ?? link.ProvisionPhoneNumber;
        if (link.ReconnectPhoneNumber is not null && provision)
            throw Refusal.Unprocessable("provision_phone_number must be false when reconnect_phone_number is set");
        var countries = Countries(fields) ?? link.PhoneNumberCountryIsos;
        var areaCode = fields.Has("phone_number_area_code") ? AreaCode(fields, countries) : link.PhoneNumberAreaCode;
        var language = fields.Has("language") ? fields.OneOf("language", SetupTexts.Codes) : link.Language;
        var theme = fields.Has("theme_config") ? Theme(fields) : link.ThemeConfig;

        (link.SuccessRedirectUrl, link.FailureRedirectUrl, link.AllowedOrigins) = (success, failure, origins);
        (link.AllowedConnectionTypes, link.ProvisionPhoneNumber) = (types, provision);
        (link.PhoneNumberCountryIsos, link.PhoneNumberAreaCode) = (countries, areaCode);
        (link.Language, link.ThemeConfig) = (language, theme);
    }

    public static string NewStatus(Fields fields, SetupLink link, HttpRequest request) => fields.OneOf("status", LinkStatus.All) switch
    {
        null => link.Status,
        var same when same == link.Status => same,
        LinkStatus.Used => throw Refusal.Unprocessable("status cannot be set to used"),
        var next when link.Status == LinkStatus.Active => next,
        // Contract 4.2: whether an ended link may come back is not stated.
        _ => throw Refusal.NotEmulated(request, $"what becomes of the status of a link that is {link.Status} is not documented"),
    };

    private static void Refuse(Fields fields, string why, params string[] names)
    {
        if (Array.Find(names, fields.Has) is { } name)
            throw Refusal.Unprocessable($"{name} {why}");
    }

    private static string[]? Origins(Fields fields)
    {
        var origins = fields.Texts("allowed_origins");
        return origins is null || origins.All(IsOrigin)
            ? origins
            : throw Refusal.Unprocessable("allowed_origins must be HTTPS origins");
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && Fields.IsAllowed(uri) && uri.GetLeftPart(UriPartial.Authority) == text;

    private static string[]? ConnectionTypes(Fields fields, PhoneNumber? reconnected)
    {
        var types = fields.Texts("allowed_connection_types");
        if (types is not null && (types.Length == 0 || types.Except(ConnectionType.All).Any()))
            throw Refusal.Unprocessable("allowed_connection_types must hold coexistence, dedicated or both");
        if (reconnected is null)
            return types?.Distinct().ToArray();
        return types is null || types is [var only] && only == reconnected.Type
            ? [reconnected.Type]
            : throw Refusal.Unprocessable($"allowed_connection_types must be [{reconnected.Type}] to reconnect this number");
    }

    private static string[]? Countries(Fields fields)
    {
        var isos = fields.Texts("phone_number_country_isos");
        return isos is null || (isos.Length > 0 && isos.All(iso => CountryIso().IsMatch(iso)))
            ? isos
            : throw Refusal.Unprocessable("phone_number_country_isos must hold two-letter country codes in capitals");
    }

    private static string? AreaCode(Fields fields, string[] countries) => fields.Text("phone_number_area_code") switch
    {
        null => null,
        var code when countries.Contains("US") && UsAreaCode().IsMatch(code) => code,
        _ => throw Refusal.Unprocessable("phone_number_area_code must be three digits and is for US numbers only"),
    };

    private static Dictionary<string, string>? Theme(Fields fields)
    {
        var theme = fields.Map("theme_config");
        foreach (var (key, value) in theme ?? [])
        {
            if (!ThemeKeys.Contains(key))
                throw Refusal.Unprocessable($"theme_config.{key} is not a theme colour");
            if (!HexColour().IsMatch(value))
                throw Refusal.Unprocessable($"theme_config.{key} must be a colour like #22c55e");
        }

        return theme;
    }

    [GeneratedRegex(@"\A[A-Z]{2}\z")]
    private static partial Regex CountryIso();

    [GeneratedRegex(@"\A[2-9][0-9]{2}\z")]
    private static partial Regex UsAreaCode();

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{6}\z")]
    private static partial Regex HexColour();
}
