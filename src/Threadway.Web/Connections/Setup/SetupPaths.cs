namespace Threadway.Web.Connections.Setup;

/// <summary>The addresses of a setup: two that Kapso sends the browser back to, and one to go on from.</summary>
internal static class SetupPaths
{
    public const string Success = "/api/webhooks/kapso/success";

    public const string Failure = "/api/webhooks/kapso/failed";

    public static string Continue(Guid connectId) => $"/connect/{connectId}/continue";
}
