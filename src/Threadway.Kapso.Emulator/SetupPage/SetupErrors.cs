namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The failure codes of contract 5, with the free text that lands in <c>whatsapp_setup_error</c>.</summary>
internal static class SetupErrors
{
    public const string LinkExpired = "link_expired";
    public const string AlreadyUsed = "already_used";
    public const string PhoneVerificationFailed = "phone_verification_failed";

    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["facebook_auth_failed"] = "The Facebook login was cancelled or refused",
        [PhoneVerificationFailed] = "The phone number could not be verified",
        ["waba_limit_reached"] = "The business has too many WhatsApp Business accounts",
        ["token_exchange_failed"] = "The token exchange with Meta failed",
        [LinkExpired] = "The setup link has expired",
        [AlreadyUsed] = "The setup link was already used",
    };

    public static string ReasonOf(string code) => Reasons.GetValueOrDefault(code, $"Setup failed: {code}");
}
