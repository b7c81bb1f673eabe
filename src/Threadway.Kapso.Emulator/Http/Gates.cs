using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Http;

/// <summary>What stands before the routes: errors become bodies, and both APIs ask for the key (contract 1).</summary>
internal static partial class Gates
{
    public static void UseRefusals(this IApplicationBuilder app, ILogger logger) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (Refusal refusal) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, refusal);
        }
        catch (WrongArgument wrong) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, Refusal.Malformed(wrong.Sentence));
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, Refusal.Plain(wrong.StatusCode, wrong.Message));
        }
        catch (InvalidDataException) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, Refusal.Malformed("The form cannot be read"));
        }
        catch (Exception failure) when (failure is not (Refusal or WrongArgument or OperationCanceledException or BadHttpRequestException or InvalidDataException)
            && !http.Response.HasStarted)
        {
            Log.Failed(logger, failure, http.GetEndpoint()?.DisplayName);
            await RefuseAsync(http, Refusal.Plain(StatusCodes.Status500InternalServerError, "The emulator failed; its log says why"));
        }
    });

    private static Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(Answer.Text(http.Request.Face() == ApiFace.Meta ? refusal.AsOnTheProxy() : refusal.Body), http.RequestAborted);
    }

    public static void UseApiKey(this IApplicationBuilder app)
    {
        var expected = app.ApplicationServices.GetRequiredService<ApiKeySettings>().Key;
        app.Use((http, next) =>
        {
            if (http.Request.Face() is var face and not ApiFace.None && !IsOpen(http.Request) && !HasKey(http.Request, expected))
                throw face == ApiFace.Meta ? InvalidKey() : Refusal.Plain(StatusCodes.Status401Unauthorized, "Invalid API key");
            return next(http);
        });
    }

    /// <summary>
    /// The control API and the phones ask for no key, so that a page of some other site must not send their forms through the
    /// browser of whoever runs the emulator.
    /// </summary>
    public static void UseOwnSiteOnly(this IApplicationBuilder app) => app.Use((http, next) =>
        http.Request.Headers["Sec-Fetch-Site"] == "cross-site" && !HttpMethods.IsGet(http.Request.Method)
            ? throw Refusal.Plain(StatusCodes.Status403Forbidden, "A page of another site may not change anything here")
            : next(http));

    private static bool IsOpen(HttpRequest request) => request.Path.Equals(ApiFaces.MediaDownload, StringComparison.OrdinalIgnoreCase);

    /// <summary>The key that came along, also as a bearer on the proxy; empty when there is none.</summary>
    public static string KeyOf(HttpRequest request)
    {
        var given = request.Headers["X-API-Key"].ToString();
        return given.Length == 0 && request.Face() == ApiFace.Meta && request.Headers.Authorization.ToString() is { } bearer
            && bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? bearer["Bearer ".Length..].Trim()
            : given;
    }

    private static bool HasKey(HttpRequest request, string? expected)
    {
        var given = KeyOf(request);
        return given.Length > 0
            && (expected is null || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected)));
    }

    // No code: the one observed body has none, and Meta's 190 would speak of the customer's token.
    public static Refusal InvalidKey() => new(StatusCodes.Status401Unauthorized, new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = "Invalid API key", ["type"] = "OAuthException" },
    });

    private static partial class Log
    {
        // The endpoint's pattern, because a path may hold a link's token or somebody's number.
        [LoggerMessage(Level = LogLevel.Error, Message = "The emulator failed at {Endpoint}")]
        public static partial void Failed(ILogger logger, Exception failure, string? endpoint);
    }
}
