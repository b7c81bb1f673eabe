using System.Net;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Identifiers;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>Ends a request with an error body of the contract (2.3).</summary>
internal sealed class Refusal(int status, JsonObject body) : KapsoEmulatorException((HttpStatusCode)status, SentenceOf(body))
{
    public int Status => status;

    public JsonObject Body => body;

    /// <summary>What one sentence says on the Platform is Meta's own error on the proxy, unless Kapso decided it (contract 2.3).</summary>
    public JsonObject AsOnTheProxy() => (status, body["error"]) switch
    {
        (StatusCodes.Status400BadRequest or StatusCodes.Status404NotFound or StatusCodes.Status413PayloadTooLarge, JsonValue sentence)
            when body.Count == 1 => MetaBody(100, "Invalid parameter", sentence.ToString()),
        (StatusCodes.Status500InternalServerError, JsonValue sentence) => MetaBody(1, "Unknown error", sentence.ToString()),
        _ => body,
    };

    public static Refusal Plain(int status, string sentence) => new(status, new JsonObject { ["error"] = sentence });

    public static Refusal Malformed(string sentence) => Plain(StatusCodes.Status400BadRequest, sentence);

    public static Refusal NotFound(string what) => Plain(StatusCodes.Status404NotFound, $"{what} not found");

    public static Refusal Conflict(string sentence) => Plain(StatusCodes.Status409Conflict, sentence);

    public static Refusal Unprocessable(string sentence) => Plain(StatusCodes.Status422UnprocessableEntity, sentence);

    public static Refusal NotEmulated(HttpRequest request, string? detail = null) => Plain(
        StatusCodes.Status501NotImplemented,
        $"{request.Method} {request.Path} is not emulated{(detail is null ? "" : $": {detail}")}");

    /// <summary>The same with what Meta says to a person (contract 15).</summary>
    public Refusal WithUserMessage(int subcode, string title, string message)
    {
        var error = (JsonObject)body["error"]!;
        (error["error_subcode"], error["error_user_title"], error["error_user_msg"]) = (subcode, title, message);
        return this;
    }

    /// <summary>An error as Meta words it (contract 2.3, E3).</summary>
    public static Refusal ByMeta(int status, int code, string title, string? details = null, string type = "OAuthException") =>
        new(status, MetaBody(code, title, details, type));

    public static JsonObject MetaBody(int code, string title, string? details, string type = "OAuthException")
    {
        var error = new JsonObject
        {
            ["message"] = $"(#{code}) {title}",
            ["type"] = type,
            ["code"] = code,
            ["fbtrace_id"] = Ids.Token()[..11],
        };
        if (details is not null)
            error["error_data"] = new JsonObject { ["messaging_product"] = "whatsapp", ["details"] = details };
        return new JsonObject { ["error"] = error };
    }

    private static string SentenceOf(JsonObject body) => body["error"] switch
    {
        JsonObject byMeta => byMeta["error_data"]?["details"]?.ToString() ?? byMeta["message"]!.ToString(),
        var sentence => (sentence ?? body["message"])?.ToString() ?? "Refused",
    };
}
