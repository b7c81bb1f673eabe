using System.Net;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Phones;

/// <summary>Every kind of message that Meta hands on: a person sends it, the webhook carries it as it stands, and the phone draws it.</summary>
public class InboundKindTests
{
    /// <summary>The name, the message as Meta words it, and what a person sees of it.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "text", """{"type":"text","text":{"body":"Two loaves, *please*"}}""", "Two loaves, please" },
        { "image", """{"type":"image","image":{"id":"901","mime_type":"image/jpeg","sha256":"aa","caption":"The cake"}}""", "Photo image/jpeg The cake" },
        { "video", """{"type":"video","video":{"id":"902","mime_type":"video/mp4","sha256":"aa"}}""", "Video video/mp4" },
        { "audio", """{"type":"audio","audio":{"id":"903","mime_type":"audio/ogg; codecs=opus","sha256":"aa","voice":false}}""", "Audio audio/ogg" },
        { "voice", """{"type":"audio","audio":{"id":"903","mime_type":"audio/ogg; codecs=opus","sha256":"aa","voice":true}}""", "Voice message" },
        { "document", """{"type":"document","document":{"id":"904","mime_type":"application/pdf","filename":"menu.pdf","caption":"Sunday"}}""", "menu.pdf Sunday" },
        { "sticker", """{"type":"sticker","sticker":{"id":"905","mime_type":"image/webp","animated":true}}""", "Sticker" },
        { "location", """{"type":"location","location":{"latitude":4.6,"longitude":-74.1,"name":"Café Aurora","address":"Calle 1"}}""", "Café Aurora, Calle 1 4.6, -74.1" },
        { "contacts", """{"type":"contacts","contacts":[{"name":{"formatted_name":"Luis"},"phones":[{"phone":"+57 300 999 8877","wa_id":"573009998877"}]}]}""", "Luis +57 300 999 8877" },
        { "contacts without a name", """{"type":"contacts","contacts":[{"phones":[{"phone":"+52 55 1234 0000","wa_id":"5215512340000"}]}]}""", "+52 55 1234 0000 Contact without a name" },
        { "contact with nothing", """{"type":"contacts","contacts":[{}]}""", "Contact" },
        { "button", """{"type":"button","button":{"payload":"p-1","text":"Yes, confirm"}}""", "Yes, confirm" },
        { "pressed button", """{"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"y","title":"Sliced"}}}""", "Sliced" },
        { "list's row", """{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"10","title":"Ten","description":"Fresh"}}}""", "Ten Fresh" },
        { "flow's answer", """{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Enviado","response_json":"{\"talla\":\"M\"}"}}}""", "Enviado What was filled in { \"talla\": \"M\" }" },
        { "call permission", """{"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"accept","is_permanent":true,"response_source":"user_action"}}}""", "Calls are allowed For good" },
        { "call permission refused", """{"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"reject"}}}""", "Calls are not allowed" },
        { "order", """{"type":"order","order":{"catalog_id":"7001","text":"para llevar","product_items":[{"product_retailer_id":"pan-01","quantity":2,"item_price":"35.50","currency":"MXN"},{"product_retailer_id":"pan-02","quantity":1,"item_price":7,"currency":"MXN"}]}}""", "Order, 2 products Catalog 7001 2 × pan-01, 35.50 MXN 1 × pan-02, 7 MXN para llevar" },
        { "product enquiry", """{"type":"text","text":{"body":"¿Hay?"},"context":{"from":"573105550101","id":"wamid.X","referred_product":{"catalog_id":"7001","product_retailer_id":"pan-01"}}}""", "Asks about pan-01 Catalog 7001 ¿Hay?" },
        { "referral", """{"type":"text","text":{"body":"Info"},"referral":{"source_url":"https://fb.me/x1","source_id":"6","source_type":"ad","headline":"Clases de cocina","body":"Cupo limitado","media_type":"video","video_url":"https://cdn.example/v.mp4","ctwa_clid":"C"}}""", "Clases de cocina Cupo limitado · From: ad Open the ad Info" },
        { "forwarded", """{"type":"text","text":{"body":"Look"},"context":{"forwarded":true}}""", "Forwarded Look" },
        { "group", """{"type":"text","text":{"body":"llego en 5"},"group_id":"120363000000000001@g.us"}""", "In the group 120363000000000001@g.us llego en 5" },
        { "unsupported", """{"type":"unsupported","unsupported":{"type":"event"},"errors":[{"code":131051,"title":"Message type unknown","error_data":{"details":"An event invitation cannot be shown."}}]}""", "Unsupported message event An event invitation cannot be shown. Error 131051" },
        { "unsupported, as of old", """{"type":"unsupported","errors":[{"code":131060,"title":"Unavailable","details":"It can be read on the phone alone."}]}""", "Unsupported message It can be read on the phone alone. Error 131060" },
        { "unsupported and no more", """{"type":"unsupported"}""", "Unsupported message WhatsApp cannot hand this message on" },
        { "edit of what is not here", """{"type":"edit","edit":{"original_message_id":"wamid.AAA","message":{"type":"text","text":{"body":"a las 5"}}}}""", "Edited a message that is not here a las 5" },
        { "revoke of what is not here", """{"type":"revoke","revoke":{"original_message_id":"wamid.AAA"}}""", "Deleted a message" },
        { "reaction to what is not here", """{"type":"reaction","reaction":{"message_id":"wamid.AAA","emoji":"👍"}}""", "Reacted to a message that is not here 👍" },
        { "reaction taken back", """{"type":"reaction","reaction":{"message_id":"wamid.AAA","emoji":""}}""", "Took back a reaction" },
        { "reaction taken back without an emoji", """{"type":"reaction","reaction":{"message_id":"wamid.AAA"}}""", "Took back a reaction" },
        { "welcome", """{"type":"request_welcome"}""", "Opened the chat for the first time" },
        { "system", """{"type":"system","system":{"body":"Rosa changed her security code","type":"customer_identity_changed"}}""", "Rosa changed her security code" },
        { "a kind of tomorrow", """{"type":"hologram","hologram":{"depth":3}}""", "A message of type hologram { \"depth\": 3 }" },
        { "a kind of tomorrow that is bare", """{"type":"wave"}""", "A message of type wave" },
        { "a kind of tomorrow that is text", """{"type":"shout","shout":"HEY"}""", "A message of type shout HEY" },
        { "business-scoped sender", """{"type":"text","text":{"body":"hola"},"from":"MX.9988776655443322"}""", "Without a number, as MX.9988776655443322 hola" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_kind_reaches_the_webhook_as_Meta_words_it_and_is_drawn_with_its_words(string name, string message, string drawn)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");

        var id = await chat.WriteAsync(message);
        var told = (await lab.Receiver.NextAsync()).Body["message"]!.AsObject();
        var page = (await lab.GetAsync($"/phones/{Chat.Phone}")).Ok().Content;

        Assert.Equal((id, "inbound"), (told["id"]!.ToString(), told["kapso"]!["direction"]!.ToString()));
        foreach (var (field, value) in JsonNode.Parse(message)!.AsObject())
            Assert.True(JsonNode.DeepEquals(value, told[field]), $"{name}: {field} is {told[field]?.ToJsonString()}");
        Assert.DoesNotContain(told, field => field.Value is null);
        Assert.Contains(drawn, Screen.Seen(page, id), StringComparison.Ordinal);
        (await lab.GetAsync("/")).Ok();
        (await lab.GetAsync("/phones")).Ok();
    }

