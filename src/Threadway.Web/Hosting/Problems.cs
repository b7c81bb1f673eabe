using Microsoft.AspNetCore.Http.HttpResults;

namespace Threadway.Web.Hosting;

/// <summary>Errors over HTTP: RFC 9457 problem details with a stable <c>code</c> (docs/errors.md).</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(int status, string code, string detail, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        foreach (var (name, value) in more) extensions[name] = value;
        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }

    /// <summary>400 that names the field.</summary>
    public static ProblemHttpResult Invalid(string field, string message, string code = "invalid_request") =>
        TypedResults.Problem(
            message,
            statusCode: StatusCodes.Status400BadRequest,
            title: "The request is not valid.",
            extensions: new Dictionary<string, object?>
            {
                ["code"] = code,
                ["errors"] = new Dictionary<string, string[]> { [field] = [message] },
            });
}
