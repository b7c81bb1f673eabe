namespace Threadway.Web.Audit;

/// <summary>The stable words of what was done; a refused reconnect is written down under its mismatch's own code.</summary>
internal static class AuditAction
{
    public const string SetupLinkCreated = "setup_link_created";

    public const string ConnectionChanged = "connection_changed";

    public const string DisconnectRequested = "disconnect_requested";

    public const string ApiKeyCreated = "api_key_created";

    public const string ApiKeyRevoked = "api_key_revoked";

    public const string CrossCustomerClaim = "cross_customer_claim";
}
