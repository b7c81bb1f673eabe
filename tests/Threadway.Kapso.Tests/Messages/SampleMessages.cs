using System.Text.Json;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages;

/// <summary>One message of each kind, with the JSON of its content as Meta wants it (contract 12.1).</summary>
internal static class SampleMessages
{
    private static readonly Uri Picture = new("https://example.com/a.jpg");

    public static IReadOnlyDictionary<string, (OutgoingMessage Message, string Content)> All { get; } =
        new Dictionary<string, (OutgoingMessage, string)>
        {
            ["text"] = (new TextMessage { Body = "Hola", PreviewUrl = true }, """{"body":"Hola","preview_url":true}"""),
            ["image"] = (
                new ImageMessage { Link = Picture, Caption = "Pan" }, """{"caption":"Pan","link":"https://example.com/a.jpg"}"""),
            ["video"] = (new VideoMessage { MediaId = "77", Caption = "Pan" }, """{"caption":"Pan","id":"77"}"""),
            ["audio"] = (new AudioMessage { MediaId = "77", Voice = true }, """{"voice":true,"id":"77"}"""),
            ["document"] = (
                new DocumentMessage { MediaId = "77", Filename = "a.pdf", Caption = "Pan" },
                """{"filename":"a.pdf","caption":"Pan","id":"77"}"""),
            ["sticker"] = (new StickerMessage { MediaId = "77" }, """{"id":"77"}"""),
            ["location"] = (
                new LocationMessage { Latitude = 4.711, Longitude = -74.0721, Name = "Sol", Address = "Calle 1" },
                """{"latitude":4.711,"longitude":-74.0721,"name":"Sol","address":"Calle 1"}"""),
            ["contacts"] = (
                new ContactsMessage
                {
                    Contacts =
                    [
                        new()
                        {
                            Name = new() { FormattedName = "Ana Sol", FirstName = "Ana" },
                            Phones = [new() { Phone = "+34 600 99 88 77", Type = "CELL", WaId = "34600998877" }],
                            Emails = [new() { Email = "ana@example.com", Type = "WORK" }],
                            Org = new() { Company = "Sol" },
                            Urls = [new() { Url = new("https://example.com/"), Type = "WORK" }],
                            Addresses = [new() { City = "Sevilla", CountryCode = "ES" }],
                            Birthday = "1990-01-02",
                        },
                    ],
                },
                """
                [{
                  "name": { "formatted_name": "Ana Sol", "first_name": "Ana" },
                  "phones": [{ "phone": "+34 600 99 88 77", "type": "CELL", "wa_id": "34600998877" }],
                  "emails": [{ "email": "ana@example.com", "type": "WORK" }],
                  "org": { "company": "Sol" },
                  "urls": [{ "url": "https://example.com/", "type": "WORK" }],
                  "addresses": [{ "city": "Sevilla", "country_code": "ES" }],
                  "birthday": "1990-01-02"
                }]
                """),
            ["reaction"] = (
                new ReactionMessage { MessageId = "wamid.1", Emoji = "👍" }, """{"message_id":"wamid.1","emoji":"👍"}"""),
            ["template"] = (
                new TemplateMessage
                {
                    Name = "order_ready",
                    Language = "es",
                    Components =
                    [
                        TemplateComponent.Header(TemplateParameter.OfImage(new() { MediaId = "77" })),
                        TemplateComponent.Body(TemplateParameter.OfText("Ana"), TemplateParameter.OfText("hour", "10:00")),
                        TemplateComponent.UrlButton(0, "42"),
                        TemplateComponent.QuickReplyButton(1, "stop"),
                        TemplateComponent.FlowButton(2, "token", JsonElement.Parse("""{"a":1}""")),
                    ],
                },
                """
                {
                  "name": "order_ready", "language": { "code": "es" },
                  "components": [
                    { "type": "header", "parameters": [{ "type": "image", "image": { "id": "77" } }] },
                    { "type": "body", "parameters": [
                      { "type": "text", "text": "Ana" }, { "type": "text", "text": "10:00", "parameter_name": "hour" }] },
                    { "type": "button", "sub_type": "url", "index": "0", "parameters": [{ "type": "text", "text": "42" }] },
                    { "type": "button", "sub_type": "quick_reply", "index": "1", "parameters": [{ "type": "payload", "payload": "stop" }] },
                    { "type": "button", "sub_type": "flow", "index": "2", "parameters": [
                      { "type": "action", "action": { "flow_token": "token", "flow_action_data": { "a": 1 } } }] }
                  ]
                }
                """),
            ["template with files"] = (
                new TemplateMessage
                {
                    Name = "menu",
                    Language = "en_US",
                    Components =
                    [
                        TemplateComponent.Header(TemplateParameter.OfDocument(new() { Link = Picture, Filename = "menu.pdf" })),
                        TemplateComponent.CopyCodeButton(0, "SOL25"),
                    ],
                },
                """
                { "name": "menu", "language": { "code": "en_US" }, "components": [
                  { "type": "header", "parameters": [
                    { "type": "document", "document": { "link": "https://example.com/a.jpg", "filename": "menu.pdf" } }] },
                  { "type": "button", "sub_type": "copy_code", "index": "0", "parameters": [
                    { "type": "coupon_code", "coupon_code": "SOL25" }] }] }
                """),
            ["buttons"] = (
                InteractiveMessage.OfButtons("Come?", new("y", "Yes"), new("n", "No")) with
                {
                    Header = InteractiveHeader.OfText("Sol"),
                    Footer = "Until 9",
                },
                """
                {
                  "type": "button", "header": { "type": "text", "text": "Sol" }, "body": { "text": "Come?" }, "footer": { "text": "Until 9" },
                  "action": { "buttons": [
                    { "type": "reply", "reply": { "id": "y", "title": "Yes" } }, { "type": "reply", "reply": { "id": "n", "title": "No" } }] }
                }
                """),
            ["list"] = (
                InteractiveMessage.OfList(
                    "Which?", "See", new ListSection { Title = "Bread", Rows = [new("1", "Rye", "Dark"), new("2", "White")] }) with
                {
                    Header = InteractiveHeader.OfDocument(new() { MediaId = "77", Filename = "menu.pdf" }),
                },
                """
                {
                  "type": "list", "header": { "type": "document", "document": { "id": "77", "filename": "menu.pdf" } },
                  "body": { "text": "Which?" },
                  "action": { "button": "See", "sections": [{ "title": "Bread", "rows": [
                    { "id": "1", "title": "Rye", "description": "Dark" }, { "id": "2", "title": "White" }] }] }
                }
                """),
            ["url"] = (
                InteractiveMessage.OfUrl("Look", "Open", new("https://example.com/menu")) with
                {
                    Header = InteractiveHeader.OfImage(new() { Link = Picture }),
                },
                """
                {
                  "type": "cta_url", "header": { "type": "image", "image": { "link": "https://example.com/a.jpg" } },
                  "body": { "text": "Look" },
                  "action": { "name": "cta_url", "parameters": { "display_text": "Open", "url": "https://example.com/menu" } }
                }
                """),
            ["catalog"] = (
                InteractiveMessage.OfCatalog("All we bake", "rye-1"),
                """
                { "type": "catalog_message", "body": { "text": "All we bake" },
                  "action": { "name": "catalog_message", "parameters": { "thumbnail_product_retailer_id": "rye-1" } } }
                """),
            ["catalog without a picture"] = (
                InteractiveMessage.OfCatalog("All we bake"),
                """{ "type": "catalog_message", "body": { "text": "All we bake" }, "action": { "name": "catalog_message" } }"""),
            ["flow"] = (
                InteractiveMessage.OfFlow("Book", new() { FlowId = "5", FlowCta = "Start", FlowToken = "t", Action = "navigate" }) with
                {
                    Header = InteractiveHeader.OfVideo(new() { MediaId = "77" }),
                },
                """
                {
                  "type": "flow", "header": { "type": "video", "video": { "id": "77" } }, "body": { "text": "Book" },
                  "action": { "name": "flow", "parameters": {
                    "flow_message_version": "3", "flow_id": "5", "flow_cta": "Start", "flow_token": "t", "flow_action": "navigate" } }
                }
                """),
            ["location request"] = (
                InteractiveMessage.OfLocationRequest("Where?"),
                """{ "type": "location_request_message", "body": { "text": "Where?" }, "action": { "name": "send_location" } }"""),
            ["reaction taken back"] = (ReactionMessage.Removal("wamid.1"), """{"message_id":"wamid.1","emoji":""}"""),
            ["hologram"] = (OutgoingMessage.Raw("hologram", JsonElement.Parse("""{"depth":3}""")), """{"depth":3}"""),
            ["contact request"] = (
                InteractiveMessage.OfContactRequest("Your number?"),
                """{ "type": "request_contact_info", "body": { "text": "Your number?" }, "action": { "name": "request_contact_info" } }"""),
            ["address request"] = (
                InteractiveMessage.OfAddressRequest(
                    "Where to?", "IN", new() { Name = "Asha", InPinCode = "560001" }, [new("a1", new() { City = "Bengaluru", LandmarkArea = "Park" })]),
                """
                { "type": "address_message", "body": { "text": "Where to?" }, "action": { "name": "address_message", "parameters": {
                  "country": "IN", "values": { "name": "Asha", "in_pin_code": "560001" },
                  "saved_addresses": [{ "id": "a1", "value": { "landmark_area": "Park", "city": "Bengaluru" } }] } } }
                """),
            ["product"] = (
                InteractiveMessage.OfProduct("9", "rye-1", "Fresh"),
                """{ "type": "product", "body": { "text": "Fresh" }, "action": { "catalog_id": "9", "product_retailer_id": "rye-1" } }"""),
            ["carousel"] = (
                InteractiveMessage.OfCarousel(
                    "Our bread",
                    CarouselCard.OfUrl(InteractiveHeader.OfImage(new() { Link = Picture }), "Rye", "See", new("https://example.com/rye")),
                    CarouselCard.OfButtons(InteractiveHeader.OfVideo(new() { MediaId = "77" }), null, new ReplyButton("w", "White")),
                    CarouselCard.OfProduct("9", "rye-1")),
                """
                { "type": "carousel", "body": { "text": "Our bread" }, "action": { "cards": [
                  { "card_index": 0, "type": "cta_url", "header": { "type": "image", "image": { "link": "https://example.com/a.jpg" } },
                    "body": { "text": "Rye" },
                    "action": { "name": "cta_url", "parameters": { "display_text": "See", "url": "https://example.com/rye" } } },
                  { "card_index": 1, "type": "button", "header": { "type": "video", "video": { "id": "77" } },
                    "action": { "buttons": [{ "type": "quick_reply", "quick_reply": { "id": "w", "title": "White" } }] } },
                  { "card_index": 2, "type": "product", "action": { "product_retailer_id": "rye-1", "catalog_id": "9" } }] } }
                """),
            ["order details"] = (
                InteractiveMessage.OfOrderDetails("To pay", SampleOrders.Bread),
                $$"""
                { "type": "order_details", "body": { "text": "To pay" },
                  "action": { "name": "review_and_pay", "parameters": {{SampleOrders.BreadJson}} } }
                """),
            ["order status"] = (
                InteractiveMessage.OfOrderStatus("Paid", "order-42", "processing", "We bake it"),
                """
                { "type": "order_status", "body": { "text": "Paid" }, "action": { "name": "review_order", "parameters": {
                  "reference_id": "order-42", "order": { "status": "processing", "description": "We bake it" } } } }
                """),
            ["call permission request"] = (
                InteractiveMessage.OfCallPermissionRequest("May we call?"),
                """
                { "type": "call_permission_request", "body": { "text": "May we call?" }, "action": { "name": "call_permission_request" } }
                """),
            ["product list"] = (
                InteractiveMessage.OfProducts("Today", "Bread", "9", new ListSection { Title = "Bread", ProductItems = [new("rye-1")] }),
                """
                { "type": "product_list", "header": { "type": "text", "text": "Today" }, "body": { "text": "Bread" }, "action": {
                  "sections": [{ "title": "Bread", "product_items": [{ "product_retailer_id": "rye-1" }] }], "catalog_id": "9" } }
                """),
        };
}
