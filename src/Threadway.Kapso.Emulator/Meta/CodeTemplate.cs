using System.Globalization;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>A template of one-time codes (contract 13.2): whoever creates it chooses, and Meta words it.</summary>
internal static class CodeTemplate
{
    private const int LongestMinutes = 90;

    public static JsonArray Components(IReadOnlyList<MetaBody> parts)
    {
        if (parts.FirstOrDefault(part => TemplateComponents.Type(part) is not ("BODY" or "FOOTER" or "BUTTONS")) is { } other)
            throw MetaErrors.Parameter($"{other.At("type")}: an AUTHENTICATION template has BODY, FOOTER and BUTTONS alone");

        var advice = Part("BODY")?.Flag("add_security_recommendation") == true ? " For your security, do not share this code." : "";
        var components = new JsonArray(SeededTemplates.Body("*{{1}}* is your verification code." + advice));
        if (Part("FOOTER") is { } footer && footer.Has("code_expiration_minutes"))
            components.Add((JsonNode)new JsonObject { ["type"] = "FOOTER", ["text"] = $"This code expires in {Minutes(footer)} minutes." });

        components.Add((JsonNode)new JsonObject { ["type"] = "BUTTONS", ["buttons"] = new JsonArray(Button(Part("BUTTONS"))) });
        return components;

        MetaBody? Part(string type) => parts.FirstOrDefault(part => TemplateComponents.Type(part) == type);
    }

    private static string Minutes(MetaBody footer) =>
        footer.Json["code_expiration_minutes"] is JsonValue value && value.TryGetValue(out int minutes) && minutes is >= 1 and <= LongestMinutes
            ? minutes.ToString(CultureInfo.InvariantCulture)
            : throw MetaErrors.Parameter($"{footer.At("code_expiration_minutes")} must be a whole number from 1 to {LongestMinutes}");

    private static JsonObject Button(MetaBody? buttons)
    {
        if (buttons?.Parts("buttons") is not [var button] || button.Text("type")?.ToUpperInvariant() != FrameButton.OneTimeCode)
            throw MetaErrors.Parameter("An AUTHENTICATION template has one button of type OTP");

        var kind = button.Text("otp_type")?.ToUpperInvariant();
        if (kind is not ("COPY_CODE" or "ONE_TAP" or "ZERO_TAP"))
            throw MetaErrors.Parameter($"{button.At("otp_type")} must be COPY_CODE, ONE_TAP or ZERO_TAP");
        if (kind != "COPY_CODE" && !button.Parts("supported_apps").Any())
            throw MetaErrors.TemplateField("BUTTONS", "supported_apps", button.At("supported_apps"));

        var json = (JsonObject)button.Json.DeepClone();
        (json["type"], json["otp_type"], json["text"]) = (FrameButton.OneTimeCode, kind, button.Text("text") ?? "Copy code");
        return json;
    }
}
