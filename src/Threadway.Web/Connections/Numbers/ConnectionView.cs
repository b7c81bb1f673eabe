using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Numbers;

/// <summary>One number as its owner sees it.</summary>
public sealed record ConnectionView
{
    public required Guid Id { get; init; }
    public required string PhoneNumberId { get; init; }
    /// <summary>As Kapso formats it, for example <c>+57 300 1234567</c>.</summary>
    public string? PhoneNumber { get; init; }
    public string? VerifiedName { get; init; }
    public string? BusinessAccountId { get; init; }
    public ConnectionType? ConnectionType { get; init; }
    public required ConnectionStatus Status { get; init; }
    public string? QualityRating { get; init; }
    public int? MessagesPerSecond { get; init; }
    public required DateTimeOffset ConnectedAt { get; init; }
    public DateTimeOffset? DisconnectedAt { get; init; }
    /// <summary>When the last message event of this number reached us.</summary>
    public DateTimeOffset? LastEventAt { get; init; }
    public required LightReason Linked { get; init; }
    public required LightReason Receiving { get; init; }
    public required LightReason Sending { get; init; }
    /// <summary>The disconnect's steps, once one was asked for.</summary>
    public DisconnectProgress? Disconnect { get; init; }
}

/// <summary>How far a disconnect has come; a step that is null does not apply.</summary>
public sealed record DisconnectProgress(DateTimeOffset RequestedAt, bool RemovedAtKapso, bool? UnlinkedOnPhone);

/// <summary>One line of evidence: what was learnt, by whom, when, and what it changed.</summary>
public sealed record EvidenceLine(DateTimeOffset FirstObservedAt, DateTimeOffset ObservedAt, int Times, Witness Witness, Fact Fact, string? Detail, string? Changed);

public enum SetupPurpose
{
    Connect,
    Provision,
    Reconnect,
}

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
}

/// <summary>All that the dashboard shows.</summary>
public sealed record DashboardView(IReadOnlyList<ConnectionView> Connections, SetupView? Setup);
