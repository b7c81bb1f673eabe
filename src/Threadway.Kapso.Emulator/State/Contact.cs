using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Threadway.Kapso.Emulator.State;

/// <summary>What the project knows of a person.</summary>
internal sealed class Contact
{
    public required string Id { get; init; }

    /// <summary>The number, digits only, as WhatsApp spells it; a file of an earlier version may have had another way.</summary>
    public required string WaId { get; set => field = Identifiers.WaId.Of(value); }

    public string? ProfileName { get; set; }
    public string? DisplayName { get; set; }
    public string? CustomerId { get; set; }
    public JsonObject? Metadata { get; set; }

    /// <summary>Nobody created it: the person wrote, or was written to.</summary>
    public bool FromConversation { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Nobody told more of the person since.</summary>
    [JsonIgnore]
    public bool IsAsFound => FromConversation && UpdatedAt == CreatedAt;
}
