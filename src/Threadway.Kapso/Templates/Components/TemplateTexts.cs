using System.Text.Json;
using System.Text.Json.Serialization;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>What a template's header is (Meta: message templates).</summary>
[JsonConverter(typeof(OpenStringConverter<TemplateHeaderFormat>))]
public readonly record struct TemplateHeaderFormat : IOpenString<TemplateHeaderFormat>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public TemplateHeaderFormat(string value) => this.value = value is "" ? null : value;

    /// <summary>Text.</summary>
    public static TemplateHeaderFormat Text { get; } = new("TEXT");

    /// <summary>A picture.</summary>
    public static TemplateHeaderFormat Image { get; } = new("IMAGE");

    /// <summary>A film.</summary>
    public static TemplateHeaderFormat Video { get; } = new("VIDEO");

    /// <summary>A document.</summary>
    public static TemplateHeaderFormat Document { get; } = new("DOCUMENT");

    /// <summary>A place.</summary>
    public static TemplateHeaderFormat Location { get; } = new("LOCATION");

    /// <summary>A product of the catalog.</summary>
    public static TemplateHeaderFormat Product { get; } = new("PRODUCT");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static TemplateHeaderFormat From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}

/// <summary>What stands above: text, a file, a place or a product.</summary>
public sealed record TemplateHeader : TemplateComponent
{
    /// <summary>What it is; what a send needs is said by <see cref="Parameters"/> alone.</summary>
    public TemplateHeaderFormat? Format { get; init; }

    /// <summary>The text; at most 60 characters, with at most one variable.</summary>
    public string? Text { get; init; }

    /// <summary>What fills it, or in creating an example of that.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; init; } = [];

    // An example's handle names no file that can be sent.
    internal override bool IsFilled => Parameters.Count > 0 && Parameters.All(parameter => parameter.SampleHandle is null);

    internal override void WriteDeclaration(Utf8JsonWriter writer)
    {
        var format = Format?.Value ?? (Parameters is [var first, ..] ? first.Type.ToUpperInvariant() : "TEXT");
        writer.WriteStartObject();
        writer.WriteString("type"u8, "HEADER"u8);
        writer.WriteString("format"u8, format);
        writer.WriteIfThere("text"u8, Text);
        if (Parameters.Count > 0 && format == TemplateHeaderFormat.Text.Value)
            TemplateExamples.Write(writer, "header_text", Parameters, isTable: false);
        else if (Parameters is [{ SampleHandle: { } handle }, ..])
            TemplateExamples.WriteHandle(writer, handle);
        writer.WriteEndObject();
    }

    internal override void WriteValues(Utf8JsonWriter writer) => TemplateParameter.WriteAll(writer, "header", Parameters);

    internal static TemplateHeader Read(JsonElement header)
    {
        var format = header.Text("format")?.ToUpperInvariant() is { } word ? new TemplateHeaderFormat(word) : (TemplateHeaderFormat?)null;
        return new()
        {
            Format = format,
            Text = header.Text("text"),
            Parameters = TemplateExamples.Read(header, "header_text") is { Count: > 0 } texts
                ? texts
                : header.Child("example")?.Items("header_handle").FirstOrDefault().Text() is { } handle && format is { } kind
                    ? [TemplateParameter.OfMedia(kind.Value, new() { Handle = handle })]
                    : [],
            Raw = header,
        };
    }
}

/// <summary>The text.</summary>
public sealed record TemplateBody : TemplateComponent
{
    /// <summary>The text; at most 1,024 characters. An authentication template has Meta's own and none here.</summary>
    public string? Text { get; init; }

    /// <summary>What fills it, or in creating examples of that.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; init; } = [];

    /// <summary>Whether an authentication template says not to share the code.</summary>
    public bool? AddSecurityRecommendation { get; init; }

    internal override bool IsFilled => Parameters.Count > 0;

    internal override void WriteDeclaration(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "BODY"u8);
        writer.WriteIfThere("text"u8, Text);
        if (AddSecurityRecommendation is { } recommends)
            writer.WriteBoolean("add_security_recommendation"u8, recommends);
        if (Parameters.Count > 0 && Text is not null)
            TemplateExamples.Write(writer, "body_text", Parameters, isTable: true);
        writer.WriteEndObject();
    }

    internal override void WriteValues(Utf8JsonWriter writer) => TemplateParameter.WriteAll(writer, "body", Parameters);

    internal static TemplateBody Read(JsonElement body) => new()
    {
        Text = body.Text("text"),
        Parameters = TemplateExamples.Read(body, "body_text"),
        AddSecurityRecommendation = body.Flag("add_security_recommendation"),
        Raw = body,
    };
}

/// <summary>The small text below.</summary>
public sealed record TemplateFooter : TemplateComponent
{
    /// <summary>The text; at most 60 characters. An authentication template has Meta's own and none here.</summary>
    public string? Text { get; init; }

    /// <summary>After how many minutes the code of an authentication template says that it is void: 1 to 90.</summary>
    public int? CodeExpirationMinutes { get; init; }

    internal override bool IsFilled => false;

    internal override void WriteDeclaration(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "FOOTER"u8);
        writer.WriteIfThere("text"u8, Text);
        if (CodeExpirationMinutes is { } minutes)
            writer.WriteNumber("code_expiration_minutes"u8, minutes);
        writer.WriteEndObject();
    }

    internal override void WriteValues(Utf8JsonWriter writer) => throw new InvalidOperationException("Nothing fills a footer.");

    internal static TemplateFooter Read(JsonElement footer) => new()
    {
        Text = footer.Text("text"),
        CodeExpirationMinutes = footer.Whole("code_expiration_minutes") is { } minutes and >= 0 and <= int.MaxValue ? (int)minutes : null,
        Raw = footer,
    };
}
