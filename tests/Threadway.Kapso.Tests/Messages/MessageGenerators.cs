using System.Text.Json;
using CsCheck;

namespace Threadway.Kapso.Tests.Messages;

/// <summary>Any message that a caller may make, of every type, with any of its members there or not.</summary>
internal static class MessageGenerators
{
    private static readonly Gen<string> Text =
        Gen.Select(
            Gen.Char[' ', '\u07ff'].Array[0, 12],
            Gen.OneOf("", "👍", "\n\t", "\"\\/", "</script>"),
            (characters, end) => new string(characters) + end);

    private static readonly Gen<Uri> Address = Text.Select(text => new Uri($"https://example.com/{Uri.EscapeDataString(text)}?a=1&b=%2B"));

    private static readonly Gen<JsonElement> Json = Gen.OneOf(
        Gen.OneOf("{}", "[]", "{\"a\":{\"b\":[1,null,true]}}", "1.50", "\"x\"").Select(json => JsonElement.Parse(json)),
        Text.Select(text => JsonSerializer.SerializeToElement(text)));

    private static readonly Gen<MediaReference> File = Gen.Select(Maybe(Text), Maybe(Address), Maybe(Text), (id, link, name) =>
        new MediaReference { MediaId = id, Link = link, Filename = name });

    private static readonly Gen<TemplateParameter> Parameter = Gen.OneOf(
        Text.Select(TemplateParameter.OfText),
        Gen.Select(Text, Text, TemplateParameter.OfText),
        Gen.Select(Text, Text, Gen.Decimal[-1_000_000, 1_000_000], TemplateParameter.OfCurrency),
        Text.Select(TemplateParameter.OfDateTime),
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Text, Text, TemplateParameter.OfLocation),
        Gen.Select(Text, Text, TemplateParameter.OfProduct),
        Json.Select(TemplateParameter.OfRaw),
        File.Select(TemplateParameter.OfImage),
        File.Select(TemplateParameter.OfVideo),
        File.Select(TemplateParameter.OfDocument));

    private static readonly Gen<TemplateComponent> Part = Gen.OneOf<TemplateComponent>(
        Is(Parameter.Array[0, 3].Select(parameters => TemplateComponent.Header(parameters))),
        Is(Parameter.Array[0, 3].Select(parameters => TemplateComponent.Body(parameters))),
        Is(Gen.Select(Text, Text.Array[0, 3], (text, examples) => TemplateComponent.Body(text + "{{1}} {{name}}", examples))),
        Is(Text.Select(TemplateComponent.Footer)),
        Is(Gen.Select(Gen.Int[0, 9], Text, TemplateComponent.UrlButton)),
        Is(Gen.Select(Text, Text, Maybe(Text), TemplateComponent.UrlButton)),
        Is(Gen.Select(Gen.Int[0, 9], Text, TemplateComponent.QuickReplyButton)),
        Is(Gen.Select(Gen.Int[0, 9], Text, TemplateComponent.CopyCodeButton)),
        Is(Gen.Select(Text, Text, TemplateComponent.PhoneButton)),
        Is(Gen.Select(Gen.Int[0, 9], Maybe(Text), There(Json), TemplateComponent.FlowButton)),
        Is(Gen.Select(Gen.Int[0, 9], Maybe(Text), TemplateComponent.CatalogButton)),
        Is(Gen.Select(Gen.Int[0, 9], Text, (index, product) => TemplateComponent.ProductsButton(index, product, new ListSection { Title = product }))),
        Is(Gen.Select(Gen.Int[0, 9], Gen.Int[1, 999], Maybe(Text), (index, minutes, payload) =>
            TemplateComponent.VoiceCallButton(index, TimeSpan.FromMinutes(minutes), payload))),
        Is(Gen.Select(Text, Text, Maybe(Text), TemplateComponent.OrderStatus)),
        Is(Gen.Long[0, 4_000_000_000_000].Select(at => TemplateComponent.LimitedTimeOffer(DateTimeOffset.FromUnixTimeMilliseconds(at)))),
        Is(Json.Select(TemplateComponent.OfRaw)));

    private static readonly Gen<TemplateComponent> Component = Gen.OneOf(
        Part, Is(Part.Array[0, 3].Array[0, 3].Select(cards => TemplateComponent.Carousel(cards))));

    private static readonly Gen<ContactCard> Card =
        from name in Gen.Select(Text, Maybe(Text), Maybe(Text), Maybe(Text), Maybe(Text), Maybe(Text))
        from phones in Maybe(Gen.Select(Maybe(Text), Maybe(Text), Maybe(Text), (phone, type, id) =>
            new ContactPhone { Phone = phone, Type = type, WaId = id }).Array[0, 2])
        from emails in Maybe(Gen.Select(Maybe(Text), Maybe(Text), (email, type) => new ContactEmail { Email = email, Type = type }).Array[0, 2])
        from org in Maybe(Gen.Select(Maybe(Text), Maybe(Text), Maybe(Text), (company, department, title) =>
            new ContactOrganization { Company = company, Department = department, Title = title }))
        from urls in Maybe(Gen.Select(Maybe(Address), Maybe(Text), (url, type) => new ContactUrl { Url = url, Type = type }).Array[0, 2])
        from place in Maybe(Gen.Select(Maybe(Text), Maybe(Text), Maybe(Text), Maybe(Text), (street, city, zip, code) =>
            new ContactAddress { Street = street, City = city, Zip = zip, State = zip, Country = city, CountryCode = code, Type = street }).Array[0, 2])
        from birthday in Maybe(Gen.Const("1990-01-02"))
        select new ContactCard
        {
            Name = new()
            {
                FormattedName = name.Item1,
                FirstName = name.Item2,
                LastName = name.Item3,
                MiddleName = name.Item4,
                Prefix = name.Item5,
                Suffix = name.Item6,
            },
            Phones = phones,
            Emails = emails,
            Org = org,
            Urls = urls,
            Addresses = place,
            Birthday = birthday,
        };

    private static readonly Gen<InteractiveHeader> Header = Gen.OneOf(
        Text.Select(InteractiveHeader.OfText),
        File.Select(InteractiveHeader.OfImage),
        File.Select(InteractiveHeader.OfVideo),
        File.Select(InteractiveHeader.OfDocument));

    private static readonly Gen<ListSection> Section = Gen.Select(
        Maybe(Text),
        Maybe(Gen.Select(Text, Text, Maybe(Text), (id, title, description) => new ListRow(id, title, description)).Array[0, 3]),
        Maybe(Text.Select(id => new ProductItem(id)).Array[0, 3]),
        (title, rows, products) => new ListSection { Title = title, Rows = rows, ProductItems = products });

    private static readonly Gen<FlowAction> Flow = Gen.Select(
        Maybe(Text), Maybe(Text), Text, Maybe(Text), Maybe(Text), There(Json), Maybe(Text),
        (id, name, cta, token, action, payload, mode) => new FlowAction
        {
            FlowId = id,
            FlowName = name,
            FlowCta = cta,
            FlowToken = token,
            Action = action,
            FlowActionPayload = payload,
            Mode = mode,
        });

    private static readonly Gen<InteractiveAction> Other = Gen.Select(
        Maybe(Text), Maybe(Text), Maybe(Text), Maybe(Json.Array[0, 3]), There(Json), Maybe(Section.Array[0, 2]),
        (name, catalog, product, cards, parameters, sections) => new InteractiveAction
        {
            Name = name,
            CatalogId = catalog,
            ProductRetailerId = product,
            Cards = cards,
            Parameters = parameters,
            Sections = sections,
        });

    private static readonly Gen<InteractiveMessage> Interactive = Gen.Select(
        Gen.OneOf(
            Gen.Select(Text, Gen.Select(Text, Text, (id, title) => new ReplyButton(id, title)).Array[1, 3], (body, buttons) =>
                InteractiveMessage.OfButtons(body, buttons)),
            Gen.Select(Text, Text, Section.Array[1, 3], (body, button, sections) => InteractiveMessage.OfList(body, button, sections)),
            Gen.Select(Text, Text, Address, InteractiveMessage.OfUrl),
            Gen.Select(Text, Maybe(Text), InteractiveMessage.OfCatalog),
            Gen.Select(Text, Flow, InteractiveMessage.OfFlow),
            Text.Select(InteractiveMessage.OfLocationRequest),
            Gen.Select(Text, Maybe(Text), Other, (type, body, action) => new InteractiveMessage { Type = type, Body = body, Action = action })),
        Maybe(Header),
        Maybe(Text),
        (message, header, footer) => message with { Header = header, Footer = footer });

    private static readonly Gen<OutgoingMessage> Content = Gen.OneOf<OutgoingMessage>(
        Of(Gen.Select(Text, There(Gen.Bool), (body, preview) => new TextMessage { Body = body, PreviewUrl = preview })),
        Of(Gen.Select(Maybe(Text), Maybe(Address), Maybe(Text), (id, link, caption) =>
            new ImageMessage { MediaId = id, Link = link, Caption = caption })),
        Of(Gen.Select(Maybe(Text), Maybe(Address), Maybe(Text), (id, link, caption) =>
            new VideoMessage { MediaId = id, Link = link, Caption = caption })),
        Of(Gen.Select(Maybe(Text), Maybe(Address), There(Gen.Bool), (id, link, voice) =>
            new AudioMessage { MediaId = id, Link = link, Voice = voice })),
        Of(Gen.Select(Maybe(Text), Maybe(Address), Maybe(Text), Maybe(Text), (id, link, name, caption) =>
            new DocumentMessage { MediaId = id, Link = link, Filename = name, Caption = caption })),
        Of(Gen.Select(Maybe(Text), Maybe(Address), (id, link) => new StickerMessage { MediaId = id, Link = link })),
        Of(Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Maybe(Text), Maybe(Text), (latitude, longitude, name, address) =>
            new LocationMessage { Latitude = latitude, Longitude = longitude, Name = name, Address = address })),
        Of(Card.Array[0, 3].Select(cards => new ContactsMessage { Contacts = cards })),
        Of(Gen.Select(Text, Text, (id, emoji) => new ReactionMessage { MessageId = id, Emoji = emoji })),
        Of(Gen.Select(Gen.String[Gen.Char['a', 'z'], 3, 9], Json, (type, json) => OutgoingMessage.Raw($"x_{type}", json))),
        Of(Interactive));

    public static Gen<OutgoingMessage> Any { get; } = Gen.Select(Content, Maybe(Text), Maybe(Text), Maybe(Text), (message, reply, data, account) =>
        message with { ReplyTo = reply, CallbackData = data, MessagingAccountId = account });

    public static Gen<TemplateMessage> Template { get; } = Gen.Select(Text, Text, Component.Array[0, 5], (name, language, components) =>
        new TemplateMessage { Name = name, Language = language, Components = components });

    public static Gen<Recipient> Receiver { get; } = Gen.OneOf(
        Gen.Long[1, long.MaxValue].Select(number => Recipient.Phone($"+{number}")),
        Text.Select(text => Recipient.User($"ES.{text}")),
        Text.Select(text => Recipient.Group($"g{text}")));

    private static Gen<OutgoingMessage> Of<T>(Gen<T> gen) where T : OutgoingMessage => gen.Select(message => (OutgoingMessage)message);

    private static Gen<TemplateComponent> Is<T>(Gen<T> gen) where T : TemplateComponent => gen.Select(part => (TemplateComponent)part);

    private static Gen<T?> Maybe<T>(Gen<T> gen) where T : class => Gen.Select(gen, Gen.Bool, (value, there) => there ? value : null);

    private static Gen<T?> There<T>(Gen<T> gen) where T : struct => Gen.Select(gen, Gen.Bool, (value, there) => there ? value : (T?)null);
}
