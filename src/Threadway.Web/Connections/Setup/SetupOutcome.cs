using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Setup;

/// <summary>What came of asking for a setup link.</summary>
public abstract record SetupOutcome;

/// <summary>A link to hand out. <paramref name="SetupUrl"/> holds a secret: it goes to the browser and never to a log.</summary>
public sealed record SetupReady(string LinkId, Uri SetupUrl, DateTimeOffset? ExpiresAt, string KapsoCustomerId, string ContinuePath) : SetupOutcome
{
    public override string ToString() => $"SetupReady({LinkId})";
}

/// <summary>Kapso refused or could not be reached; nothing is half-written and a second press goes on from what exists.</summary>
/// <param name="Code">Stable: <c>kapso_customer_creation_failed</c>, <c>kapso_setup_link_creation_failed</c>.</param>
/// <param name="ProviderSentence">Kapso's own words, when it gave any.</param>
/// <param name="Reachable">False where no answer came at all.</param>
public sealed record SetupRefused(string Code, string? ProviderSentence, bool Reachable) : SetupOutcome;

/// <summary>The number is not the user's, or unknown.</summary>
public sealed record SetupUnknownNumber : SetupOutcome;

/// <summary>The number works (or is being disconnected): there is nothing to reconnect.</summary>
public sealed record SetupNotNeeded(ConnectionStatus Status) : SetupOutcome;

/// <summary>This attempt is settled: it came out as <paramref name="Setup"/> says.</summary>
public sealed record SetupSettled(SetupView Setup) : SetupOutcome;

/// <summary>The bounded number of links for one attempt is used up; start again from the dashboard.</summary>
public sealed record SetupExhausted : SetupOutcome;

/// <summary>It cannot be done just now, and nothing was done: press again in a moment.</summary>
/// <param name="Code">Why, as in docs/errors.md: <c>busy</c>, <c>kapso_budget</c>.</param>
public sealed record SetupBusy(string Code) : SetupOutcome;
