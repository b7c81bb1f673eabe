using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Messaging.Outbox.Drafts;

namespace Threadway.Web.Tests.Messaging.Drafts;

/// <summary>Messages as a caller writes them.</summary>
internal static class Draft
{
    public static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One of each type, and of each kind of interactive message, that can be sent.</summary>
    public static readonly (string Type, string Content)[] All =
    [
        ("text", """{"body":"Hello","preview_url":true}"""),
        ("image", """{"id":"123","caption":"A"}"""),
        ("video", """{"link":"https://example.org/a.mp4"}"""),
        ("document", """{"id":"123","filename":"a.pdf","caption":"A"}"""),
        ("audio", """{"id":"123","voice":true}"""),
        ("sticker", """{"id":"123"}"""),
        ("location", """{"latitude":4.6,"longitude":"-74.1","name":"N","address":"A"}"""),
        ("contacts", """[{"name":{"formatted_name":"Ana"},"phones":[{"phone":"+573001234567"}],"org":{"company":"C"},"birthday":"2000-01-01"}]"""),
        ("reaction", """{"message_id":"wamid.1","emoji":"👍🏽"}"""),
        ("reaction", """{"message_id":"wamid.1","emoji":""}"""),
        ("template", """{"name":"t","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"A"}]}]}"""),
        ("interactive", """{"type":"button","header":{"type":"image","image":{"id":"1"}},"body":{"text":"B"},"footer":{"text":"F"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Yes"}}]}}"""),
        ("interactive", """{"type":"list","body":{"text":"B"},"action":{"button":"Open","sections":[{"rows":[{"id":"1","title":"One","description":"D"}]}]}}"""),
        ("interactive", """{"type":"cta_url","body":{"text":"B"},"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"https://example.org"}}}"""),
        ("interactive", """{"type":"flow","body":{"text":"B"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Start"}}}"""),
        ("interactive", """{"type":"carousel","body":{"text":"B"},"action":{"cards":[{"card_index":0,"type":"cta_url","header":{"type":"image","image":{"link":"https://e.org/1"}},"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"https://e.org"}}},{"card_index":1,"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"1","title":"Yes"}}]}}]}}"""),
        ("interactive", """{"type":"location_request_message","body":{"text":"B"},"action":{"name":"send_location"}}"""),
        ("interactive", """{"type":"request_contact_info","body":{"text":"B"},"action":{"name":"request_contact_info"}}"""),
        ("interactive", """{"type":"address_message","action":{"name":"address_message"}}"""),
        ("interactive", """{"type":"order_details","body":{"text":"B"},"action":{"name":"review_and_pay"}}"""),
        ("interactive", """{"type":"order_status","body":{"text":"B"},"action":{"name":"review_order"}}"""),
        ("interactive", """{"type":"product","action":{"catalog_id":"1","product_retailer_id":"2"}}"""),
        ("interactive", """{"type":"product_list","header":{"type":"text","text":"H"},"body":{"text":"B"},"action":{"catalog_id":"1","sections":[{"product_items":[{"product_retailer_id":"2"}]}]}}"""),
        ("interactive", """{"type":"catalog_message","body":{"text":"B"},"action":{"name":"catalog_message"}}"""),
        ("interactive", """{"type":"call_permission_request","action":{"name":"call_permission_request"}}"""),
        ("raw", """{"type":"hologram","hologram":{"depth":3}}"""),
        ("raw", """{"type":"interactive","interactive":{"type":"newer","x":1}}"""),
    ];

    public static JsonObject Body(string type, string content) => new() { ["to"] = "+573001234567", ["type"] = type, [type] = JsonNode.Parse(content) };

    public static (MessageDraft? Draft, MessageRefusal? Refusal) Read(JsonNode? body) => Read(JsonElement.Parse(body?.ToJsonString() ?? "null"));

    public static (MessageDraft? Draft, MessageRefusal? Refusal) Read(JsonElement body) =>
        DraftReader.TryRead(body, Now, out var draft, out var refusal) ? (draft, null) : (null, refusal);

    /// <summary>Puts a value at a path (<c>action.buttons[1].reply.title</c>); null takes away what is there.</summary>
    public static JsonNode With(this JsonNode root, string path, JsonNode? value)
    {
        var at = root;
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (index, step) in steps.Index())
        {
            var isLast = index == steps.Length - 1;
            if (step[0] == '[')
            {
                var place = int.Parse(step.Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture);
                if (isLast) at.AsArray()[place] = value;
                else at = at[place]!;
            }
            else if (!isLast)
            {
                at = at[step] ?? (at[step] = new JsonObject());
            }
            else if (value is null)
            {
                at.AsObject().Remove(step);
            }
            else
            {
                at[step] = value;
            }
        }
        return root;
    }
}
