namespace Threadway.Web.Connections.Redirects;

/// <summary>What a redirect carries, in the original's names and Kapso's: hints, every one.</summary>
/// <param name="SessionUserId">Who sits at the browser; null without a session.</param>
internal sealed record ReturnHint(string? SetupLinkId, string? CustomerId, string? PhoneNumberId, Guid? SessionUserId);

internal abstract record ReturnOutcome;

/// <summary>Connected, or almost: the page tells, live.</summary>
internal sealed record ReturnedConnected(string LinkId) : ReturnOutcome;

/// <summary>The link is dead and nothing came of it: go on with a new one.</summary>
internal sealed record ReturnedContinue(string ContinuePath) : ReturnOutcome;

/// <param name="Code">Contract section 5's word, or one of ours; letters, digits and underscores.</param>
internal sealed record ReturnedFailed(string? LinkId, string Code) : ReturnOutcome;