    [Theory]
    [InlineData("""{"type":"image","image":"x"}""")]
    [InlineData("""{"type":"document","document":{"filename":{"a":1}}}""")]
    [InlineData("""{"type":"audio","audio":[1]}""")]
    [InlineData("""{"type":"contacts","contacts":[{"phones":"x"},{"name":{"formatted_name":[]},"emails":[7,{"email":{}}]}]}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":[]}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":{"a":1}}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"{\"a\":1,\"a\":"}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":{}}}""")]
    [InlineData("""{"type":"interactive","interactive":7}""")]
    [InlineData("""{"type":"button","button":[]}""")]
    [InlineData("""{"type":"order","order":{"product_items":{"a":1}}}""")]
    [InlineData("""{"type":"order","order":{"product_items":[7,null,{"quantity":{}}]}}""")]
    [InlineData("""{"type":"edit","edit":{"original_message_id":7,"message":"x"}}""")]
    [InlineData("""{"type":"edit","edit":{"original_message_id":"ORIGINAL","message":{"type":"edit","edit":{}}}}""")]
    [InlineData("""{"type":"edit","edit":{"original_message_id":"ORIGINAL","message":{"type":"image","image":7}}}""")]
    [InlineData("""{"type":"edit","edit":{"original_message_id":"ORIGINAL"}}""")]
    [InlineData("""{"type":"revoke","revoke":[]}""")]
    [InlineData("""{"type":"system","system":{"type":"user_changed_number","wa_id":{}}}""")]
    [InlineData("""{"type":"system","system":"x"}""")]
    [InlineData("""{"type":"unsupported","unsupported":7,"errors":{"code":1}}""")]
    [InlineData("""{"type":"unsupported","errors":[7,{"code":{}}]}""")]
    [InlineData("""{"type":"text","text":{"body":""},"referral":7,"group_id":{},"context":{"referred_product":7,"forwarded":"x"}}""")]
    [InlineData("""{"type":"sticker","sticker":{"link":"javascript:alert(1)"}}""")]
    [InlineData("""{"type":"video","video":{"id":{"a":1},"caption":7}}""")]
    public async Task A_body_of_any_inside_is_told_and_drawn_without_failing(string message)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var original = await chat.WriteAsync("""{"text":{"body":"before"}}""");
        await chat.SubscribeAsync("received");

