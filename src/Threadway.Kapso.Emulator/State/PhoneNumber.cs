using Threadway.Kapso.Emulator.Identifiers;

namespace Threadway.Kapso.Emulator.State;

internal sealed class PhoneNumber
{
    /// <summary>Meta's id of the operator's own number, which no customer has.</summary>
    public const string OperatorId = "100000000000001";

    /// <summary>Meta's id. Another one only when a sandbox number goes into production.</summary>
    public required string Id { get; set; }

    public required string InternalId { get; init; }
    public required string Name { get; set; }
    public string Kind { get; set; } = NumberKind.Production;
    public string? CustomerId { get; init; }
    public required string BusinessAccountId { get; set; }
    public required bool IsCoexistence { get; set; }

    /// <summary>The number itself, digits only.</summary>
    public required string Digits { get; set; }

    public required string VerifiedName { get; set; }
    public bool InboundProcessingEnabled { get; set; } = true;
    public bool CallsEnabled { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The customer took access away at Meta: sends and health checks fail until a reconnect.</summary>
    public bool Revoked { get; set; }

    /// <summary>Removed at Kapso. Kept, because Meta goes on knowing the number and its id.</summary>
    public bool Deleted { get; set; }

    public Registration Registration { get; set; } = new();
    public BusinessProfile Profile { get; set; } = new();
    public List<DisplayNameRequest> DisplayNameRequests { get; set; } = [];

    /// <summary>Whether digits, however they are written, are this number's.</summary>
    public bool IsAt(string digits) => Digits == digits || WaId.Of(Digits) == WaId.Of(digits);

    public bool IsConnected => !Revoked && Registration.IsRegistered;

    public bool IsSandbox => Kind == NumberKind.Sandbox;

    public string Status => IsConnected ? "CONNECTED" : "DISCONNECTED";

    public string Type => IsCoexistence ? ConnectionType.Coexistence : ConnectionType.Dedicated;

    /// <summary>Reviews of names end by the clock; whoever shows a name settles it first.</summary>
    public void Settle(DateTimeOffset now)
    {
        foreach (var request in DisplayNameRequests)
        {
            if (request.IsApplied(now))
                VerifiedName = request.RequestedName;
        }
    }
}

internal static class NumberKind
{
    public const string Production = "production";
    public const string Sandbox = "sandbox";
}
