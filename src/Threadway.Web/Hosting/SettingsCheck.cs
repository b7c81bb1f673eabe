using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Accounts.SignIn;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Kapso;

namespace Threadway.Web.Hosting;

/// <summary>
/// Checks every setting before the app starts. Each message is one line that names the setting, says what is wrong and what
/// to do, for whoever reads it at night.
/// </summary>
internal sealed partial class SettingsCheck :
    IValidateOptions<KapsoOptions>, IValidateOptions<KapsoSettings>, IValidateOptions<SetupLinkOptions>,
    IValidateOptions<ReconcilerOptions>, IValidateOptions<ThreadwayOptions>, IValidateOptions<SignInOptions>
{
    private static readonly string[] Languages = ["en", "es", "pt", "hi", "id", "ar"];

    public ValidateOptionsResult Validate(string? name, KapsoOptions options) => Result(
    [
        (string.IsNullOrWhiteSpace(options.ApiKey),
            "KAPSO_API_KEY environment variable is required (setting Kapso:ApiKey). Get a key in Kapso's dashboard under Project settings > API keys, or start in Development without one to use the emulator."),
        (!IsOrigin(options.BaseUrl),
            $"Kapso:BaseUrl (KAPSO_BASE_URL) is '{options.BaseUrl}': it must be an http or https origin without a path, such as https://api.kapso.ai."),
    ]);

    public ValidateOptionsResult Validate(string? name, KapsoSettings options) => Result(
    [
        (string.IsNullOrWhiteSpace(options.WebhookSecret),
            "KAPSO_WEBHOOK_SECRET environment variable is required (setting Kapso:WebhookSecret). Any long random text will do, for example from 'openssl rand -hex 32'."),
        (string.IsNullOrWhiteSpace(options.OtpPhoneNumberId),
            "KAPSO_OTP_PHONE_NUMBER_ID environment variable is required (setting Kapso:OtpPhoneNumberId): the phone number id of your own number, which sends the sign-in codes."),
        (string.IsNullOrWhiteSpace(options.OtpTemplate), "Kapso:OtpTemplate must name the approved authentication template."),
        (options.OtpTemplateLanguages.Length == 0, "Kapso:OtpTemplateLanguages must hold at least one language in which Kapso:OtpTemplate is approved."),
    ]);

    public ValidateOptionsResult Validate(string? name, SetupLinkOptions options) => Result(
    [
        (options.ConnectionTypes.Length == 0, "Kapso:SetupLinks:ConnectionTypes must hold coexistence, dedicated, or both."),
        .. options.ConnectionTypes.Where(type => type is not ("coexistence" or "dedicated"))
            .Select(type => (true, $"Kapso:SetupLinks:ConnectionTypes holds '{type}': it may be coexistence or dedicated.")),
        .. Colours(options.Theme).Where(colour => colour.Value is { } value && !Colour().IsMatch(value))
            .Select(colour => (true, $"Kapso:SetupLinks:Theme:{colour.Name} is '{colour.Value}': it must be six hexadecimal digits after a #, such as #6366f1.")),
        .. options.Countries.Where(country => !Country().IsMatch(country))
            .Select(country => (true, $"Kapso:SetupLinks:Countries holds '{country}': it must be two capital letters, such as US.")),
        (options.Countries.Length == 0, "Kapso:SetupLinks:Countries must hold at least one country, such as US."),
        (options.Language is { } language && !Languages.Contains(language),
            $"Kapso:SetupLinks:Language is '{options.Language}': it may be {string.Join(", ", Languages)}, or left out for the user's own."),
        (options.LinksPerAttempt < 1, "Kapso:SetupLinks:LinksPerAttempt must be at least 1."),
    ]);

    public ValidateOptionsResult Validate(string? name, ReconcilerOptions options) => Result(
    [
        (options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromDays(1), "Kapso:Reconciler:Interval must lie between 00:00:01 and one day."),
        (options.NumberInterval < TimeSpan.Zero, "Kapso:Reconciler:NumberInterval must not be negative."),
    ]);

    public ValidateOptionsResult Validate(string? name, ThreadwayOptions options) => Result(
    [
        (options.PublicUrl is { } url && !IsOrigin(url),
            $"Threadway:PublicUrl (THREADWAY_PUBLIC_URL) is '{options.PublicUrl}': it must be an http or https address without a path, such as https://app.example.com."),
    ]);

    public ValidateOptionsResult Validate(string? name, SignInOptions options) => Result(
    [
        (options.CodeLifetime <= TimeSpan.Zero, "Threadway:SignIn:CodeLifetime must be positive."),
        (options.MaxTries < 1, "Threadway:SignIn:MaxTries must be at least 1."),
        (options.Lockout <= TimeSpan.Zero, "Threadway:SignIn:Lockout must be positive."),
        (options.CodesPerNumber < 1, "Threadway:SignIn:CodesPerNumber must be at least 1."),
        (options.RequestsPerAddress < 1, "Threadway:SignIn:RequestsPerAddress must be at least 1."),
    ]);

    /// <summary>Kapso delivers over HTTPS to addresses that it can reach, and nowhere else (contract 7).</summary>
    public static void ThrowUnlessReachable(KapsoOptions kapso, ThreadwayOptions threadway)
    {
        if (kapso.BaseUrl.IsLoopback) return;
        if (threadway.PublicUrl is { Scheme: "https", IsLoopback: false }) return;

        throw new StartupException(
            "Threadway:PublicUrl (THREADWAY_PUBLIC_URL) must be the public https address of this app, for Kapso delivers its webhooks there; a tunnel's address will do.");
    }

    private static bool IsOrigin(Uri url) =>
        url is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } && url.Scheme is "http" or "https";

    private static (string Name, string? Value)[] Colours(SetupTheme theme) =>
    [
        (nameof(theme.PrimaryColor), theme.PrimaryColor),
        (nameof(theme.PrimaryForegroundColor), theme.PrimaryForegroundColor),
        (nameof(theme.BackgroundColor), theme.BackgroundColor),
        (nameof(theme.TextColor), theme.TextColor),
        (nameof(theme.MutedTextColor), theme.MutedTextColor),
        (nameof(theme.CardColor), theme.CardColor),
        (nameof(theme.MutedColor), theme.MutedColor),
        (nameof(theme.BorderColor), theme.BorderColor),
        (nameof(theme.SecondaryColor), theme.SecondaryColor),
        (nameof(theme.SecondaryForegroundColor), theme.SecondaryForegroundColor),
        (nameof(theme.DestructiveColor), theme.DestructiveColor),
        (nameof(theme.DestructiveForegroundColor), theme.DestructiveForegroundColor),
    ];

    private static ValidateOptionsResult Result(IEnumerable<(bool Wrong, string Message)> checks)
    {
        var failures = checks.Where(check => check.Wrong).Select(check => check.Message).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex Country();
}
