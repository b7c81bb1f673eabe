using System.Text.Json.Nodes;

namespace Threadway.Kapso.Emulator.State;

/// <summary>What the project knows of a person.</summary>
internal sealed class Contact
{
    public required string Id { get; init; }

    /// <summary>The number, digits only.</summary>
    public required string WaId { get; init; }

    public string? ProfileName { get; set; }
    public string? DisplayName { get; set; }
    public string? CustomerId { get; set; }
    public JsonObject? Metadata { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
}
