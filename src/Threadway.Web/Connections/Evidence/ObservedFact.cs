namespace Threadway.Web.Connections.Evidence;

/// <summary>One fact about a number, as the judge weighs it.</summary>
/// <param name="ObservedAt">When the read began or the event happened.</param>
/// <param name="Detail">What was said beside the fact: an error code, Meta's word, a sentence of Kapso's.</param>
/// <param name="Snapshot">The number as a <see cref="Fact.Present"/> read showed it.</param>
internal readonly record struct ObservedFact(Fact Fact, DateTimeOffset ObservedAt, string? Detail = null, NumberSnapshot? Snapshot = null)
{
    /// <summary>The detail of a number that is not gone at Kapso but belongs to another customer now.</summary>
    public const string AnotherCustomer = "another_customer";
}
