using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Numbers;

/// <summary>The original's status query, for the user's primary number, and what came to it since.</summary>
internal sealed record ConnectionStatusAnswer
{
    /// <summary>Kapso has the number for this user's customer.</summary>
    public required bool IsConnected { get; init; }

    public string? PhoneNumberId { get; init; }

    /// <summary><c>coexistence</c> or <c>dedicated</c>.</summary>
    public string? ConnectionType { get; init; }

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long? ConnectedAt { get; init; }

    public string? KapsoCustomerId { get; init; }

    public string? PhoneNumber { get; init; }

    public string? VerifiedName { get; init; }

    public ConnectionStatus? Status { get; init; }
}
