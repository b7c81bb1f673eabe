namespace Threadway.Kapso.Emulator.State;

internal sealed class PhoneNumber
{
    public required string Id { get; init; }
    public required string InternalId { get; init; }
    public required string Name { get; set; }
    public string? CustomerId { get; init; }
    public required string BusinessAccountId { get; init; }
    public required bool IsCoexistence { get; set; }

    /// <summary>The number itself, digits only.</summary>
    public required string Digits { get; init; }

    public required string VerifiedName { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The customer took access away at Meta: sends and health checks fail until a reconnect.</summary>
    public bool Revoked { get; set; }

    /// <summary>Removed at Kapso. Kept, because Meta goes on knowing the number and its id.</summary>
    public bool Deleted { get; set; }

    public string Status => Revoked ? "DISCONNECTED" : "CONNECTED";

    public string Type => IsCoexistence ? ConnectionType.Coexistence : ConnectionType.Dedicated;
}
