using System.Text.Json;

namespace Threadway.Kapso;

/// <summary>
/// A part of a template (Meta: template components). One family for all that is done with templates: they are created with these parts,
/// read as these parts, and sent with these parts. Where a template has a variable, creating takes the part's value for the example that
/// Meta wants to see, and sending for what the receiver reads; so the parts that a template was created with can be sent as they stand.
/// </summary>
public abstract record TemplateComponent
{
    private protected TemplateComponent()
    {
    }

    /// <summary>The part as it came; undefined for one that was made here.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Whether a send says something of it.</summary>
    internal abstract bool IsFilled { get; }

    /// <summary>A header that is text.</summary>
    /// <param name="text">The text; at most 60 characters, with at most one variable.</param>
    /// <param name="examples">What the variable may hold.</param>
    public static TemplateHeader Header(string text, params IReadOnlyList<string> examples) => new()
    {
        Format = TemplateHeaderFormat.Text,
        Text = text,
        Parameters = TemplatePlaceholders.Filled(text, examples),
    };

    /// <summary>A header that is a file, to create a template with.</summary>
    /// <param name="format">What it is.</param>
    /// <param name="sampleHandle">The handle of a file as an example: <see cref="IngestTarget.Handle"/>.</param>
    public static TemplateHeader Header(TemplateHeaderFormat format, string sampleHandle) => new()
    {
        Format = format,
        Parameters = [TemplateParameter.OfMedia(format.Value, new() { Handle = sampleHandle })],
    };

    /// <summary>A header that is a place or a product, to create a template with.</summary>
    public static TemplateHeader Header(TemplateHeaderFormat format) => new() { Format = format };

    /// <summary>What fills the header.</summary>
    public static TemplateHeader Header(params IReadOnlyList<TemplateParameter> parameters) => new() { Parameters = parameters };

    /// <summary>The body, to create a template with.</summary>
    /// <param name="text">The text; at most 1,024 characters. Variables are <c>{{1}}</c>, or names: <c>{{order}}</c>.</param>
    /// <param name="examples">What the variables may hold, in the order in which they stand in the text.</param>
    public static TemplateBody Body(string text, params IReadOnlyList<string> examples) => new()
    {
        Text = text,
        Parameters = TemplatePlaceholders.Filled(text, examples),
    };

    /// <summary>What fills the body.</summary>
    public static TemplateBody Body(params IReadOnlyList<TemplateParameter> parameters) => new() { Parameters = parameters };

    /// <summary>The small text below; at most 60 characters, without variables.</summary>
    public static TemplateFooter Footer(string text) => new() { Text = text };

    /// <summary>A button that opens a web page, to create a template with.</summary>
    /// <param name="text">What stands on it; at most 25 characters.</param>
    /// <param name="url">The page; it may end in one variable.</param>
    /// <param name="example">What the variable may hold.</param>
    public static TemplateUrlButton UrlButton(string text, string url, string? example = null) => new() { Text = text, Url = url, Value = example };

    /// <summary>The end of a button's address, or the code that it copies.</summary>
    public static TemplateUrlButton UrlButton(int index, string text) => new() { Index = index, Value = text };

    /// <summary>A button that answers, to create a template with.</summary>
    /// <param name="text">What stands on it; at most 25 characters.</param>
    public static TemplateQuickReplyButton QuickReplyButton(string text) => new() { Text = text };

    /// <summary>What comes back when a button is pressed.</summary>
    public static TemplateQuickReplyButton QuickReplyButton(int index, string payload) => new() { Index = index, Payload = payload };

    /// <summary>A button that calls a number, to create a template with.</summary>
    /// <param name="text">What stands on it; at most 25 characters.</param>
    /// <param name="phoneNumber">The number, with its country's code.</param>
    public static TemplatePhoneButton PhoneButton(string text, string phoneNumber) => new() { Text = text, PhoneNumber = phoneNumber };

    /// <summary>A button that copies a coupon's code, to create a template with.</summary>
    /// <param name="example">What the code may be; at most 15 characters.</param>
    public static TemplateCopyCodeButton CopyCodeButton(string example) => new() { Code = example };

    /// <summary>The coupon's code that a button copies.</summary>
    public static TemplateCopyCodeButton CopyCodeButton(int index, string code) => new() { Index = index, Code = code };

