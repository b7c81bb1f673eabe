using Threadway.Kapso;

namespace Threadway.Web.Messaging.Sending;

/// <summary>What came of one try to send a message.</summary>
internal abstract record SendOutcome
{
    /// <summary>Kapso took it.</summary>
    internal sealed record Accepted(SentMessage Sent) : SendOutcome;

    /// <summary>It will not go: a failure of ours' or the provider's words.</summary>
    internal sealed record Failed(SendFailure Failure) : SendOutcome;

    /// <summary>It waited longer than it was to.</summary>
    internal sealed record Expired : SendOutcome;

    /// <summary>Nobody knows whether it went out.</summary>
    internal sealed record Doubtful : SendOutcome;

    /// <summary>It did not go out, and waits again.</summary>
    /// <param name="Pause">How long nothing goes to this contact.</param>
    /// <param name="Counts">Whether it used up one of its tries.</param>
    /// <param name="Hold">What it says about the whole number; null for nothing.</param>
    internal sealed record Again(TimeSpan Pause, bool Counts, NumberHold? Hold = null) : SendOutcome;
}

/// <summary>Why a message did not go, as its owner is told.</summary>
/// <param name="Code">Stable, in docs/errors.md.</param>
/// <param name="Detail">What helps.</param>
internal sealed record SendFailure(string Code, string Title, string Detail, string? ProviderCode = null, bool IsRetryable = false)
{
    /// <summary>What Kapso or Meta said about it also counts for the contact or its window.</summary>
    public KapsoErrorClass Class { get; init; }
}

/// <summary>Nothing of a number goes, or not so fast.</summary>
/// <param name="For">How long.</param>
internal sealed record NumberHold(HoldKind Kind, TimeSpan For, string? ProviderCode = null);

internal enum HoldKind
{
    /// <summary>Meta counted too many in a second: slower.</summary>
    TooFast,

    /// <summary>Meta or Kapso wants a pause for the whole number.</summary>
    Paused,

    /// <summary>The key's minute is used up.</summary>
    Key,

    /// <summary>The account may not send templates; answers in an open window go.</summary>
    Templates,

    /// <summary>Only a reconnect helps.</summary>
    Reconnect,
}
