using System.Text.Json;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages.Incoming;

/// <summary>Every kind of message that comes in, by what is typed on it.</summary>
public sealed class IncomingMessageTests
{
    private static readonly Dictionary<string, Action<Message>> Expected = new()
    {
        ["text"] = message =>
        {
            Assert.Equal(("¿Abren hoy?", "34600998877", MessageDirection.Inbound), (message.Text, message.From, message.Direction));
            Assert.Equal((true, true, null), (message.Context!.IsForwarded, message.Context.IsFrequentlyForwarded, message.ReplyTo));
        },
        ["text-reply"] = message => Assert.Equal(
            ("wamid.INVENTED0001", "34600112233", false), (message.ReplyTo, message.Context!.From, message.Context.IsForwarded)),
        ["product-enquiry"] = message => Assert.Equal(
            ("7001", "rye-1"), (message.Context!.Product!.CatalogId, message.Context.Product.ProductRetailerId)),
        ["image"] = message =>
        {
            Assert.Equal(("1234567890", "Este", "a.jpg"), (message.Media!.Id, message.Media.Caption, message.Media.Filename));
            Assert.Equal((new("https://kapso.example/media/1"), 303, true), (message.Media.Url, message.Media.ByteSize, message.Media.IsViewOnce));
            Assert.Equal(("q83vEjRW", "image/jpeg", false), (message.Media.Sha256, message.Media.ContentType, message.Media.IsVoice));
        },
        ["video"] = message => Assert.Equal(("1234567891", "Mira", "video/mp4"), (message.Media!.Id, message.Media.Caption, message.Media.ContentType)),
        ["voice"] = message => Assert.Equal((true, "Buenos días"), (message.Media!.IsVoice, message.Transcript)),
        ["document"] = message => Assert.Equal(
            ("menú.pdf", "/meta/whatsapp/media_download?token=invented", false),
            (message.Media!.Filename, message.Media.Url!.OriginalString, message.Media.Url.IsAbsoluteUri)),
        ["sticker"] = message => Assert.Equal((true, "image/webp"), (message.Media!.IsAnimated, message.Media.ContentType)),
        ["location"] = message => Assert.Equal(
            (37.3886, -5.9823, "Sol", "Calle 1", new("https://sol.example/")),
            (message.Location!.Latitude, message.Location.Longitude, message.Location.Name, message.Location.Address, message.Location.Url)),
        ["contacts"] = message =>
        {
            var card = Assert.Single(message.Contacts);
            Assert.Equal(("Ana Sol", "Ana", "Sol", "1990-01-02"), (card.Name!.FormattedName, card.Name.FirstName, card.Name.LastName, card.Birthday));
            Assert.Equal(new ContactPhone { Phone = "+34 600 99 88 77", WaId = "34600998877", Type = "CELL" }, Assert.Single(card.Phones));
            Assert.Equal(new ContactEmail { Email = "ana@example.com", Type = "WORK" }, Assert.Single(card.Emails));
            Assert.Equal(new ContactUrl { Url = new("https://sol.example/"), Type = "WORK" }, Assert.Single(card.Urls));
            Assert.Equal(new ContactAddress { City = "Sevilla", CountryCode = "ES" }, Assert.Single(card.Addresses));
            Assert.Equal("Sol", card.Org!.Company);
        },
        ["contacts-odd"] = message =>
        {
            Assert.Equal([null, "Luz Mar", null], message.Contacts.Select(card => card.Name?.FormattedName));
            Assert.Equal("+34 600 11 00 00", Assert.Single(message.Contacts[0].Phones).Phone);
            Assert.Empty(message.Contacts[1].Urls);
            Assert.Equal(("ES.invented9", null), (message.Contacts[2].Phones[0].UserId, message.Contacts[2].Phones[0].WaId));
        },
        ["button"] = message => Assert.Equal(("stop", "No más"), (message.Choice!.Id, message.Choice.Title)),
        ["button-reply"] = message => Assert.Equal(("yes", "Sí"), (message.Choice!.Id, message.Choice.Title)),
        ["list-reply"] = message => Assert.Equal(
            ("rye", "Centeno", "Oscuro"), (message.Choice!.Id, message.Choice.Title, message.Choice.Description)),
        ["flow-answer"] = message =>
        {
            Assert.Equal(("flow", "Enviado", "t-1"), (message.FlowAnswer!.Name, message.FlowAnswer.Body, message.FlowAnswer.FlowToken));
            Assert.Equal("M", message.FlowAnswer.Answers!.Value.GetProperty("size").GetString());
            Assert.Equal("nuts", message.FlowAnswer.Answers.Value.GetProperty("extras")[0].GetString());
        },
        ["flow-answer-broken"] = message => Assert.Equal(
            ("Enviado", "{\"flow_token\":", false), (message.FlowAnswer!.Body, message.FlowAnswer.ResponseJson, message.FlowAnswer.Answers.HasValue)),
        ["address-answer"] = message => Assert.Equal(
            new ShippingAddress { Name = "Asha", InPinCode = "560001", City = "Bengaluru", HouseNumber = "7" }, message.FlowAnswer!.Address),
        ["call-permission"] = message => Assert.Equal(
            ("accept", true, false, DateTimeOffset.FromUnixTimeSeconds(1778493600), "user_action"),
            (message.CallPermission!.Response, message.CallPermission.IsAccepted, message.CallPermission.IsPermanent,
                message.CallPermission.ExpiresAt, message.CallPermission.ResponseSource)),
        ["reaction"] = message => Assert.Equal(
            ("wamid.INVENTED0001", "👍", false), (message.Reaction!.MessageId, message.Reaction.Emoji, message.Reaction.IsRemoved)),
        ["reaction-empty"] = TakenBack,
        ["reaction-absent"] = TakenBack,
        ["reaction-null"] = TakenBack,
        ["order"] = message =>
        {
            Assert.Equal(("7001", "para llevar"), (message.Order!.CatalogId, message.Order.Text));
            Assert.Equal(
                [("rye-1", 2m, 3.5m, "EUR"), ("rye-2", 1m, 4m, "EUR")],
                message.Order.Items.Select(item => (item.ProductRetailerId, item.Quantity, item.ItemPrice, item.Currency)));
        },
        ["referral"] = message =>
        {
            var referral = message.Referral!;
            Assert.Equal(("Hola", "ad", "6650011"), (message.Text, referral.SourceType, referral.SourceId));
            Assert.Equal(("Pan", "Recién hecho", "video", "CLID-1"), (referral.Headline, referral.Body, referral.MediaType, referral.CtwaClid));
            Assert.Equal((new("https://fb.example/x1"), "¿Qué pan quiere?"), (referral.SourceUrl, referral.WelcomeMessage));
            Assert.Equal(
                (new("https://cdn.example/i.jpg"), new("https://cdn.example/v.mp4"), new("https://cdn.example/t.jpg")),
                (referral.ImageUrl, referral.VideoUrl, referral.ThumbnailUrl));
        },
        ["unsupported"] = message =>
        {
            var reason = message.Unsupported!.Reason!;
            Assert.Equal(("poll_creation", "131051", "Message type unknown"), (message.Unsupported.Type, reason.Code, reason.Title));
            Assert.Equal(("Message type unknown", "Message type is currently not supported."), (reason.Message, reason.Details));
            Assert.Equal(reason, Assert.Single(message.Errors));
        },
        ["unsupported-old"] = message => Assert.Equal(
            ("501", "Unknown message type", "Message type is not currently supported"),
            (message.Unsupported!.Reason!.Code, message.Unsupported.Reason.Title, message.Unsupported.Reason.Details)),
        ["edit-text"] = message =>
        {
            Assert.Equal(("wamid.INVENTED0090", "a las 5, no a las 4"), (message.Edit!.OriginalMessageId, message.Edit.Message!.Text));
            Assert.Equal(("wamid.INVENTED0090", "text", "34600998877"), (message.Edit.Message.Id, message.Edit.Message.Type, message.Edit.Message.From));
            Assert.Equal((null, null), (message.Text, message.Media));
        },
        ["edit-image"] = message =>
        {
            Assert.Equal(("1234567890", "el otro"), (message.Edit!.Message!.Media!.Id, message.Edit.Message.Media.Caption));
            Assert.Equal((new Uri("https://kapso.example/media/2"), null), (message.Edit.Message.Media.Url, message.Media));
        },
        ["edit-document"] = message => Assert.Equal(
            ("b.pdf", "corregido"), (message.Edit!.Message!.Media!.Filename, message.Edit.Message.Media.Caption)),
        ["edit-video"] = message => Assert.Equal(("video", "corregido"), (message.Edit!.Message!.Type, message.Edit.Message.Media!.Caption)),
        ["edit-unreadable"] = message => Assert.Equal(
            ("wamid.INVENTED0090", null, "text"),
            (message.Edit!.OriginalMessageId, message.Edit.Message, message.Edit.Raw.GetProperty("message").GetString())),
        ["revoke"] = message => Assert.Equal("wamid.INVENTED0090", message.Revocation!.OriginalMessageId),
        ["system-number"] = message => Assert.Equal(
            ("user_changed_number", "Ana cambió de número", "34600998877", "34600112299"),
            (message.SystemNote!.Type, message.SystemNote.Body, message.SystemNote.OldWaId, message.SystemNote.NewWaId)),
        ["system-number-old"] = message => Assert.Equal(
            ("customer_changed_number", "34600998877", "34600112299"),
            (message.SystemNote!.Type, message.SystemNote.OldWaId, message.SystemNote.NewWaId)),
        ["system-identity"] = message => Assert.Equal(
            ("customer_identity_changed", "IDENTITY-1", "34600998877", null),
            (message.SystemNote!.Type, message.SystemNote.Identity, message.SystemNote.OldWaId, message.SystemNote.NewWaId)),
        ["request-welcome"] = message => Assert.True(message.IsWelcomeRequest),
        ["group"] = message =>
        {
            Assert.Equal(("120363000000000001@g.us", "34600998877", "llego en 5"), (message.GroupId, message.From, message.Text));
            Assert.Equal(Recipient.Group("120363000000000001@g.us"), message.Chat);
        },
        ["user-id"] = message =>
        {
            Assert.Equal((null, "ES.9988776655443322"), (message.From, message.FromUserId));
            Assert.Equal((null, "ES.9988776655443322"), (message.Context!.From, message.Context.FromUserId));
            Assert.Equal(Recipient.User("ES.9988776655443322"), message.Chat);
        },
        ["statuses"] = message =>
        {
            var (delivered, read) = (message.Statuses[0], message.Statuses[1]);
            Assert.Equal((MessageStatus.Delivered, "34600998877", "order-1"), (delivered.Status, delivered.RecipientId, delivered.CallbackData));
            Assert.Equal(
                (false, "PMP", "utility", "free_customer_service"),
                (delivered.Pricing!.IsBillable, delivered.Pricing.Model, delivered.Pricing.Category, delivered.Pricing.Type));
            Assert.Equal(
                ("c-1", "utility", DateTimeOffset.FromUnixTimeSeconds(1777975200)),
                (delivered.Conversation!.Id, delivered.Conversation.OriginType, delivered.Conversation.ExpiresAt));
            Assert.Equal((MessageStatus.Read, null, "ES.9988776655443322"), (read.Status, read.RecipientId, read.RecipientUserId));
            Assert.Equal(Recipient.Phone("34600998877"), message.Chat);
        },
        ["unheard-of"] = message => Assert.Equal(3, message.Unknown!.Value.GetProperty("depth").GetInt32()),
        ["template"] = message => Assert.Equal(("order_ready", "es"), (message.Template!.Name, message.Template.Language)),
        ["question"] = message => Assert.Equal(("button", "¿Viene?"), (message.Question!.Type, message.Question.Body)),
    };

