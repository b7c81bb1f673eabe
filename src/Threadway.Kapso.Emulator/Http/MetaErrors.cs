using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Meta's errors with the status that contract 12.3 and 15 give each.</summary>
internal static class MetaErrors
{
    public static Refusal BadRequest(int code, string title, string? details = null) =>
        Refusal.ByMeta(StatusCodes.Status400BadRequest, code, title, details);

    public static Refusal Parameter(string details) => BadRequest(100, "Invalid parameter", details);

    public static Refusal Missing(string path) => BadRequest(131008, "Required parameter is missing", $"{path} is required");

    public static Refusal Value(string details) => BadRequest(131009, "Parameter value is not valid", details);

    public static Refusal MessageType(string type) => BadRequest(131051, "Unsupported message type", $"Message type {type} is not known");

    public static Refusal Upload(string details) => BadRequest(131053, "Media upload error", details);

    public static Refusal WindowClosed() => Refusal.ByMeta(
        StatusCodes.Status422UnprocessableEntity,
        131047,
        "Re-engagement message",
        "More than 24 hours have passed since the customer last replied to this number.");

    public static Refusal TokenRevoked() => Refusal.ByMeta(
        StatusCodes.Status401Unauthorized,
        190,
        "Error validating access token: the session has been invalidated because access was removed");

    public static Refusal NotRegistered() =>
        BadRequest(133010, "Phone number not registered", "Register the phone number before it sends");

    /// <summary>Decided by Kapso in Meta's form, with the status for a code.</summary>
    public static Refusal Sandbox(string doing) => new(StatusCodes.Status403Forbidden, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = $"Sandbox WhatsApp configurations cannot {doing}",
            ["type"] = "OAuthException",
            ["code"] = StatusCodes.Status403Forbidden,
        },
    });

    public static Refusal UnknownNumber(string phoneNumberId) => Refusal.ByMeta(
        StatusCodes.Status404NotFound, 100, "Phone number not found", $"Phone number {phoneNumberId} is not in this project", "GraphMethodException");

    public static Refusal UnknownObject(string what) => Refusal.ByMeta(
        StatusCodes.Status404NotFound, 100, $"{what} not found", $"{what} is not in this project", "GraphMethodException");

    public static Refusal TemplateMissing(string name, string language) => Refusal.ByMeta(
        StatusCodes.Status404NotFound, 132001, "Template name does not exist in the translation", $"template name ({name}) does not exist in {language}");
}
