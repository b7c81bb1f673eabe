namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>What the customer chose on the hosted page; what is left out is chosen for them.</summary>
internal sealed record SetupChoice(
    string? ConnectionType = null, string? PhoneNumber = null, string? VerifiedName = null, string? CountryIso = null);

/// <summary>How a link ended.</summary>
internal abstract record SetupOutcome;

/// <summary>Connected: where the browser goes, and the event that tells of it (none when nothing changed).</summary>
internal sealed record SetupCompleted(string PhoneNumberId, string? RedirectUrl, SetupEvent? Event) : SetupOutcome;

/// <summary>Failed, with a code of contract 5.</summary>
internal sealed record SetupFailed(string ErrorCode, string? RedirectUrl, string Reason) : SetupOutcome;

/// <summary>The link does not take a customer any more.</summary>
internal sealed record SetupClosed(string LinkStatus, string? RedirectUrl) : SetupOutcome;

internal sealed record SetupEvent(string Name, string PhoneNumberId, System.Text.Json.Nodes.JsonObject Body);
