using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 6.3: not wrapped in <c>data</c>, and a dead token is Ruby text inside a string.</summary>
internal static class PhoneNumberHealth
{
    private const string DeadToken =
        """{"error" => {"message" => "Error validating access token: the session has been invalidated", "type" => "OAuthException", "code" => 190}}""";

    public static JsonObject Of(PhoneNumber number, DateTimeOffset now)
    {
        var alive = !number.Revoked;
        var checks = new JsonObject
        {
            ["phone_number_access"] = alive ? Check(true, Details(number)) : Failed(DeadToken),
            ["phone_number_connection"] = Check(number.IsConnected, new JsonObject { ["status"] = number.Status }),
            ["messaging_health"] = Messaging(number),
            ["webhook_subscription"] = Check(alive, new JsonObject
            {
                ["app_id"] = "100000000000003",
                ["subscribed"] = alive,
                ["subscribed_fields"] = new JsonArray("messages", "account_update"),
            }),
            ["webhook_verified"] = Check(true, new JsonObject
            {
                ["verified_at"] = Answer.Time(number.CreatedAt),
                ["message"] = "Webhook verified",
            }),
        };
        if (number.IsCoexistence)
            checks["token_validity"] = alive ? Check(true, null) : Failed(DeadToken);

        return new JsonObject
        {
            ["status"] = number.IsConnected ? "healthy" : "unhealthy",
            ["timestamp"] = Answer.Time(now),
            ["error"] = null,
            ["checks"] = checks,
        };
    }

    private static JsonObject Details(PhoneNumber number) => new()
    {
        ["verified_name"] = number.VerifiedName,
        ["display_phone_number"] = PhoneText.Format(number.Digits),
        ["quality_rating"] = "GREEN",
        ["status"] = number.Status,
        ["throughput_tier"] = number.IsCoexistence ? "STANDARD" : "TIER_10K",
        ["id"] = number.Id,
    };

    private static JsonObject Messaging(PhoneNumber number) => new()
    {
        ["passed"] = number.IsConnected,
        ["overall_status"] = number.IsConnected ? "AVAILABLE" : "BLOCKED",
        ["details"] = new JsonObject
        {
            ["entities"] = new JsonArray(
                Entity("PHONE_NUMBER", number.Id, number.IsConnected),
                Entity("WABA", number.BusinessAccountId, !number.Revoked)),
        },
    };

    private static JsonObject Entity(string type, string id, bool canSend) => new()
    {
        ["entity_type"] = type,
        ["id"] = id,
        ["can_send_message"] = canSend ? "AVAILABLE" : "BLOCKED",
    };

    private static JsonObject Check(bool passed, JsonObject? details)
    {
        var check = new JsonObject { ["passed"] = passed };
        if (details is not null)
            check["details"] = details;
        return check;
    }

    private static JsonObject Failed(string error) => new() { ["passed"] = false, ["error"] = error };
}
