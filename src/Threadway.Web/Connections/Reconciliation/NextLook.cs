using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// When the sweep asks about one thing by itself. What is doubtful is asked about often while it is young and ever more rarely
/// as it ages: a thirtieth of its age lies between two looks.
/// </summary>
internal static class NextLook
{
    private const int AgeShare = 30;

    public static DateTimeOffset? Of(SetupLinkRow before, LinkState after) => after switch
    {
        { SettledAt: not null } => null,
        // Finished, and its number is not seen yet: at once, then each time a tenth later than the last.
        { Status: var status } when status == SetupLinkStatus.Used =>
            before.Status == SetupLinkStatus.Used ? after.ObservedAt + ((after.ObservedAt - before.ObservedAt) * 1.1) : after.ObservedAt,
        _ => after.ObservedAt + ((after.ObservedAt - before.CreatedAt) / AgeShare),
    };

    /// <param name="observations">The number's own.</param>
    /// <param name="isUnclear">The last look at it gave no answer that says anything.</param>
    public static DateTimeOffset? Of(Connection connection, IReadOnlyCollection<Observation> observations, bool isUnclear, DateTimeOffset now)
    {
        var lights = connection.Lights;
        DateTimeOffset? since = lights switch
        {
            { Linked: LightReason.Disconnecting } => connection.DisconnectRequestedAt,
            { Linked: not LightReason.Linked } => null,
            // Of receiving only our webhook tells, of sending only health: the pages say neither.
            { Receiving: not LightReason.Receiving } => Since(observations, Aspect.Receiving) ?? connection.ConnectedAt,
            { Sending: LightReason.SendingLimited or LightReason.SendingBlocked } => Since(observations, Aspect.Account) ?? connection.ConnectedAt,
            _ => isUnclear ? connection.ReadAt : null,
        };
        return since is { } at ? now + (at < now ? (now - at) / AgeShare : TimeSpan.Zero) : null;
    }

    private static DateTimeOffset? Since(IEnumerable<Observation> observations, Aspect aspect) =>
        observations.Where(o => o.Fact.Aspect() == aspect).MaxBy(o => o.ObservedAt)?.FirstObservedAt;
}
