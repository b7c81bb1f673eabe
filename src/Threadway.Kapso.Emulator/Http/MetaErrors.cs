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

    /// <summary>A parameter of a template is of another kind than the template asks for.</summary>
    public static Refusal Mismatch(string details) => BadRequest(132012, "Parameter format does not match", details);

    /// <summary>Text that a template cannot take up.</summary>
    public static Refusal BrokenParameter(string where) => BadRequest(
        132018,
        "There's an issue with the parameters in your template",
        $"{where}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces");

    public static Refusal ParameterCount(string where, int given, int wanted) => BadRequest(
        132000,
        "Number of parameters does not match the expected number of params",
        $"{where}: number of localizable_params ({given}) does not match the expected number of params ({wanted})");

    public static Refusal MissingButtonParameter(string where, int index, string type) => BadRequest(
        131008, "Required parameter is missing", $"{where}: Button at index {index} of type {type} requires a parameter");

    public static Refusal TemplateMissing(string name, string language) => Refusal.ByMeta(
        StatusCodes.Status404NotFound, 132001, "Template name does not exist in the translation", $"template name ({name}) does not exist in {language}");

    public static Refusal TemplateExists(string name, string language) =>
        Parameter($"There is a template {name} in {language} already").WithUserMessage(
            2388024, "Content in This Language Already Exists", $"There is already {language} content for this template. Create a new template and try again.");

    /// <summary>Of a template that is created: a field that its component cannot do without.</summary>
    public static Refusal TemplateField(string component, string field, string path, string which = "") =>
        Parameter($"{path} is required{which}").WithUserMessage(
            2388043,
            "Message template \"components\" param is missing expected field(s)",
            $"component of type {component} is missing expected field(s) ({field})");

    public static Refusal TemplateTooLong(string path, int length, int most) =>
        Parameter($"{path} has {length} characters, {most} at most").WithUserMessage(
            2388040, "Character Limit Exceeded", $"The message template has a field with more characters than it may have: {path} has {most} at most.");

    public static Refusal DanglingVariable(string path) =>
        Parameter($"{path} begins or ends with a variable").WithUserMessage(
            2388299, "Leading or trailing params not allowed", "Variables can't be at the start or end of the template.");

    public static Refusal TemplateText(string component, string path, string rule) =>
        Parameter($"{path}: {rule}").WithUserMessage(
            component switch
            {
                "HEADER" => 2388047,
                "FOOTER" => 2388073,
                _ => 2388072,
            },
            $"Message {component.ToLowerInvariant()} Format is Incorrect",
            $"The {component.ToLowerInvariant()} of the message template cannot be read: {rule}.");
}
