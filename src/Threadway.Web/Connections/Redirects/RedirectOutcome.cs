namespace Threadway.Web.Connections.Redirects;

/// <summary>What a redirect carries, in the original's names and Kapso's: hints, every one.</summary>
/// <param name="SessionUserId">Who sits at the browser; null without a session.</param>
internal sealed record RedirectHint(string? SetupLinkId, string? CustomerId, string? PhoneNumberId, Guid? SessionUserId);

internal abstract record RedirectOutcome;

/// <summary>Connected, or almost: the page tells, live.</summary>
internal sealed record RedirectConnected(string LinkId) : RedirectOutcome;

/// <summary>The link is dead and nothing came of it: go on with a new one.</summary>
internal sealed record RedirectContinue(string ContinuePath) : RedirectOutcome;

/// <param name="Code">Contract section 5's word, or one of ours; letters, digits and underscores.</param>
internal sealed record RedirectFailed(string? LinkId, string Code) : RedirectOutcome;
