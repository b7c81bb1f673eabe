using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Threadway.Kapso.Webhooks;

namespace Threadway.Web.Tests.Messaging.Receiving;

/// <summary>Events as Kapso words them, read as the app reads them. Times are seconds after a beginning.</summary>
internal sealed class ToldEvents(string phoneNumberId)
{
    public static readonly DateTimeOffset Beginning = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    public static DateTimeOffset At(int seconds) => Beginning.AddSeconds(seconds);

    public KapsoEvent Inbound(string wamid, int at, string type, string content, string? from, string? userId = null, string? name = null, string? besides = null, string origin = "cloud_api")
    {
        var message = Message(wamid, at, type, content, besides);
        if (from is not null) message["from"] = from;
        if (userId is not null) message["from_user_id"] = userId;
        message["kapso"] = new JsonObject { ["direction"] = "inbound", ["status"] = "received", ["origin"] = origin, ["contact_name"] = name };
        return Event("whatsapp.message.received", message);
    }

    public KapsoEvent Text(string wamid, int at, string from, string? userId = null, string? name = null) =>
        Inbound(wamid, at, "text", """{"body":"Hola"}""", from, userId, name);

    /// <param name="statuses">A word, when, and for a failure its code: <c>failed@13:131026</c>.</param>
    public KapsoEvent Outbound(
        string wamid, int at, string to, string[] statuses, string? callback = null, string type = "text", string origin = "cloud_api", string? status = null, string content = """{"body":"Hi"}""")
    {
        var message = Message(wamid, at, type, content, null);
        message["to"] = to;
        var kapso = new JsonObject { ["direction"] = "outbound", ["status"] = status ?? statuses[^1].Split('@')[0], ["origin"] = origin };
        if (statuses.Length > 0) kapso["statuses"] = new JsonArray([.. statuses.Select(one => Status(wamid, to, one, callback))]);
        message["kapso"] = kapso;
        return Event($"whatsapp.message.{kapso["status"]}", message);
    }

    /// <summary>A status as Meta tells it: without its message.</summary>
    public KapsoEvent StatusAlone(string wamid, string to, string status, string? callback = null) => Read("", new JsonObject
    {
        ["object"] = "whatsapp_business_account",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = "1",
            ["changes"] = new JsonArray(new JsonObject
            {
                ["field"] = "messages",
                ["value"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["phone_number_id"] = phoneNumberId },
                    ["statuses"] = new JsonArray(Status(wamid, to, status, callback)),
                },
            }),
        }),
    });

    public KapsoEvent Identity(string? waId, string userId, string previous) => Read("whatsapp.contact.identity_changed", new JsonObject
    {
        ["contact"] = new JsonObject { ["id"] = "c1", ["wa_id"] = waId, ["business_scoped_user_id"] = userId },
        ["previous"] = new JsonObject { ["business_scoped_user_id"] = previous },
        ["phone_number_id"] = phoneNumberId,
    });

    public KapsoEvent Marketing(string waId, string status, int sequence, int at) => Read("whatsapp.contact.marketing_preference_changed", new JsonObject
    {
        ["contact"] = new JsonObject { ["id"] = "c1", ["wa_id"] = waId },
        ["marketing_preference"] = new JsonObject { ["status"] = status, ["sequence"] = sequence, ["occurred_at"] = At(at).ToString("O", CultureInfo.InvariantCulture) },
        ["phone_number_id"] = phoneNumberId,
    });

    private static JsonObject Message(string wamid, int at, string type, string content, string? besides)
    {
        var message = besides is null ? [] : JsonNode.Parse(besides)!.AsObject();
        message["id"] = wamid;
        message["timestamp"] = Seconds(at);
        message["type"] = type;
        message[type] = JsonNode.Parse(content);
        return message;
    }

    private static JsonObject Status(string wamid, string to, string told, string? callback)
    {
        var (word, rest) = (told.Split('@')[0], told.Split('@')[1].Split(':'));
        var status = new JsonObject
        {
            ["id"] = wamid,
            ["status"] = word,
            ["timestamp"] = Seconds(int.Parse(rest[0], CultureInfo.InvariantCulture)),
            ["recipient_id"] = to,
        };
        if (callback is not null) status["biz_opaque_callback_data"] = callback;
        if (rest.Length > 1)
            status["errors"] = new JsonArray(new JsonObject { ["code"] = int.Parse(rest[1], CultureInfo.InvariantCulture), ["title"] = "Refused", ["error_data"] = new JsonObject { ["details"] = "For a reason" } });
        return status;
    }

    private static string Seconds(int at) => At(at).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private KapsoEvent Event(string name, JsonObject message) => Read(name, new JsonObject { ["message"] = message, ["phone_number_id"] = phoneNumberId });

    private static KapsoEvent Read(string name, JsonObject body)
    {
        Assert.True(WebhookReader.TryRead(name, Encoding.UTF8.GetBytes(body.ToJsonString()), out var read));
        return read!;
    }
}
