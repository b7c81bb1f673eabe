using Threadway.Kapso;
using Threadway.Web.Connections.Reconciliation;

namespace Threadway.Web.Connections.Setup;

/// <summary>What the user picked. Null connection types are those that the app is configured to offer.</summary>
internal sealed record SetupRequest(SetupPurpose Purpose, IReadOnlyList<ConnectionType>? ConnectionTypes, string? Language);

/// <summary>What a link has to be like, and which attempt it serves.</summary>
internal sealed record SetupPlan
{
    public required Guid ConnectId { get; init; }

    public required SetupPurpose Purpose { get; init; }

    public required IReadOnlyList<ConnectionType> ConnectionTypes { get; init; }

    public string? Language { get; init; }

    public string? ExpectedPhoneNumberId { get; init; }

    public string? ExpectedDigits { get; init; }

    public string? ExpectedBusinessAccountId { get; init; }

    /// <summary>
    /// Whether Kapso still has the number that the reconnect is for. It refuses to reconnect one that it does not have
    /// (contract 4.6): that one is set up afresh, and compared with the expected number afterwards.
    /// </summary>
    public bool ReconnectInPlace { get; init; }
}
