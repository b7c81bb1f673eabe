using System.Text.Json.Serialization;
using Threadway.Kapso;
using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Numbers;

/// <summary>One number as its owner sees it.</summary>
public sealed record ConnectionView
{
    public required Guid Id { get; init; }
    public required string PhoneNumberId { get; init; }
    /// <summary>The number's own page.</summary>
    [JsonIgnore]
    public string PagePath => $"/numbers/{PhoneNumberId}";
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
    public required Lights Lights { get; init; }
    /// <summary>It is disconnected by itself when its messages are sent, and then at the latest; null where nobody wished that.</summary>
    public DateTimeOffset? DisconnectBy { get; init; }
    /// <summary>The disconnect's steps, once one was asked for.</summary>
    public DisconnectProgress? Disconnect { get; init; }
}

/// <summary>One line of evidence: what was learnt, by whom, when, and what it changed.</summary>
public sealed record EvidenceLine(DateTimeOffset FirstObservedAt, DateTimeOffset ObservedAt, int Times, Witness Witness, Fact Fact, string? Detail, string? Changed);
