using System.Text.Json.Serialization;

namespace Threadway.Kapso;

/// <summary>The overall result of a health check (Kapso Platform: phone number health).</summary>
[JsonConverter(typeof(OpenStringConverter<HealthStatus>))]
public readonly record struct HealthStatus : IOpenString<HealthStatus>
{
    private readonly string? value;

    /// <summary>Takes any word, known or not.</summary>
    public HealthStatus(string value) => this.value = value is "" ? null : value;

    /// <summary>Everything that was checked works.</summary>
    public static HealthStatus Healthy { get; } = new("healthy");

    /// <summary>It works with limits.</summary>
    public static HealthStatus Degraded { get; } = new("degraded");

    /// <summary>It does not work.</summary>
    public static HealthStatus Unhealthy { get; } = new("unhealthy");

    /// <summary>The check itself failed or took too long.</summary>
    public static HealthStatus Error { get; } = new("error");

    /// <inheritdoc/>
    public string Value => value ?? "";

    /// <inheritdoc/>
    public static HealthStatus From(string value) => new(value);

    /// <summary>The word as on the wire.</summary>
    public override string ToString() => Value;
}
