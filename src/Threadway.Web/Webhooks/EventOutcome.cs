namespace Threadway.Web.Webhooks;

/// <summary>What came of handling a stored event.</summary>
/// <param name="Reason">Why it has to be looked at again; null where it is finished.</param>
internal readonly record struct EventOutcome(string? Reason)
{
    /// <summary>Finished: handled, or nothing here acts on it.</summary>
    public static EventOutcome Handled => default;

    public static EventOutcome Later(string reason) => new(reason);
}
