using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.Phones;

/// <summary>What a message says in words, by its type: what Kapso has as its content, and lists and quotes as its text.</summary>
internal static class MessageWords
{
    public const string CallPermission = "call_permission_reply";

    /// <summary>Empty for what has no words. <paramref name="besides"/> holds what stands beside the object of its type.</summary>
    public static string Of(string type, JsonNode? content, JsonNode? besides) => type switch
    {
        "text" => content.Words("body") ?? "",
        "location" => Joined(content.Words("name"), content.Words("address")),
        "contacts" => Joined([.. content.Items().Select(NameOf)]),
        "reaction" => content.Words("emoji") ?? "",
        "button" => content.Words("text") ?? content.Words("payload") ?? "",
        "interactive" => Reply(content),
        "order" => Joined([.. content.Items("product_items").Select(Item), content.Words("text")]),
        "edit" => Edited(content),
        "revoke" => "Deleted a message",
        "system" => content.Words("body") ?? "Something about this chat changed",
        "request_welcome" => "Opened the chat for the first time",
        "unsupported" => Problem(besides) ?? Kind(content) ?? "WhatsApp cannot hand this message on",
        _ => content.Words("caption") ?? content.Words("body") ?? content.Words("text") ?? Problem(besides) ?? "",
    };

    /// <summary>A card's name; of one without, the number or address.</summary>
    public static string? NameOf(JsonNode? contact) =>
        contact.Words("name", "formatted_name") ?? contact.Words("name", "first_name") ?? contact.Words("org", "company")
        ?? contact.Items("phones").FirstOrDefault().Words("phone") ?? contact.Items("emails").FirstOrDefault().Words("email");

    /// <summary><c>2 × bread-01, 35.50 MXN</c>.</summary>
    public static string? Item(JsonNode? item)
    {
        var product = item.Words("name") ?? item.Words("product_retailer_id") ?? "a product";
        var price = Joined([item.Words("item_price"), item.Words("currency")], " ");
        return Joined($"{item.Words("quantity") ?? "1"} × {product}", price);
    }

    /// <summary>The first error's own words: newer ones have them in <c>error_data</c>, older ones at the top (contract 9.5).</summary>
    public static string? Problem(JsonNode? besides)
    {
        var error = besides.Items("errors").FirstOrDefault();
        return error.Words("error_data", "details") ?? error.Words("details") ?? error.Words("message") ?? error.Words("title");
    }

    private static string? Kind(JsonNode? content) => content.Words("type") is { } kind ? $"A message of type {kind}" : null;

    private static string Edited(JsonNode? edit)
    {
        var message = edit.At("message");
        return message.Words("type") is { } type && type != "edit" ? Of(type, message.At(type), message) : message.Words("text", "body") ?? "";
    }

    private static string Reply(JsonNode? reply) => reply.Words("type") switch
    {
        "button_reply" or "list_reply" => reply.Words(reply.Words("type")!, "title") ?? reply.Words(reply.Words("type")!, "id") ?? "",
        "nfm_reply" => reply.Words("nfm_reply", "body") ?? reply.Words("nfm_reply", "name") ?? "",
        CallPermission => reply.Words(CallPermission, "response") switch
        {
            "accept" => "Calls are allowed",
            "reject" => "Calls are not allowed",
            _ => "Answered whether calls are allowed",
        },
        var other => reply.Words("body", "text") ?? (other is null ? "" : reply.Words(other, "title") ?? reply.Words(other, "body") ?? ""),
    };

    private static string Joined(params string?[] parts) => Joined(parts, ", ");

    private static string Joined(string?[] parts, string between) => string.Join(between, parts.Where(part => part is { Length: > 0 }));
}
