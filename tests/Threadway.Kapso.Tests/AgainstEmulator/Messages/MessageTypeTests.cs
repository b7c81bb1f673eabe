using System.Text.Json;
using System.Text.Json.Nodes;

namespace Threadway.Kapso.Tests.AgainstEmulator.Messages;

/// <summary>Each kind of message goes out and is on the person's phone as it was meant.</summary>
public sealed class MessageTypeTests
{
    private const string Person = "+573001234567";

    private static readonly Uri Link = new("https://example.com/file");

    private static readonly Dictionary<string, OutgoingMessage> Plain = new()
    {
        ["text"] = new TextMessage { Body = "¿Hola? 🥐", PreviewUrl = true },
        ["image"] = new ImageMessage { Link = Link, Caption = "Pan" },
        ["video"] = new VideoMessage { Link = Link, Caption = "Pan" },
        ["audio"] = new AudioMessage { Link = Link },
        ["document"] = new DocumentMessage { Link = Link, Filename = "menu.pdf", Caption = "Menú" },
        ["sticker"] = new StickerMessage { Link = Link },
        ["location"] = new LocationMessage { Latitude = 4.711, Longitude = -74.0721, Name = "Sol", Address = "Calle 1" },
        ["contacts"] = new ContactsMessage
        {
            Contacts = [new() { Name = new() { FormattedName = "Ana Sol", FirstName = "Ana" }, Phones = [new() { Phone = "+34 600 99 88 77" }] }],
        },
    };

