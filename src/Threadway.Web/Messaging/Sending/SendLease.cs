namespace Threadway.Web.Messaging.Sending;

/// <summary>This node's right to send for a number. Everything it claims and writes names the epoch, and is refused once another has a higher one.</summary>
/// <param name="Until">When it ends unless it is renewed; nothing is begun that may be under way by then.</param>
internal sealed record SendLease(Guid ConnectionId, string Owner, long Epoch, DateTimeOffset Until)
{
    /// <summary>How long a request may take.</summary>
    public static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(8);

    public static readonly TimeSpan Length = RequestTime + TimeSpan.FromSeconds(6);

    /// <summary>It is renewed when less than this is left to begin in.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(4);

    public bool MayBegin(DateTimeOffset now) => now < Until - RequestTime;

    public bool WantsRenewal(DateTimeOffset now) => now > Until - RequestTime - Renewal;
}