        var id = await chat.WriteAsync(message.Replace("ORIGINAL", original, StringComparison.Ordinal));
        await lab.Receiver.NextAsync();
        var page = (await lab.GetAsync($"/phones/{Chat.Phone}")).Ok().Content;

        Assert.DoesNotContain("javascript:", page, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(Screen.Seen(page, page.Contains($"id=\"{WebUtility.HtmlEncode(id)}\"", StringComparison.Ordinal) ? id : original));
        (await lab.GetAsync("/")).Ok();
        (await lab.GetAsync("/phones")).Ok();
        (await lab.GetAsync("/platform/v1/whatsapp/messages")).Ok();
    }

    [Fact]
    public async Task An_edit_shows_in_the_message_that_it_is_about_and_a_deleted_one_is_gone_for_good()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var (kept, gone) = (await chat.WriteAsync("""{"text":{"body":"At four"}}"""), await chat.WriteAsync("""{"text":{"body":"A secret"}}"""));

        await chat.WriteAsync(Edit(kept, "At five"));
        await chat.WriteAsync(Edit(kept, "At six"));
        await chat.WriteAsync($$$"""{"type":"revoke","revoke":{"original_message_id":"{{{gone}}}"}}""");
        await chat.WriteAsync(Edit(gone, "Not again"));
        var page = await chat.ScreenAsync();

