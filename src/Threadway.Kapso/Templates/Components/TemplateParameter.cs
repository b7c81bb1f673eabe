using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>One value in a template's header or body.</summary>
public sealed record TemplateParameter
{
    /// <summary>
    /// The type of value: <c>text</c>, <c>currency</c>, <c>date_time</c>, <c>image</c>, <c>video</c>, <c>document</c>, <c>location</c> or
    /// <c>product</c>.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>The parameter's name, for templates with named parameters.</summary>
    public string? ParameterName { get; init; }

    /// <summary>The amount of money.</summary>
    public TemplateCurrency? Currency { get; init; }

    /// <summary>The time.</summary>
    public TemplateDateTime? DateTime { get; init; }

    /// <summary>The picture.</summary>
    public MediaReference? Image { get; init; }

    /// <summary>The film.</summary>
    public MediaReference? Video { get; init; }

    /// <summary>The document.</summary>
    public MediaReference? Document { get; init; }

    /// <summary>The place.</summary>
    public TemplateLocation? Location { get; init; }

    /// <summary>The product.</summary>
    public TemplateProduct? Product { get; init; }

    /// <summary>The value as Meta writes it; see <see cref="OfRaw"/>.</summary>
    [JsonIgnore]
    public JsonElement? Raw { get; init; }

    [JsonIgnore]
    internal string? SampleHandle => (Image ?? Video ?? Document)?.Handle;

    [JsonIgnore]
    internal string ExampleText => Text ?? Currency?.FallbackValue ?? DateTime?.FallbackValue ?? "";

    /// <summary>A text value. It may hold no line break, no tab and no five spaces in a row (Meta: 132018).</summary>
    public static TemplateParameter OfText(string text) => new() { Type = "text", Text = text };

    /// <summary>A text value of a template with named parameters.</summary>
    public static TemplateParameter OfText(string name, string text) => new() { Type = "text", Text = text, ParameterName = name };

    /// <summary>An amount of money, which the phone writes in its own language.</summary>
    /// <param name="fallback">The amount as text, where the phone cannot.</param>
    /// <param name="code">The currency's three letters.</param>
    /// <param name="amount">The amount in units of the currency; thousandths are kept.</param>
    public static TemplateParameter OfCurrency(string fallback, string code, decimal amount) => new()
    {
        Type = "currency",
        Currency = new(fallback, code, (long)decimal.Round(amount * 1000)),
    };

    /// <summary>A time, as text.</summary>
    public static TemplateParameter OfDateTime(string text) => new() { Type = "date_time", DateTime = new(text) };

    /// <summary>A picture.</summary>
    public static TemplateParameter OfImage(MediaReference image) => new() { Type = "image", Image = image };

    /// <summary>A film.</summary>
    public static TemplateParameter OfVideo(MediaReference video) => new() { Type = "video", Video = video };

    /// <summary>A document.</summary>
    public static TemplateParameter OfDocument(MediaReference document) => new() { Type = "document", Document = document };

    /// <summary>A place, which a header of that format must have (Meta: 132012 without).</summary>
    /// <param name="latitude">Degrees north of the equator.</param>
    /// <param name="longitude">Degrees east of Greenwich.</param>
    /// <param name="name">The place's name.</param>
    /// <param name="address">The place's address.</param>
    public static TemplateParameter OfLocation(double latitude, double longitude, string name, string address) => new()
    {
        Type = "location",
        Location = new(latitude, longitude, name, address),
    };

    /// <summary>A product of the catalog, for a header of that format.</summary>
    public static TemplateParameter OfProduct(string catalogId, string productRetailerId) => new()
    {
        Type = "product",
        Product = new(productRetailerId, catalogId),
    };

    /// <summary>A value as Meta writes it, for what has no member here yet. It goes out as it is.</summary>
    public static TemplateParameter OfRaw(JsonElement json) => new() { Type = json.Text("type") ?? "raw", Raw = json.Clone() };

    /// <summary>Names the type alone: the text may be a one-time code.</summary>
    public override string ToString() => $"TemplateParameter {{ Type = {Type} }}";

    internal static TemplateParameter OfMedia(string format, MediaReference media) => format.ToUpperInvariant() switch
    {
        "IMAGE" => OfImage(media),
        "VIDEO" => OfVideo(media),
        _ => OfDocument(media),
    };

    internal static void WriteAll(Utf8JsonWriter writer, string type, IReadOnlyList<TemplateParameter> parameters)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteStartArray("parameters"u8);
        foreach (var parameter in parameters)
        {
            if (parameter.Raw is { } raw)
                raw.WriteTo(writer);
            else
                JsonSerializer.Serialize(writer, parameter, KapsoJson.Default.TemplateParameter);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

/// <summary>An amount of money in a template.</summary>
/// <param name="FallbackValue">The amount as text, where the phone cannot write it.</param>
/// <param name="Code">The currency's three letters.</param>
/// <param name="AmountInThousandths">The amount, times 1,000.</param>
public sealed record TemplateCurrency(
    string FallbackValue, string Code, [property: JsonPropertyName("amount_1000")] long AmountInThousandths);

/// <summary>A time in a template.</summary>
/// <param name="FallbackValue">The time as text.</param>
public sealed record TemplateDateTime(string FallbackValue);

/// <summary>A place in a template's header.</summary>
/// <param name="Latitude">Degrees north of the equator.</param>
/// <param name="Longitude">Degrees east of Greenwich.</param>
/// <param name="Name">The place's name.</param>
/// <param name="Address">The place's address.</param>
public sealed record TemplateLocation(double Latitude, double Longitude, string Name, string Address)
{
    /// <summary>Says that it is a place, and not where.</summary>
    public override string ToString() => nameof(TemplateLocation);
}

/// <summary>A product in a template's header.</summary>
/// <param name="ProductRetailerId">The product's id in the catalog.</param>
/// <param name="CatalogId">The catalog.</param>
public sealed record TemplateProduct(string ProductRetailerId, string CatalogId);
