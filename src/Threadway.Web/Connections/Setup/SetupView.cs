using Threadway.Web.Connections.Reconciliation;

namespace Threadway.Web.Connections.Setup;

public enum SetupState
{
    /// <summary>The hosted page was handed out and not finished: offer Continue.</summary>
    Unfinished,
    /// <summary>Kapso is working on it, or the number is not visible yet: almost there.</summary>
    Processing,
    Completed,
    Failed,
    Expired,
    /// <summary>A newer link took over.</summary>
    Revoked,
}

/// <summary>One setup link as its owner sees it.</summary>
public sealed record SetupView
{
    public required string LinkId { get; init; }
    public required string ContinuePath { get; init; }
    public required string PutAwayPath { get; init; }
    public required SetupPurpose Purpose { get; init; }
    public required SetupState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    /// <summary>Contract section 5's word, or one of ours (<c>number_mismatch</c>, <c>business_account_mismatch</c>).</summary>
    public string? ErrorCode { get; init; }
    /// <summary>Kapso's own sentence, free text: show it escaped, beside ours.</summary>
    public string? ProviderSentence { get; init; }
    /// <summary>The number that a reconnect is for.</summary>
    public string? ExpectedPhoneNumber { get; init; }
    /// <summary>The number that came out of it, once known.</summary>
    public string? PhoneNumberId { get; init; }
    /// <summary>Whether nothing happens until its owner does something, who may not want to be told of it any more.</summary>
    public bool WaitsForItsOwner => State is SetupState.Unfinished or SetupState.Failed or SetupState.Expired;
}
