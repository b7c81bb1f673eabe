namespace Threadway.Web.Connections.Disconnect;

internal abstract record DisconnectOutcome;

/// <summary>Kapso confirmed that the number is gone. A coexistence number still needs a step on the owner's phone.</summary>
internal sealed record Disconnected(bool PhoneStepRemains) : DisconnectOutcome;

/// <summary>The request is kept and tried again by the sweep; Kapso did not carry it out yet.</summary>
/// <param name="RetryAfter">Known where all that Kapso allows in a minute is used up.</param>
internal sealed record DisconnectPending(string Code, string? ProviderSentence, TimeSpan? RetryAfter) : DisconnectOutcome;

/// <summary>Messages wait, and nobody said what becomes of them: nothing was done.</summary>
internal sealed record DisconnectAsks(WaitingMessages Waiting) : DisconnectOutcome;

/// <summary>It is done by itself when the messages that wait are sent, and then at the latest.</summary>
internal sealed record DisconnectLater(DateTimeOffset By) : DisconnectOutcome;

internal sealed record DisconnectUnknownNumber : DisconnectOutcome;
