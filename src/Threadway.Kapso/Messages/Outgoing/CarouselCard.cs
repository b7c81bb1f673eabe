using System.Text.Json;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>One card of a carousel that is sent without a template. All cards of a carousel are of one kind.</summary>
public sealed record CarouselCard
{
    private readonly string type;
    private readonly InteractiveHeader? header;
    private readonly string? body;
    private readonly Action<Utf8JsonWriter> action;

    private CarouselCard(string type, InteractiveHeader? header, string? body, Action<Utf8JsonWriter> action) =>
        (this.type, this.header, this.body, this.action) = (type, header, body, action);

    /// <summary>A card with a button that opens a web page.</summary>
    /// <param name="header">A picture or a film.</param>
    /// <param name="body">The text; at most 160 characters.</param>
    /// <param name="displayText">What stands on the button; at most 20 characters.</param>
    /// <param name="url">The page.</param>
    public static CarouselCard OfUrl(InteractiveHeader header, string? body, string displayText, Uri url) => new("cta_url", header, body, writer =>
    {
        writer.WriteString("name"u8, "cta_url"u8);
        writer.WritePropertyName("parameters"u8);
        JsonSerializer.Serialize(writer, new UrlParameters(displayText, url), KapsoJson.Default.UrlParameters);
    });

    /// <summary>A card with answers. The press comes back as a message with the button's id.</summary>
    /// <param name="header">A picture or a film.</param>
    /// <param name="body">The text; at most 160 characters.</param>
    /// <param name="buttons">The answers.</param>
    public static CarouselCard OfButtons(InteractiveHeader header, string? body, params IReadOnlyList<ReplyButton> buttons) =>
        new("button", header, body, writer =>
        {
            writer.WriteStartArray("buttons"u8);
            foreach (var button in buttons)
            {
                writer.WriteStartObject();
                writer.WriteString("type"u8, "quick_reply"u8);
                writer.WriteStartObject("quick_reply"u8);
                writer.WriteString("id"u8, button.Id);
                writer.WriteString("title"u8, button.Title);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    /// <summary>A card that shows a product of the catalog.</summary>
    public static CarouselCard OfProduct(string catalogId, string productRetailerId) => new("product", null, null, writer =>
    {
        writer.WriteString("product_retailer_id"u8, productRetailerId);
        writer.WriteString("catalog_id"u8, catalogId);
    });

    /// <summary>Names the kind alone.</summary>
    public override string ToString() => $"CarouselCard {{ Type = {type} }}";

    internal JsonElement ToJson(int index) => JsonElement.Parse(JsonBody.Written((card: this, index), static (writer, it) =>
    {
        var (card, index) = it;
        writer.WriteStartObject();
        writer.WriteNumber("card_index"u8, index);
        writer.WriteString("type"u8, card.type);
        if (card.header is { } header)
        {
            writer.WritePropertyName("header"u8);
            JsonSerializer.Serialize(writer, header, KapsoJson.Default.InteractiveHeader);
        }

        if (card.body is { } body)
        {
            writer.WriteStartObject("body"u8);
            writer.WriteString("text"u8, body);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("action"u8);
        card.action(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }));
}
