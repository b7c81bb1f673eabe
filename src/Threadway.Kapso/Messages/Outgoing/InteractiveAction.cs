using System.Text.Json;
using System.Text.Json.Serialization;

namespace Threadway.Kapso;

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

    /// <summary>The cards of a carousel, as Meta writes them; <see cref="InteractiveMessage.OfCarousel"/> makes them of <see cref="CarouselCard"/>s.</summary>
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
