using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>Where a template stands at Meta (Meta: message templates).</summary>
[JsonConverter(typeof(OpenStringConverter<TemplateStatus>))]
public readonly record struct TemplateStatus : IOpenString<TemplateStatus>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public TemplateStatus(string value) => this.value = value is "" ? null : value;

    /// <summary>It can be sent.</summary>
    public static TemplateStatus Approved { get; } = new("APPROVED");

    /// <summary>Meta looks at it.</summary>
    public static TemplateStatus Pending { get; } = new("PENDING");

    /// <summary>Meta refused it.</summary>
    public static TemplateStatus Rejected { get; } = new("REJECTED");

    /// <summary>Meta stopped it for a while, for its quality.</summary>
    public static TemplateStatus Paused { get; } = new("PAUSED");

    /// <summary>Meta stopped it for good.</summary>
    public static TemplateStatus Disabled { get; } = new("DISABLED");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static TemplateStatus From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
