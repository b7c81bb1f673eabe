using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>What Kapso said when it was asked about a user: plain records, and no decision in them.</summary>
internal sealed record KapsoReading
{
    /// <summary>Nothing was asked.</summary>
    public static KapsoReading None { get; } = new();

    /// <summary>The user's links that were waited for, as far as the list showed them.</summary>
    public IReadOnlyList<SetupLink> Links { get; init; } = [];

    /// <summary>When the read of the links began; null where they were not read.</summary>
    public DateTimeOffset? LinksReadAt { get; init; }

    /// <summary>Kapso has no such customer any more, and so none of its links.</summary>
    public bool CustomerGone { get; init; }

    public IReadOnlyList<NumberReading> Numbers { get; init; } = [];

    /// <summary>Why something could not be read; what was read until then stands.</summary>
    public KapsoException? Failure { get; init; }
}

/// <summary>How Kapso showed one number.</summary>
internal enum NumberSight
{
    Present,
    Absent,
    /// <summary>Kapso shows it under somebody else's customer.</summary>
    SomebodyElses,
    /// <summary>Kapso gave no answer that says anything: look again later.</summary>
    Unclear,
}

/// <summary>One number, freshly read. The time of an observation is when the read began.</summary>
internal sealed record NumberReading(string PhoneNumberId, NumberSight Sight, DateTimeOffset ReadAt)
{
    /// <summary>Where it is <see cref="NumberSight.Present"/>.</summary>
    public NumberSnapshot? Snapshot { get; init; }

    /// <summary>What health said outright, where it was asked.</summary>
    public IReadOnlyList<ObservedFact> Health { get; init; } = [];

    /// <summary>Why it is <see cref="NumberSight.Unclear"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>What Kapso answered instead.</summary>
    public KapsoException? Failure { get; init; }

    public IEnumerable<ObservedFact> Facts() => Sight switch
    {
        NumberSight.Present => [.. Health, new(Fact.Present, ReadAt, Snapshot: Snapshot)],
        NumberSight.Absent => [new(Fact.Absent, ReadAt)],
        NumberSight.SomebodyElses => [new(Fact.Absent, ReadAt, ObservedFact.AnotherCustomer)],
        _ => [new(Fact.Unclear, ReadAt, Reason)],
    };
}
