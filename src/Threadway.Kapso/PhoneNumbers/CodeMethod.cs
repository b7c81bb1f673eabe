using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>How a number's verification code comes (Meta: registration).</summary>
[JsonConverter(typeof(OpenStringConverter<CodeMethod>))]
public readonly record struct CodeMethod : IOpenString<CodeMethod>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public CodeMethod(string value) => this.value = value is "" ? null : value;

    /// <summary>By text message.</summary>
    public static CodeMethod Sms { get; } = new("SMS");

    /// <summary>By a call that reads it out.</summary>
    public static CodeMethod Voice { get; } = new("VOICE");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static CodeMethod From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
