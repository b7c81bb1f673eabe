using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// A message with something to press. The common kinds have a factory; the others of Meta's (products, carousels, orders) are made of
/// <see cref="Type"/> and <see cref="Action"/>. Header and footer are added with <c>with</c>.
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
}

/// <summary>What can be pressed in an interactive message; which members are needed depends on its type.</summary>
public sealed record InteractiveAction
{
    /// <summary>Meta's word for the action, where the type has one.</summary>
    public string? Name { get; init; }

    /// <summary>What opens a list; at most 20 characters.</summary>
    public string? Button { get; init; }

    /// <summary>The answers of a question.</summary>
    public IReadOnlyList<ReplyButton>? Buttons { get; init; }

    /// <summary>The sections of a list, or of products.</summary>
    public IReadOnlyList<ListSection>? Sections { get; init; }

    /// <summary>The catalog, for products.</summary>
    public string? CatalogId { get; init; }

    /// <summary>The product, for a single one.</summary>
    public string? ProductRetailerId { get; init; }

    /// <summary>The cards of a carousel, from 2 to 10, as Meta writes them.</summary>
    public IReadOnlyList<JsonElement>? Cards { get; init; }

    /// <summary>The action's own values, as Meta writes them.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Names the action without its values.</summary>
    public override string ToString() => $"InteractiveAction {{ Name = {Name} }}";
}

/// <summary>One answer to a question.</summary>
/// <param name="Id">What comes back when it is pressed; at most 256 characters.</param>
/// <param name="Title">What stands on it; at most 20 characters.</param>
[JsonConverter(typeof(ReplyButtonConverter))]
public sealed record ReplyButton(string Id, string Title);

/// <summary>A part of a list.</summary>
public sealed record ListSection
{
    /// <summary>The part's title; at most 24 characters.</summary>
    public string? Title { get; init; }

    /// <summary>The rows of a list.</summary>
    public IReadOnlyList<ListRow>? Rows { get; init; }

    /// <summary>The products of a product list.</summary>
    public IReadOnlyList<ProductItem>? ProductItems { get; init; }
}

/// <summary>One row of a list.</summary>
/// <param name="Id">What comes back when it is chosen; at most 200 characters.</param>
/// <param name="Title">The row's title; at most 24 characters.</param>
/// <param name="Description">What stands below the title; at most 72 characters.</param>
public sealed record ListRow(string Id, string Title, string? Description = null);

/// <summary>A product of the catalog.</summary>
/// <param name="ProductRetailerId">The product's id in the catalog.</param>
public sealed record ProductItem(string ProductRetailerId);

/// <summary>Which flow a button opens. Give one of <see cref="FlowId"/> and <see cref="FlowName"/>.</summary>
public sealed record FlowAction
{
    /// <summary>The version of Meta's flow messages; <c>3</c>.</summary>
    public string FlowMessageVersion { get; init; } = "3";

    /// <summary>The flow's id.</summary>
    public string? FlowId { get; init; }

    /// <summary>The flow's name.</summary>
    public string? FlowName { get; init; }

    /// <summary>What stands on the button; at most 30 characters.</summary>
    public required string FlowCta { get; init; }

    /// <summary>The caller's own mark, which comes back with the answers.</summary>
    public string? FlowToken { get; init; }

    /// <summary><c>navigate</c> or <c>data_exchange</c>.</summary>
    [JsonPropertyName("flow_action")]
    public string? Action { get; init; }

    /// <summary>The first screen and its data, as Meta writes them.</summary>
    public JsonElement? FlowActionPayload { get; init; }

    /// <summary><c>draft</c> to try a flow that is not published.</summary>
    public string? Mode { get; init; }

    /// <summary>Names the flow without token and data.</summary>
    public override string ToString() => $"FlowAction {{ FlowId = {FlowId}, FlowName = {FlowName} }}";
}

/// <summary>What stands above an interactive message: text, or one file.</summary>
public sealed record InteractiveHeader
{
    /// <summary>Meta's word: <c>text</c>, <c>image</c>, <c>video</c> or <c>document</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>The picture.</summary>
    public MediaReference? Image { get; init; }

    /// <summary>The film.</summary>
    public MediaReference? Video { get; init; }

    /// <summary>The document.</summary>
    public MediaReference? Document { get; init; }

    /// <summary>A text above.</summary>
    public static InteractiveHeader OfText(string text) => new() { Type = "text", Text = text };

    /// <summary>A picture above.</summary>
    public static InteractiveHeader OfImage(MediaReference image) => new() { Type = "image", Image = image };

    /// <summary>A film above.</summary>
    public static InteractiveHeader OfVideo(MediaReference video) => new() { Type = "video", Video = video };

    /// <summary>A document above.</summary>
    public static InteractiveHeader OfDocument(MediaReference document) => new() { Type = "document", Document = document };

    /// <summary>Names the type alone.</summary>
    public override string ToString() => $"InteractiveHeader {{ Type = {Type} }}";
}

internal sealed record UrlParameters(string DisplayText, Uri Url);

internal sealed record CatalogParameters(string ThumbnailProductRetailerId);
