namespace Threadway.Kapso.Emulator.Phones;

/// <summary>A kind of message that has no form of its own on the phone's page, with one to start from as Meta words it (contract 9.5).</summary>
internal sealed record PhoneKind(string Name, string Words, string Json)
{
    private const string Original = "wamid.ORIGINAL";

    public static readonly PhoneKind[] All =
    [
        new("order", "Order", """{"type":"order","order":{"catalog_id":"7001","text":"To go, please","product_items":[{"product_retailer_id":"bread-01","quantity":2,"item_price":3.5,"currency":"USD"}]}}"""),
        new("product", "Question about a product", """{"type":"text","text":{"body":"Is this still there?"},"context":{"referred_product":{"catalog_id":"7001","product_retailer_id":"bread-01"}}}"""),
        new("referral", "From an ad", """{"type":"text","text":{"body":"I saw your ad"},"referral":{"source_url":"https://fb.me/x1","source_id":"6650011","source_type":"ad","headline":"Fresh bread","body":"Every morning","media_type":"image","image_url":"https://cdn.example/bread.jpg","ctwa_clid":"CLID-1"}}"""),
        new("welcome", "Opened the chat", """{"type":"request_welcome"}"""),
        new("calls", "Call permission", """{"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"accept","is_permanent":false,"expiration_timestamp":"1790000000","response_source":"user_action"}}}"""),
        new("button", "Template's button", """{"type":"button","button":{"payload":"yes","text":"Yes"}}"""),
        new("flow", "Answer of a flow", """{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"flow_token\":\"unused\",\"size\":\"M\"}"}}}"""),
        new("forwarded", "Forwarded", """{"type":"text","text":{"body":"Look at this"},"context":{"forwarded":true,"frequently_forwarded":true}}"""),
        new("group", "In a group", """{"type":"text","text":{"body":"There in 5"},"group_id":"120363000000000001@g.us"}"""),
        new("hidden", "Without a number", """{"type":"text","text":{"body":"Hello"},"from":null,"username":"rosa"}"""),
        new("edit", "Edited", """{"type":"edit","edit":{"original_message_id":"wamid.ORIGINAL","message":{"type":"text","text":{"body":"At 5, not at 4"}}}}"""),
        new("revoke", "Deleted", """{"type":"revoke","revoke":{"original_message_id":"wamid.ORIGINAL"}}"""),
        new("number", "New number", """{"type":"system","system":{"type":"user_changed_number","body":"The number changed","wa_id":"573009998877"}}"""),
        new("unsupported", "Unsupported", """{"type":"unsupported","unsupported":{"type":"event"},"errors":[{"code":131051,"title":"Message type unknown","message":"Message type unknown","error_data":{"details":"Message type is currently not supported."}}]}"""),
        new("once", "Seen on the phone alone", """{"type":"unsupported","errors":[{"code":131060,"title":"This message is unavailable","message":"This message is unavailable","error_data":{"details":"This message can only be read on the phone."}}]}"""),
    ];

    /// <summary>What is about a message is about this one.</summary>
    public string About(string? messageId) => messageId is null ? Json : Json.Replace(Original, messageId, StringComparison.Ordinal);
}