        Assert.Contains("At six", Screen.Seen(page, kept), StringComparison.Ordinal);
        Assert.Contains("Edited", Screen.Seen(page, kept), StringComparison.Ordinal);
        Assert.Contains("You deleted this message", Screen.Seen(page, gone), StringComparison.Ordinal);
        foreach (var old in new[] { "At four", "At five", "A secret", "Not again" })
            Assert.DoesNotContain(old, Bubbles(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_edits_what_the_other_side_wrote()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var sent = await chat.SentIdAsync("""{"type":"text","text":{"body":"Ten pesos"}}""");

        await chat.WriteAsync(Edit(sent, "One peso"));
        var page = await chat.ScreenAsync();

        Assert.Contains("Ten pesos", Screen.Seen(page, sent), StringComparison.Ordinal);
        Assert.Contains("Edited a message that is not here One peso", Screen.Seen(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_number_takes_the_chats_and_the_contact_along_and_each_business_is_told_by_the_old_one()
    {
        const string moved = "573009998877";
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await new Chat(lab, KapsoEmulator.OperatorPhoneNumberId).WriteAsync("""{"text":{"body":"To the operator"}}""");
        var contact = Assert.Single((await lab.GetAsync($"/platform/v1/whatsapp/contacts?wa_id={Chat.Phone}")).Data)!["id"]!.ToString();
        await chat.SubscribeAsync("received", "sent");

        await chat.WriteAsync($$$"""{"type":"system","system":{"body":"Rosa changed her number","type":"user_changed_number","wa_id":"{{{moved}}}"}}""");
        var told = (await lab.Receiver.NextAsync()).Body;
        (await lab.PostAsync(chat.Messages, $$"""{"messaging_product":"whatsapp","to":"{{moved}}","type":"text","text":{"body":"Noted"} }""")).Ok();
        var answered = (await lab.Receiver.NextAsync()).Body;
        var (before, after) = ((await lab.GetAsync($"/phones/{Chat.Phone}")).Ok().Content, Screen.Seen((await lab.GetAsync($"/phones/{moved}")).Ok().Content));

        Assert.Equal((Chat.Phone, moved), (told["message"]!["from"]!.ToString(), told["message"]!["system"]!["wa_id"]!.ToString()));
        Assert.Equal(told["conversation"]!["id"]!.ToString(), answered["conversation"]!["id"]!.ToString());
        Assert.Equal(moved, answered["conversation"]!["phone_number"]!.ToString());
        Assert.DoesNotContain("bubble", before, StringComparison.Ordinal);
        foreach (var shown in new[] { "Hi", "Rosa changed her number", "Now +57 300 999 8877", "Noted", "Operator" })
            Assert.Contains(shown, after, StringComparison.Ordinal);
        Assert.Equal(contact, Assert.Single((await lab.GetAsync("/platform/v1/whatsapp/contacts")).Data)!["id"]!.ToString());
        Assert.Equal(2, (await lab.GetAsync("/platform/v1/whatsapp/messages?direction=inbound")).Data.Count(one => one!["type"]!.ToString() == "system"));
    }

    [Fact]
    public async Task A_new_number_that_wrote_before_is_the_same_person_from_then_on()
    {
        const string moved = "573009998877";
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        (await lab.PostAsync($"/_emulator/phones/{moved}/messages", $$$"""{"phoneNumberId":"{{{chat.NumberId}}}","text":{"body":"Already here"}}""")).Ok();

        await chat.WriteAsync($$$"""{"type":"system","system":{"type":"user_changed_number","wa_id":"{{{moved}}}"}}""");
        var page = Screen.Seen((await lab.GetAsync($"/phones/{moved}")).Ok().Content);

        Assert.Equal("3", Assert.Single((await lab.GetAsync("/platform/v1/whatsapp/conversations")).Data)!["kapso"]!["messages_count"]!.ToString());
        Assert.Single((await lab.GetAsync("/platform/v1/whatsapp/contacts")).Data);
        Assert.Contains("Hi", page, StringComparison.Ordinal);
        Assert.Contains("Already here", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"CO.77\"", "CO.77")]
    public async Task Who_shows_no_number_has_none_in_either_kind_of_webhook(string from, string? shown)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var meta = await Inbox.OpenAsync();
        (await lab.PostAsync(
            $"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks", $$"""{"whatsapp_webhook":{"kind":"meta","url":"{{meta.Url}}","secret_key":"n"} }""")).Ok();

        await chat.WriteAsync($$"""{"text":{"body":"Hi"},"from":{{from}},"username":"rosa"}""");
        var told = (await lab.Receiver.NextAsync()).Body;
        var value = (await meta.NextAsync()).Body["entry"]![0]!["changes"]![0]!["value"]!;

        Assert.Equal((shown, shown), (told["message"]!["from"]?.ToString(), told["conversation"]!["phone_number"]?.ToString()));
        Assert.Equal(("rosa", $"CO.{Chat.Phone}"), (told["message"]!["username"]!.ToString(), told["message"]!["from_user_id"]!.ToString()));
        Assert.Equal((shown, $"CO.{Chat.Phone}"), (value["contacts"]![0]!["wa_id"]?.ToString(), value["contacts"]![0]!["user_id"]!.ToString()));
        Assert.Equal(from == "null", !value["messages"]![0]!.AsObject().ContainsKey("from"));
    }

    [Theory]
    [InlineData("""{"type":"order"}""", "order is required")]
    [InlineData("""{"type":"kapso","kapso":{}}""", "type must be")]
    [InlineData("""{"type":7}""", "type must be text")]
    [InlineData("""{"type":"text","text":{"body":7}}""", "text.body must be text")]
    [InlineData("""{"type":"reaction","reaction":{"emoji":"👍"}}""", "reaction.message_id is required")]
    [InlineData("""{"text":{"body":"Hi"},"contextMessageID":"x"}""", "contextMessageID is not a field of a message")]
    [InlineData("""{"text":{"body":"Hi"},"context":7}""", "context must be an object")]
    [InlineData("""{"text":{"body":"Hi"},"from":"573009998877"}""", "from is another number")]
    [InlineData("""{"type":"media","media":{"mimeType":"image/png"}}""", "media.base64 is required")]
    public async Task What_no_phone_sends_is_refused_with_a_sentence(string message, string reason)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var refused = await chat.TryWriteAsync(message);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(reason, refused.Text("error"), StringComparison.Ordinal);
    }

    private static string Edit(string id, string text) =>
        $$"""{"type":"edit","edit":{"original_message_id":"{{id}}","message":{"type":"text","text":{"body":"{{text}}"} } } }""";

    /// <summary>The messages, without the list of chats.</summary>
    private static string Bubbles(string page) => Screen.Seen(page[page.IndexOf("id=\"screen\"", StringComparison.Ordinal)..].Replace("value=", "data=", StringComparison.Ordinal));
}