    public static TheoryData<string> Kinds => [.. Payload.Names("messages").Select(name => name["messages/".Length..])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_message_is_typed_and_kept_as_it_came(string kind)
    {
        var json = Payload.Text($"messages/{kind}").Trim();

        var message = MessageConverter.Read(JsonElement.Parse(json))!;

        Expected[kind](message);
        Assert.Equal(kind == "unheard-of", message.Unknown is not null);
        Assert.Equal(json, message.Raw.GetRawText());
        Assert.Empty(Wholeness.Complaints(message));
    }

    [Theory]
    [InlineData("""{"type":"text","text":"string"}""")]
    [InlineData("""{"type":"text","text":{"body":null}}""")]
    [InlineData("""{"type":"text","text":{"body":{}}}""")]
    [InlineData("""{"type":"order","order":[]}""")]
    [InlineData("""{"type":"order","order":{"product_items":[{},7,{"quantity":"x"}]}}""")]
    [InlineData("""{"type":"image","image":7}""")]
    [InlineData("""{"type":"image","image":{}}""")]
    [InlineData("""{"type":"image","kapso":{"has_media":true}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"nfm_reply"}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button_reply","button_reply":{}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"is_permanent":true}}}""")]
    [InlineData("""{"type":"button","button":{}}""")]
    [InlineData("""{"type":"reaction","reaction":{"emoji":"👍"}}""")]
    [InlineData("""{"type":"location","location":{"latitude":"here","longitude":1}}""")]
    [InlineData("""{"type":"location","location":{"name":"Sol"}}""")]
    [InlineData("""{"type":"contacts","contacts":{}}""")]
    [InlineData("""{"type":"contacts","contacts":[{},{"name":{}}]}""")]
    [InlineData("""{"type":"edit","edit":{"message":{"type":"text","text":{"body":"x"}}}}""")]
    [InlineData("""{"type":"revoke","revoke":"wamid.1"}""")]
    [InlineData("""{"type":"system","system":{}}""")]
    [InlineData("""{"type":"unsupported"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("{}")]
    public void A_shape_that_is_not_understood_gives_no_hollow_object_and_stays_readable(string content)
    {
        var message = MessageConverter.Read(JsonElement.Parse($$"""{"id":"wamid.1"{{(content == "{}" ? "}" : $",{content[1..]}")}}"""))!;

        Assert.NotNull(message.Unknown);
        Assert.Empty(Wholeness.Complaints(message));
    }

    [Fact]
    public void What_is_not_understood_is_the_member_that_the_type_names()
    {
        var message = MessageConverter.Read(JsonElement.Parse("""{"id":"wamid.1","type":"text","text":"string"}"""))!;

        Assert.Equal(("string", null), (message.Unknown!.Value.GetString(), message.Text));
    }

    [Theory]
    [InlineData("34600998877", "34600998877", null)]
    [InlineData("+34 600-99-88-77", "34600998877", null)]
    [InlineData("ES.9988776655443322", null, "ES.9988776655443322")]
    [InlineData("99887766.55443322", null, "99887766.55443322")]
    [InlineData("user7", null, "user7")]
    [InlineData("", null, null)]
    [InlineData("??", null, null)]
    public void An_id_with_letters_or_a_dot_is_no_phone_number(string id, string? phone, string? userId)
    {
        var message = MessageConverter.Read(JsonElement.Parse(
            $$"""{"id":"wamid.1","from":"{{id}}","to":"{{id}}","kapso":{"statuses":[{"status":"sent","recipient_id":"{{id}}"}]} }"""))!;
        var older = MessageConverter.Read(JsonElement.Parse(
            $$"""{"id":"wamid.1","direction":"inbound","conversation_phone_number":"{{id}}"}"""))!;
        var conversation = ConversationConverter.Read(JsonElement.Parse($$"""{"id":"1","phone_number":"{{id}}"}"""))!;
        var contact = ContactConverter.Read(JsonElement.Parse($$"""{"id":"1","wa_id":"{{id}}"}"""))!;

        Assert.Equal((phone, userId, phone, userId), (message.From, message.FromUserId, message.To, message.ToUserId));
        Assert.Equal((phone, userId), (message.Statuses[0].RecipientId, message.Statuses[0].RecipientUserId));
        Assert.Equal((phone, userId), (older.From, older.FromUserId));
        Assert.Equal((phone, userId), (conversation.PhoneNumber, conversation.UserId));
        Assert.Equal((phone, userId), (contact.WaId, contact.UserId));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("//elsewhere.example/a")]
    [InlineData("\\\\\\\\elsewhere\\\\a")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://elsewhere.example/a")]
    [InlineData("a.jpg")]
    [InlineData("")]
    public void What_is_no_address_of_the_web_is_none_of_a_file(string address)
    {
        var message = MessageConverter.Read(JsonElement.Parse(
            $$"""{"id":"wamid.1","type":"image","image":{"id":"7"},"kapso":{"media_url":"{{address}}"},"referral":{"source_id":"1","source_url":"{{address}}"} }"""))!;

        Assert.Equal((null, null), (message.Media!.Url, message.Referral!.SourceUrl));
    }

    private static void TakenBack(Message message) => Assert.Equal(
        ("wamid.INVENTED0001", null, true), (message.Reaction!.MessageId, message.Reaction.Emoji, message.Reaction.IsRemoved));
}
