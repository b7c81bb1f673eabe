using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>Who pays Meta for the number's messages; frozen when the link is made (Kapso Platform: setup links).</summary>
[JsonConverter(typeof(OpenStringConverter<MetaBillingMode>))]
public readonly record struct MetaBillingMode : IOpenString<MetaBillingMode>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public MetaBillingMode(string value) => this.value = value is "" ? null : value;

    /// <summary>The customer pays Meta.</summary>
    public static MetaBillingMode CustomerManaged { get; } = new("customer_managed");

    /// <summary>The operator pays Meta.</summary>
    public static MetaBillingMode PartnerManaged { get; } = new("partner_managed");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static MetaBillingMode From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
