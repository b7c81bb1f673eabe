namespace Threadway.Kapso.Emulator.State;

/// <summary>Approved templates that are there without anybody creating them.</summary>
internal static class SeededTemplates
{
    private const string CodeName = "sign_in_code";

    /// <summary>Meta gives one like it to every new business account.</summary>
    public static Template HelloWorld(string businessAccountId) => new(
        businessAccountId, "hello_world", "en_US", "UTILITY", "Welcome and congratulations! This is a test message.", null);

    public static IEnumerable<Template> SignInCode(string businessAccountId)
    {
        const string english = "*{{1}}* is your verification code. For your security, do not share this code.";
        const string spanish = "Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.";
        return
        [
            new(businessAccountId, CodeName, "en_US", "AUTHENTICATION", english, "Copy code"),
            new(businessAccountId, CodeName, "en", "AUTHENTICATION", english, "Copy code"),
            new(businessAccountId, CodeName, "es", "AUTHENTICATION", spanish, "Copiar código"),
        ];
    }
}
