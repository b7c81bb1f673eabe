using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>What sends the sign-in codes; in Kapso's section, beside the SDK's own options.</summary>
internal sealed class CodeMessageOptions
{
    public const string Section = "Kapso";

    /// <summary>The operator's own number, which sends sign-in codes.</summary>
    public string OtpPhoneNumberId { get; set; } = "";

    public string OtpTemplate { get; set; } = "sign_in_code";

    /// <summary>The languages in which the template is approved; the first serves people who read none of them.</summary>
    public string[] OtpTemplateLanguages { get; set; } = ["en", "es"];
}

internal sealed class CodeMessageOptionsCheck : IValidateOptions<CodeMessageOptions>
{
    public ValidateOptionsResult Validate(string? name, CodeMessageOptions options) => Settings.Check(
        (string.IsNullOrWhiteSpace(options.OtpPhoneNumberId),
            "KAPSO_OTP_PHONE_NUMBER_ID environment variable is required (setting Kapso:OtpPhoneNumberId): the phone number id of your own number, which sends the sign-in codes."),
        (string.IsNullOrWhiteSpace(options.OtpTemplate), "Kapso:OtpTemplate must name the approved authentication template."),
        (options.OtpTemplateLanguages.Length == 0, "Kapso:OtpTemplateLanguages must hold at least one language in which Kapso:OtpTemplate is approved."));
}
