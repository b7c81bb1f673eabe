using Threadway.Kapso;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>What is to be written and then mended, decided from what we hold and what Kapso said.</summary>
internal sealed record Decision
{
    public IReadOnlyList<LinkChange> Links { get; init; } = [];

    public IReadOnlyList<NumberChange> Numbers { get; init; } = [];

    public IReadOnlyList<AuditNote> Audit { get; init; } = [];

    public IReadOnlyList<Mend> Mends { get; init; } = [];

    /// <summary>What the browser that came back is shown; null where none did.</summary>
    public ReturnVerdict? Return { get; init; }
}

/// <summary>A link's state after this look.</summary>
internal sealed record LinkChange(string LinkId, LinkState After);

/// <summary>New facts about a number and the verdict over all of them.</summary>
/// <param name="ConnectionId">The row that is the number's; null where it has none.</param>
internal sealed record NumberChange(Guid UserId, string PhoneNumberId, Guid? ConnectionId, IReadOnlyList<ObservedFact> Facts, Verdict Verdict)
{
    /// <summary>Only a number that is there gets a row: late news of one that is gone, whose row went on with another, brings no ghost.</summary>
    public bool HasRow => ConnectionId is not null || Verdict.Lights.Linked == LightReason.Linked;
}

/// <summary>What is put right at Kapso once all is written; its outcome is one more observation.</summary>
internal abstract record Mend(string PhoneNumberId);

/// <summary>Our webhook for the number's messages is missing, or not known to exist.</summary>
internal sealed record EnsureWebhook(string PhoneNumberId) : Mend(PhoneNumberId);

/// <summary>The user asked for the disconnect, and Kapso still has the number.</summary>
internal sealed record RemoveNumber(string PhoneNumberId) : Mend(PhoneNumberId);

/// <summary>How a return from Kapso's page is answered.</summary>
internal abstract record ReturnVerdict
{
    /// <summary>Connected, or almost: the page tells, live.</summary>
    internal sealed record Connected : ReturnVerdict;

    /// <summary>The link is dead and nothing came of it: go on with a new one.</summary>
    internal sealed record GoOn : ReturnVerdict;

    /// <param name="Code">Contract section 5's word, or one of <see cref="Mismatch"/>.</param>
    internal sealed record Failed(string Code) : ReturnVerdict;

    /// <summary>It claims a number that is another customer's.</summary>
    internal sealed record Foreign : ReturnVerdict;
}

/// <summary>Why a number that came out of a reconnect is refused: words of ours among the links' error codes.</summary>
internal static class Mismatch
{
    public const string Number = "number_mismatch";

    public const string BusinessAccount = "business_account_mismatch";

    public static bool Is(string? errorCode) => errorCode is Number or BusinessAccount;
}

/// <summary>The columns of a setup link that a look at Kapso may change.</summary>
internal sealed record LinkState
{
    public required SetupLinkStatus Status { get; init; }

    public required WhatsappSetupStatus SetupStatus { get; init; }

    public string? ErrorCode { get; init; }

    public string? ProviderSentence { get; init; }

    public string? PhoneNumberId { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? ReturnedAt { get; init; }

    public DateTimeOffset ObservedAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public static LinkState Of(SetupLinkRow row) => new()
    {
        Status = row.Status,
        SetupStatus = row.SetupStatus,
        ErrorCode = row.ErrorCode,
        ProviderSentence = row.ProviderSentence,
        PhoneNumberId = row.PhoneNumberId,
        ExpiresAt = row.ExpiresAt,
        ReturnedAt = row.ReturnedAt,
        ObservedAt = row.ObservedAt,
        SettledAt = row.SettledAt,
    };

    public void ApplyTo(SetupLinkRow row)
    {
        row.LookAt = NextLook.Of(row, this);
        row.Status = Status;
        row.SetupStatus = SetupStatus;
        row.ErrorCode = ErrorCode;
        row.ProviderSentence = ProviderSentence;
        row.PhoneNumberId = PhoneNumberId;
        row.ExpiresAt = ExpiresAt;
        row.ReturnedAt = ReturnedAt;
        row.ObservedAt = ObservedAt;
        row.SettledAt = SettledAt;
    }
}
