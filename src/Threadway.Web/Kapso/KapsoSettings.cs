namespace Threadway.Web.Kapso;

/// <summary>What the app needs of Kapso beside the SDK's own <c>KapsoOptions</c>; the same configuration section.</summary>
internal sealed class KapsoSettings
{
    public const string Section = "Kapso";

    /// <summary>Signs every webhook. Never optional: an unset secret must not mean "skip verification".</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>A second secret that is accepted while the first is being changed.</summary>
    public string? PreviousWebhookSecret { get; set; }

    /// <summary>The operator's own number, which sends sign-in codes.</summary>
    public string OtpPhoneNumberId { get; set; } = "";

    public string OtpTemplate { get; set; } = "sign_in_code";

    /// <summary>The languages in which the template is approved; the first serves people who read none of them.</summary>
    public string[] OtpTemplateLanguages { get; set; } = ["en", "es"];
}
