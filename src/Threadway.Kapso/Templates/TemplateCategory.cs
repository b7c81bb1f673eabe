using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>What a template is for, which decides its price (Meta: message templates).</summary>
[JsonConverter(typeof(OpenStringConverter<TemplateCategory>))]
public readonly record struct TemplateCategory : IOpenString<TemplateCategory>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public TemplateCategory(string value) => this.value = value is "" ? null : value;

    /// <summary>One-time codes.</summary>
    public static TemplateCategory Authentication { get; } = new("AUTHENTICATION");

    /// <summary>Offers and news.</summary>
    public static TemplateCategory Marketing { get; } = new("MARKETING");

    /// <summary>What follows from something that the person did.</summary>
    public static TemplateCategory Utility { get; } = new("UTILITY");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static TemplateCategory From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
