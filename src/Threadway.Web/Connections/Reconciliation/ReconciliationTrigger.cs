using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>Why a user is looked at, what is known already, and so what is to be read at Kapso.</summary>
internal sealed record ReconciliationTrigger
{
    private ReconciliationTrigger()
    {
    }

    public required Witness Witness { get; init; }

    /// <summary>The user's customer as a signed event named it: it may overtake our own write of it.</summary>
    public string? CustomerId { get; private init; }

    /// <summary>What a page of the whole project showed of the user's numbers: nothing more is asked about them.</summary>
    public IReadOnlyList<NumberReading> Seen { get; private init; } = [];

    /// <summary>Of the numbers nothing is asked unless a link that was waited for is finished.</summary>
    public bool LinksFirst { get; private init; }

    /// <summary>The one number that it is about; null for all of the user's.</summary>
    public string? PhoneNumberId { get; private init; }

    /// <summary>What is known before anything is read, for example what an event said.</summary>
    public IReadOnlyList<ObservedFact> Said { get; private init; } = [];

    /// <summary>Health has a small budget of its own (contract 2.4): it is asked only where there is trouble, or its end, to learn of.</summary>
    public bool WithHealth { get; private init; }

    /// <summary>The browser that came back from Kapso's page, and what it claims.</summary>
    public SetupReturn? Return { get; private init; }

    /// <summary>The user wishes to disconnect <see cref="PhoneNumberId"/>.</summary>
    public bool Disconnects { get; private init; }

    /// <summary>The safety net: everything of the user, and whatever was left unfinished.</summary>
    public static ReconciliationTrigger Sweep { get; } = new() { Witness = Witness.Sweep };

    /// <summary>A page of the whole project showed something of the user's that we did not know.</summary>
    public static ReconciliationTrigger Sighted(IReadOnlyList<NumberReading> numbers) => new() { Witness = Witness.Sweep, Seen = numbers };

    /// <summary>A link of the user's is due, and no number.</summary>
    public static ReconciliationTrigger LinksDue { get; } = new() { Witness = Witness.Sweep, LinksFirst = true };

    /// <summary>One number is due, or no page showed it.</summary>
    public static ReconciliationTrigger NumberDue(string phoneNumberId) => new() { Witness = Witness.Sweep, PhoneNumberId = phoneNumberId };

    /// <summary>The user goes on with a setup: the truth first.</summary>
    public static ReconciliationTrigger Continued { get; } = new() { Witness = Witness.User };

    public static ReconciliationTrigger Returned(SetupReturn claim) => new() { Witness = Witness.Redirect, Return = claim };

    public static ReconciliationTrigger Event(string customerId, string phoneNumberId, IReadOnlyList<ObservedFact> said, bool withHealth) =>
        new() { Witness = Witness.Webhook, CustomerId = customerId, PhoneNumberId = phoneNumberId, Said = said, WithHealth = withHealth };

    /// <summary>A call for the number failed in a way that speaks of its credentials or its account.</summary>
    public static ReconciliationTrigger FailedCall(string phoneNumberId, IReadOnlyList<ObservedFact> said) =>
        new() { Witness = Witness.Send, PhoneNumberId = phoneNumberId, Said = said, WithHealth = true };

    public static ReconciliationTrigger DisconnectAsked(string phoneNumberId) =>
        new() { Witness = Witness.User, PhoneNumberId = phoneNumberId, Disconnects = true };
}

/// <summary>A browser that came back: hints, every one.</summary>
/// <param name="ErrorCode">The failure address's word; null for the success address.</param>
/// <param name="ClaimedNumberId">The number that the address names; believed only where Kapso shows it for this user.</param>
/// <param name="ClaimedBy">Who sits at the browser; null without a session.</param>
internal sealed record SetupReturn(string LinkId, string? ErrorCode, string? ClaimedNumberId, Guid? ClaimedBy);
