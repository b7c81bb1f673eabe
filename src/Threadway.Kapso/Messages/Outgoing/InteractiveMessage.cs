using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// A message with something to press. Each kind has a factory; one that Meta adds tomorrow is made of <see cref="Type"/> and
/// <see cref="Action"/>, or of <see cref="OutgoingMessage.Raw"/>. Header and footer are added with <c>with</c>.
/// </summary>
public sealed record InteractiveMessage : OutgoingMessage
{
    /// <summary>Meta's word for the kind, for example <c>button</c> or <c>list</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What stands above.</summary>
    public InteractiveHeader? Header { get; init; }

    /// <summary>The text; at most 1,024 characters.</summary>
    [JsonConverter(typeof(BodyTextConverter))]
    public string? Body { get; init; }

    /// <summary>The small text below; at most 60 characters.</summary>
    [JsonConverter(typeof(BodyTextConverter))]
    public string? Footer { get; init; }

    /// <summary>What can be pressed.</summary>
    public required InteractiveAction Action { get; init; }

    internal override string Kind => "interactive";

    /// <summary>A question with one to three answers. The press comes back as a message with the button's id.</summary>
    public static InteractiveMessage OfButtons(string body, params IReadOnlyList<ReplyButton> buttons) => new()
    {
        Type = "button",
        Body = body,
        Action = new() { Buttons = buttons },
    };

    /// <summary>A list that opens: at most 10 sections and 10 rows in all. The choice comes back with the row's id.</summary>
    /// <param name="body">The text.</param>
    /// <param name="button">What opens the list; at most 20 characters.</param>
    /// <param name="sections">The sections; with more than one, each needs a title.</param>
    public static InteractiveMessage OfList(string body, string button, params IReadOnlyList<ListSection> sections) => new()
    {
        Type = "list",
        Body = body,
        Action = new() { Button = button, Sections = sections },
    };

    /// <summary>A button that opens a web page.</summary>
    /// <param name="body">The text.</param>
    /// <param name="displayText">What stands on the button; at most 20 characters.</param>
    /// <param name="url">The page.</param>
    public static InteractiveMessage OfUrl(string body, string displayText, Uri url) => new()
    {
        Type = "cta_url",
        Body = body,
        Action = new()
        {
            Name = "cta_url",
            Parameters = JsonSerializer.SerializeToElement(new UrlParameters(displayText, url), KapsoJson.Default.UrlParameters),
        },
    };

    /// <summary>A button that opens the account's catalog.</summary>
    /// <param name="body">The text.</param>
    /// <param name="thumbnailProductId">The product (its retailer id) whose picture is shown; Meta's choice when <see langword="null"/>.</param>
    public static InteractiveMessage OfCatalog(string body, string? thumbnailProductId = null) => new()
    {
        Type = "catalog_message",
        Body = body,
        Action = new()
        {
            Name = "catalog_message",
            Parameters = thumbnailProductId is null
                ? null
                : JsonSerializer.SerializeToElement(new CatalogParameters(thumbnailProductId), KapsoJson.Default.CatalogParameters),
        },
    };

    /// <summary>A button that opens a flow, Meta's forms inside the chat.</summary>
    public static InteractiveMessage OfFlow(string body, FlowAction flow) => new()
    {
        Type = "flow",
        Body = body,
        Action = new() { Name = "flow", Parameters = JsonSerializer.SerializeToElement(flow, KapsoJson.Default.FlowAction) },
    };

    /// <summary>A button that asks for the person's place; it comes back as a location message.</summary>
    public static InteractiveMessage OfLocationRequest(string body) => new()
    {
        Type = "location_request_message",
        Body = body,
        Action = new() { Name = "send_location" },
    };

    /// <summary>A button that asks for the person's phone number; it comes back as a contact card.</summary>
    public static InteractiveMessage OfContactRequest(string body) => new()
    {
        Type = "request_contact_info",
        Body = body,
        Action = new() { Name = "request_contact_info" },
    };

    /// <summary>A form for the person's postal address (India and Singapore); it comes back in <see cref="MessageFlowAnswer.Address"/>.</summary>
    /// <param name="body">The text.</param>
    /// <param name="country">The country's two letters.</param>
    /// <param name="values">What the form begins with.</param>
    /// <param name="saved">Addresses to choose from.</param>
    public static InteractiveMessage OfAddressRequest(
        string body, string country, ShippingAddress? values = null, IReadOnlyList<SavedAddress>? saved = null) => new()
        {
            Type = "address_message",
            Body = body,
            Action = new()
            {
                Name = "address_message",
                Parameters = JsonSerializer.SerializeToElement(
                    new AddressParameters(country, values, saved), KapsoJson.Default.AddressParameters),
            },
        };

    /// <summary>A product of the catalog.</summary>
    public static InteractiveMessage OfProduct(string catalogId, string productRetailerId, string? body = null) => new()
    {
        Type = "product",
        Body = body,
        Action = new() { CatalogId = catalogId, ProductRetailerId = productRetailerId },
    };

    /// <summary>Several products of the catalog: at most 30, in at most 10 sections.</summary>
    /// <param name="header">What stands above; needed.</param>
    /// <param name="body">The text.</param>
    /// <param name="catalogId">The catalog.</param>
    /// <param name="sections">The products; with more than one section, each needs a title.</param>
    public static InteractiveMessage OfProducts(
        string header, string body, string catalogId, params IReadOnlyList<ListSection> sections) => new()
        {
            Type = "product_list",
            Header = InteractiveHeader.OfText(header),
            Body = body,
            Action = new() { CatalogId = catalogId, Sections = sections },
        };

    /// <summary>Cards side by side: from 2 to 10, all of one kind. It takes no header and no footer.</summary>
    public static InteractiveMessage OfCarousel(string body, params IReadOnlyList<CarouselCard> cards) => new()
    {
        Type = "carousel",
        Body = body,
        Action = new() { Cards = [.. cards.Select((card, index) => card.ToJson(index))] },
    };

    /// <summary>A bill (India and Brazil), with a button that pays it.</summary>
    public static InteractiveMessage OfOrderDetails(string body, OrderDetails order) => new()
    {
        Type = "order_details",
        Body = body,
        Action = new() { Name = "review_and_pay", Parameters = JsonSerializer.SerializeToElement(order, KapsoJson.Default.OrderDetails) },
    };

    /// <summary>What became of an order that was paid.</summary>
    /// <param name="body">The text.</param>
    /// <param name="referenceId">The caller's own id of the order.</param>
    /// <param name="status">Meta's word, for example <c>processing</c>, <c>shipped</c>, <c>completed</c> or <c>canceled</c>.</param>
    /// <param name="description">More about it; at most 120 characters.</param>
    public static InteractiveMessage OfOrderStatus(string body, string referenceId, string status, string? description = null) => new()
    {
        Type = "order_status",
        Body = body,
        Action = new()
        {
            Name = "review_order",
            Parameters = JsonSerializer.SerializeToElement(
                new OrderStatusParameters(referenceId, new(status, description)), KapsoJson.Default.OrderStatusParameters),
        },
    };

    /// <summary>A question whether the business may call; it comes back in <see cref="Message.CallPermission"/>.</summary>
    public static InteractiveMessage OfCallPermissionRequest(string? body = null) => new()
    {
        Type = "call_permission_request",
        Body = body,
        Action = new() { Name = "call_permission_request" },
    };
}