    /// <summary>A button that opens a flow.</summary>
    /// <param name="index">Which button, from 0.</param>
    /// <param name="flowToken">The caller's own mark, which comes back with the answers.</param>
    /// <param name="data">The first screen's data.</param>
    public static TemplateFlowButton FlowButton(int index, string? flowToken = null, JsonElement? data = null) => new()
    {
        Index = index,
        FlowToken = flowToken,
        Data = data,
    };

    /// <summary>A button that opens the catalog.</summary>
    /// <param name="index">Which button, from 0.</param>
    /// <param name="thumbnailProductRetailerId">The product whose picture is shown; Meta's choice when <see langword="null"/>.</param>
    public static TemplateCatalogButton CatalogButton(int index, string? thumbnailProductRetailerId = null) => new()
    {
        Index = index,
        ThumbnailProductRetailerId = thumbnailProductRetailerId,
    };

    /// <summary>A button that shows several products of the catalog.</summary>
    /// <param name="index">Which button, from 0.</param>
    /// <param name="thumbnailProductRetailerId">The product whose picture is shown.</param>
    /// <param name="sections">The products, at most 30 in 10 sections.</param>
    public static TemplateProductsButton ProductsButton(
        int index, string thumbnailProductRetailerId, params IReadOnlyList<ListSection> sections) => new()
        {
            Index = index,
            ThumbnailProductRetailerId = thumbnailProductRetailerId,
            Sections = sections,
        };

    /// <summary>A button that calls the business on WhatsApp.</summary>
    /// <param name="index">Which button, from 0.</param>
    /// <param name="timeToLive">For how long it works: minutes to 30 days; 7 days by default.</param>
    /// <param name="payload">The caller's own mark, which comes with the call.</param>
    public static TemplateVoiceCallButton VoiceCallButton(int index, TimeSpan? timeToLive = null, string? payload = null) => new()
    {
        Index = index,
        TimeToLive = timeToLive,
        Payload = payload,
    };

    /// <summary>A button that asks for a payment.</summary>
    public static TemplateOrderDetailsButton OrderDetailsButton(int index, OrderDetails order) => new() { Index = index, Order = order };

    /// <summary>An offer that ends, to create a template with.</summary>
    /// <param name="text">What stands on the offer; at most 16 characters.</param>
    /// <param name="hasExpiration">Whether the time that is left is shown.</param>
    public static TemplateLimitedTimeOffer LimitedTimeOffer(string text, bool hasExpiration = true) => new()
    {
        Text = text,
        HasExpiration = hasExpiration,
    };

    /// <summary>When the offer ends.</summary>
    public static TemplateLimitedTimeOffer LimitedTimeOffer(DateTimeOffset expiresAt) => new() { ExpiresAt = expiresAt };

    /// <summary>Cards side by side, from 2 to 10; each is made of the same parts: <c>Carousel([Header(…), Body(…)], [Header(…), Body(…)])</c>.</summary>
    public static TemplateCarousel Carousel(params IReadOnlyList<IReadOnlyList<TemplateComponent>> cards) => new()
    {
        Cards = [.. cards.Select(parts => new TemplateCard { Components = parts })],
    };

    /// <summary>What an order's status template tells.</summary>
    /// <param name="referenceId">The caller's own id of the order.</param>
    /// <param name="status">Meta's word, for example <c>processing</c> or <c>shipped</c>.</param>
    /// <param name="description">More about it.</param>
    public static TemplateOrderStatus OrderStatus(string referenceId, string status, string? description = null) => new()
    {
        ReferenceId = referenceId,
        Status = status,
        Description = description,
    };

    /// <summary>A part as Meta writes it, for what has no record here yet. It goes out as it is, in creating and in sending.</summary>
    public static RawTemplateComponent OfRaw(JsonElement json) => new() { Raw = json.Clone() };

    /// <summary>Names the kind alone: a value may be a one-time code.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Writes what creating a template says of it.</summary>
    internal abstract void WriteDeclaration(Utf8JsonWriter writer);

    /// <summary>Writes what sending the template says of it.</summary>
    internal abstract void WriteValues(Utf8JsonWriter writer);
}

/// <summary>A part as Meta writes it; see <see cref="TemplateComponent.OfRaw"/>.</summary>
public sealed record RawTemplateComponent : TemplateComponent
{
    internal RawTemplateComponent()
    {
    }

    internal override bool IsFilled => true;

    internal override void WriteDeclaration(Utf8JsonWriter writer) => Raw.WriteTo(writer);

    internal override void WriteValues(Utf8JsonWriter writer) => Raw.WriteTo(writer);
}
