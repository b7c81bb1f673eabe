namespace Threadway.Kapso.Conformance.Tests.Common;

/// <summary>Every operation of contract 3 to 7 and 10 to 13, about things that no project has.</summary>
internal static class Operations
{
    private const string Uuid = "00000000-0000-7000-8000-00000000dead";
    private const string MetaId = "999999999999999";
    private const string Wamid = "wamid.HBgMbm9ib2R5";

    private const string Template = """{"messaging_product":"whatsapp","to":"573001234567","type":"template","template":{"name":"x","language":{"code":"en"}}}""";
    private const string Number = """{"whatsapp_phone_number":{"name":"N","phone_number_id":"888888888888888","business_account_id":"777777777777777","access_token":"t"}}""";
    private const string Webhook = """{"whatsapp_webhook":{"url":"https://tenant.example/hook","secret_key":"s","events":["whatsapp.message.received"]}}""";

    /// <summary>Section, method, path, body; and whether an unknown id in the path makes it a 404.</summary>
    public static readonly (string Section, string Method, string Path, string? Body, bool IsOfUnknown)[] Platform =
    [
        ("3", "GET", "/customers", null, false),
        ("3", "POST", "/customers", """{"customer":{"name":"N"}}""", false),
        ("3", "GET", $"/customers/{Uuid}", null, true),
        ("3", "PATCH", $"/customers/{Uuid}", """{"customer":{"name":"N"}}""", true),
        ("3", "DELETE", $"/customers/{Uuid}", null, true),
        ("4.1", "GET", $"/customers/{Uuid}/setup_links", null, true),
        ("4.1", "POST", $"/customers/{Uuid}/setup_links", """{"setup_link":{}}""", true),
        ("4.1", "PATCH", $"/customers/{Uuid}/setup_links/{Uuid}", """{"setup_link":{"language":"es"}}""", true),
        ("6.2", "GET", "/whatsapp/phone_numbers", null, false),
        ("6.2", "POST", $"/customers/{Uuid}/whatsapp/phone_numbers", Number, true),
        ("6.2", "GET", $"/whatsapp/phone_numbers/{MetaId}", null, true),
        ("6.2", "PATCH", $"/whatsapp/phone_numbers/{MetaId}", """{"whatsapp_phone_number":{"name":"N"}}""", true),
        ("6.2", "DELETE", $"/whatsapp/phone_numbers/{MetaId}", null, true),
        ("6.2", "GET", $"/whatsapp/phone_numbers/{MetaId}/display_name_requests", null, true),
        ("6.2", "POST", $"/whatsapp/phone_numbers/{MetaId}/display_name_requests", """{"display_name_request":{"new_display_name":"N"}}""", true),
        ("6.2", "GET", $"/whatsapp/phone_numbers/{MetaId}/display_name_requests/{Uuid}", null, true),
        ("7", "GET", "/whatsapp/webhooks", null, false),
        ("7", "POST", "/whatsapp/webhooks", Webhook, false),
        ("7", "GET", $"/whatsapp/webhooks/{Uuid}", null, true),
        ("7", "PATCH", $"/whatsapp/webhooks/{Uuid}", """{"whatsapp_webhook":{"active":false}}""", true),
        ("7", "DELETE", $"/whatsapp/webhooks/{Uuid}", null, true),
        ("7", "POST", $"/whatsapp/webhooks/{Uuid}/test", "{}", true),
        ("7", "GET", $"/whatsapp/phone_numbers/{MetaId}/webhooks", null, true),
        ("7", "POST", $"/whatsapp/phone_numbers/{MetaId}/webhooks", Webhook, true),
        ("7", "GET", $"/whatsapp/phone_numbers/{MetaId}/webhooks/{Uuid}", null, true),
        ("7", "PATCH", $"/whatsapp/phone_numbers/{MetaId}/webhooks/{Uuid}", """{"whatsapp_webhook":{"active":false}}""", true),
        ("7", "DELETE", $"/whatsapp/phone_numbers/{MetaId}/webhooks/{Uuid}", null, true),
        ("10", "GET", "/webhook_deliveries", null, false),
        ("11", "GET", "/whatsapp/messages", null, false),
        ("11", "GET", $"/whatsapp/messages/{Wamid}", null, true),
        ("11", "GET", "/whatsapp/conversations", null, false),
        ("11", "GET", $"/whatsapp/conversations/{Uuid}", null, true),
        ("11", "PATCH", $"/whatsapp/conversations/{Uuid}", """{"whatsapp_conversation":{"status":"ended"}}""", true),
        ("11", "GET", "/whatsapp/contacts", null, false),
        ("11", "POST", "/whatsapp/contacts", """{"contact":{"wa_id":"573001234567"}}""", false),
        ("11", "GET", $"/whatsapp/contacts/{Uuid}", null, true),
        ("11", "PATCH", $"/whatsapp/contacts/{Uuid}", """{"contact":{"display_name":"N"}}""", true),
        ("11", "DELETE", $"/whatsapp/contacts/{Uuid}", null, true),
        ("13.1", "POST", "/whatsapp/media", $$"""{"media_ingest":{"phone_number_id":"{{MetaId}}","source":"https://tenant.example/a.png"} }""", true),
    ];

    /// <summary>The same for the proxy, where the number or the account in the path is unknown.</summary>
    public static readonly (string Section, string Method, string Path, string? Body, bool IsOfUnknown)[] Proxy =
    [
        ("12", "POST", $"/{MetaId}/messages", Template, true),
        ("12.3", "POST", $"/{MetaId}/marketing_messages", Template, true),
        ("11", "GET", $"/{MetaId}/messages", null, true),
        ("11", "GET", $"/{MetaId}/messages/{Wamid}", null, true),
        ("11", "GET", $"/{MetaId}/conversations", null, true),
        ("11", "GET", $"/{MetaId}/contacts", null, true),
        ("13.1", "POST", $"/{MetaId}/media", null, false),
        ("13.1", "GET", $"/{MetaId}?phone_number_id={MetaId}", null, true),
        ("13.1", "DELETE", $"/{MetaId}?phone_number_id={MetaId}", null, true),
        ("13.2", "GET", $"/{MetaId}/message_templates", null, true),
        ("13.2", "POST", $"/{MetaId}/message_templates", """{"name":"x","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"x"}]}""", true),
        ("13.2", "DELETE", $"/{MetaId}/message_templates?name=x", null, true),
        ("13.3", "GET", $"/{MetaId}/whatsapp_business_profile", null, true),
        ("13.3", "POST", $"/{MetaId}/whatsapp_business_profile", """{"messaging_product":"whatsapp","about":"x"}""", true),
        ("13.4", "POST", $"/{MetaId}/request_code", """{"code_method":"SMS","language":"en"}""", true),
        ("13.4", "POST", $"/{MetaId}/verify_code", """{"code":"123456"}""", true),
        ("13.4", "POST", $"/{MetaId}/register", """{"messaging_product":"whatsapp","pin":"123456"}""", true),
        ("13.4", "POST", $"/{MetaId}/deregister", null, true),
    ];
}
