using System.Text.RegularExpressions;

namespace Threadway.Kapso.Emulator.Requests;

/// <summary>Takes keys, secrets and tokens out of what is shown, also where a body breaks off in the middle.</summary>
internal static partial class Secrets
{
    private const string Masked = "•••";

    public static string Mask(string text)
    {
        text = Field().Replace(text, "$1\"" + Masked + "\"");
        text = Parameter().Replace(text, "$1" + Masked);
        return SetupPage().Replace(text, "$1" + Masked);
    }

    public static string MaskHeader(string name, string value) => SecretHeader().IsMatch(name) ? Masked : value;

    /// <summary>Also a webhook's own headers, which mostly carry the key of whoever listens.</summary>
    [GeneratedRegex(
        """("(?:token|access_token|secret_key|webhook_verify_token|pin|[\w-]*(?:authorization|cookie|password|api[_-]?key|-token|-secret))"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|\\?\z)""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Field();

    [GeneratedRegex("""([?&](?:token|access_token|api_key)=)[^&"\s\\]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(/whatsapp/setup/)[A-Za-z0-9_-]+")]
    private static partial Regex SetupPage();

    [GeneratedRegex("authorization|cookie|secret|token|api-?key|password", RegexOptions.IgnoreCase)]
    private static partial Regex SecretHeader();
}
