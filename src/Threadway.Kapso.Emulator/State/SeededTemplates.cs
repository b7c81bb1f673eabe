using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Identifiers;

namespace Threadway.Kapso.Emulator.State;

/// <summary>Approved templates that are there without anybody creating them.</summary>
internal static class SeededTemplates
{
    private const string CodeName = "sign_in_code";

    /// <summary>Meta gives one like it to every new business account.</summary>
    public static Template HelloWorld(string businessAccountId, DateTimeOffset now) =>
        Approved(businessAccountId, "hello_world", "en_US", TemplateCategory.Utility, now,
            new JsonObject { ["type"] = "HEADER", ["format"] = "TEXT", ["text"] = "Hello World" },
            Body("Welcome and congratulations! If you read this, your number sends messages."),
            new JsonObject { ["type"] = "FOOTER", ["text"] = "A first message, to try things out" });

    public static IEnumerable<Template> SignInCode(string businessAccountId, DateTimeOffset now)
    {
        const string english = "*{{1}}* is your verification code. For your security, do not share this code.";
        const string spanish = "Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.";
        return
        [
            OfCode("en_US", english, "Copy code"),
            OfCode("en", english, "Copy code"),
            OfCode("es", spanish, "Copiar código"),
        ];

        Template OfCode(string language, string body, string button) =>
            Approved(businessAccountId, CodeName, language, TemplateCategory.Authentication, now, Body(body), CopyCode(button));
    }

    public static JsonObject Body(string text) => new() { ["type"] = "BODY", ["text"] = text };

    public static JsonObject CopyCode(string text) => new()
    {
        ["type"] = "BUTTONS",
        ["buttons"] = new JsonArray(new JsonObject { ["type"] = "OTP", ["otp_type"] = "COPY_CODE", ["text"] = text }),
    };

    private static Template Approved(
        string businessAccountId, string name, string language, string category, DateTimeOffset now, params JsonNode[] components) => new()
        {
            Id = Ids.Meta(),
            BusinessAccountId = businessAccountId,
            Name = name,
            Language = language,
            Category = category,
            Components = [.. components],
            Status = TemplateStatus.Approved,
            CreatedAt = now,
        };
}
