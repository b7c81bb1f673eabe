using Microsoft.AspNetCore.WebUtilities;

namespace Threadway.Web.Connections.Setup;

/// <summary>The addresses of a setup: two that Kapso sends the browser back to, one to go on from, and the pages that say how it came out.</summary>
internal static class SetupPaths
{
    public const string Success = "/api/webhooks/kapso/success";

    public const string Failure = "/api/webhooks/kapso/failed";

    public static string Continue(Guid connectId) => $"/connect/{connectId}/continue";

    public static string PutAway(Guid connectId) => $"/connect/{connectId}/put-away";

    public static string Connected(string linkId) => QueryHelpers.AddQueryString("/whatsapp/connected", "link", linkId);

    /// <param name="linkId">Null where nothing may be said of a link; the code alone is explained then.</param>
    public static string Failed(string? linkId, string code) =>
        QueryHelpers.AddQueryString("/whatsapp/failed", new Dictionary<string, string?> { ["link"] = linkId, ["code"] = code });
}
