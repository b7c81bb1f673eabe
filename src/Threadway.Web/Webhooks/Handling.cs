namespace Threadway.Web.Webhooks;

/// <summary>What came of handling a stored event.</summary>
/// <param name="Reason">Why it has to be looked at again; null where it is finished.</param>
internal readonly record struct Handling(string? Reason)
{
    /// <summary>Handled.</summary>
    public static Handling Done => default;

    /// <summary>Nothing here acts on it; it stays stored.</summary>
    public static Handling Kept => default;

    public static Handling Later(string reason) => new(reason);
}