    private static readonly Dictionary<string, InteractiveMessage> Interactive = new()
    {
        ["button"] = InteractiveMessage.OfButtons("Come?", new("y", "Yes"), new("n", "No")) with
        {
            Header = InteractiveHeader.OfImage(new() { Link = Link }),
            Footer = "Until 9",
        },
        ["list"] = InteractiveMessage.OfList("Which?", "See", new ListSection { Title = "Bread", Rows = [new("1", "Rye", "Dark")] }),
        ["cta_url"] = InteractiveMessage.OfUrl("Look", "Open", Link) with { Header = InteractiveHeader.OfText("Menu") },
        ["catalog_message"] = InteractiveMessage.OfCatalog("All we bake", "rye-1"),
        ["flow"] = InteractiveMessage.OfFlow("Book", new() { FlowId = "5", FlowCta = "Start", FlowToken = "t" }),
        ["location_request_message"] = InteractiveMessage.OfLocationRequest("Where?"),
        ["product"] = Of("product", new() { CatalogId = "9", ProductRetailerId = "rye-1" }),
        ["product_list"] = InteractiveMessage.OfProducts("Today", "Bread", "9", new ListSection { Title = "Bread", ProductItems = [new("rye-1")] }),
        ["carousel"] = Of("carousel", new() { Cards = [JsonElement.Parse("""{"card_index":0}"""), JsonElement.Parse("""{"card_index":1}""")] }),
        ["request_contact_info"] = Of("request_contact_info", new() { Name = "request_contact_info" }),
        ["address_message"] = Of("address_message", new() { Name = "address_message" }),
        ["order_details"] = Of("order_details", new() { Name = "review_and_pay" }),
        ["order_status"] = Of("order_status", new() { Name = "review_order" }),
        ["call_permission_request"] = Of("call_permission_request", new() { Name = "call_permission_request" }),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> PlainTypes => [.. Plain.Keys];

    public static TheoryData<string> InteractiveTypes => [.. Interactive.Keys];

    [Theory]
    [MemberData(nameof(PlainTypes))]
    public async Task A_message_of_each_type_arrives_as_it_was_sent(string type)
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var arrived = await SendAsync(kapso, Plain[type]);

        Assert.Equal(type, arrived["type"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(InteractiveTypes))]
    public async Task An_interactive_message_of_each_kind_arrives_as_it_was_sent(string kind)
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var arrived = await SendAsync(kapso, Interactive[kind]);

        Assert.Equal(("interactive", kind), (arrived["type"]!.GetValue<string>(), arrived["content"]!["type"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("image", "image/png")]
    [InlineData("video", "video/mp4")]
    [InlineData("audio", "audio/ogg")]
    [InlineData("document", "application/pdf")]
    [InlineData("sticker", "image/webp")]
    public async Task A_file_that_was_uploaded_is_sent_by_its_id(string type, string contentType)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);
        var id = await kapso.Client.Media.UploadAsync(number.Id, new MemoryStream([1, 2, 3]), contentType, cancellationToken: Token);

        await kapso.Client.Messages.SendAsync(number.Id, Person, ById(type, id), Token);

        var arrived = Assert.Single(await kapso.MessagesOfAsync(Person))!;
        Assert.Equal((type, id), (arrived["type"]!.GetValue<string>(), arrived["content"]!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_text_goes_to_a_person_who_is_known_by_a_user_id_alone()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);

        var sent = await kapso.Client.Messages.SendTextAsync(number.Id, Recipient.User("CO.573001234567"), "Hola", Token);

        Assert.Equal(("CO.573001234567", "accepted"), (sent.UserId, sent.Status));
        Assert.Equal("Hola", Assert.Single(await kapso.MessagesOfAsync(Person))!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_reply_and_a_reaction_name_the_message_that_they_are_about()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);
        var question = await kapso.WriteAsync(Person, number.Id, "¿Está abierto?");

        await kapso.Client.Messages.SendAsync(number.Id, Person, new TextMessage { Body = "Sí", ReplyTo = question }, Token);
        await kapso.Client.Messages.SendAsync(number.Id, Person, new ReactionMessage { MessageId = question, Emoji = "👍" }, Token);

        var arrived = await kapso.MessagesOfAsync(Person);
        Assert.Equal(question, arrived[0]!["contextMessageId"]!.GetValue<string>());
        Assert.Equal(
            ("reaction", question, "👍"),
            (arrived[1]!["type"]!.GetValue<string>(),
                arrived[1]!["content"]!["message_id"]!.GetValue<string>(),
                arrived[1]!["content"]!["emoji"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_template_arrives_with_its_header_named_body_and_buttons_filled_in()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);
        await kapso.ApprovedTemplateAsync(number.BusinessAccountId!, OrderReady);

        await kapso.Client.Messages.SendTemplateAsync(
            number.Id,
            Person,
            OrderReady.ToMessage(
                TemplateComponent.Header(TemplateParameter.OfImage(new() { Link = Link })),
                TemplateComponent.Body(TemplateParameter.OfText("name", "Ana")),
                TemplateComponent.UrlButton(0, "42"),
                TemplateComponent.QuickReplyButton(1, "stop")),
            Token);

        var arrived = Assert.Single(await kapso.MessagesOfAsync(Person))!;
        Assert.Equal(("template", "Hello Ana, your order is ready"), (arrived["type"]!.GetValue<string>(), arrived["text"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_came_in_is_marked_as_read(bool typing)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);
        var question = await kapso.WriteAsync(Person, number.Id, "¿Está abierto?");

        await kapso.Client.Messages.MarkReadAsync(number.Id, question, typing, Token);

        Assert.Equal(MessageStatus.Read, (await kapso.Client.Messages.GetAsync(question, Token)).Status);
    }

    private static TemplateDraft OrderReady { get; } = new()
    {
        Name = "order_ready",
        Language = "en_US",
        Category = TemplateCategory.Utility,
        Components =
        [
            TemplateComponent.Header(TemplateHeaderFormat.Image, "h"),
            TemplateComponent.Body("Hello {{name}}, your order is ready", "Ana"),
            TemplateComponent.UrlButton("Look", "https://example.com/{{1}}", "https://example.com/1"),
            TemplateComponent.QuickReplyButton("Stop"),
        ],
    };

    private static InteractiveMessage Of(string type, InteractiveAction action) =>
        new() { Type = type, Body = "Please", Action = action };

    private static OutgoingMessage ById(string type, string id) => type switch
    {
        "image" => new ImageMessage { MediaId = id },
        "video" => new VideoMessage { MediaId = id },
        "audio" => new AudioMessage { MediaId = id, Voice = true },
        "document" => new DocumentMessage { MediaId = id },
        _ => new StickerMessage { MediaId = id },
    };

    /// <summary>What is on the phone of the person; its content is what the SDK wrote.</summary>
    private static async Task<JsonNode> SendAsync(EmulatedKapso kapso, OutgoingMessage message)
    {
        var number = await kapso.ConnectInTalkAsync(Person);

        var sent = await kapso.Client.Messages.SendAsync(number.Id, Person, message, Token);

        var arrived = Assert.Single(await kapso.MessagesOfAsync(Person))!;
        var written = JsonNode.Parse(SendBody.Of(Person, message))![message.Kind];
        Assert.Equal(sent.Id, arrived["id"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(written, arrived["content"]), $"{written} {arrived["content"]}");
        return arrived;
    }
}
