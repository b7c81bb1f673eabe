namespace Threadway.Web.Webhooks;

/// <summary>Handles groups of events that need nobody's answer: what consumers write and that the events are handled is one transaction.</summary>
internal sealed class WebhookGroups(IWebhookStore store, IEnumerable<IWebhookGroupConsumer> consumers, TimeProvider time)
{
    private static readonly Dictionary<EventInHand, Exception?> None = [];

    private readonly IWebhookGroupConsumer[] consumers = [.. consumers];

    /// <summary>
    /// Stores results, and handles the group. Returns those of the group that are not finished: with what they threw, or null where
    /// they were not come to, because an earlier one of their lane threw.
    /// </summary>
    /// <exception cref="Exception">The database failed: nothing was stored.</exception>
    public async Task<IReadOnlyDictionary<EventInHand, Exception?>> FinishAsync(
        string node, IReadOnlyList<EventResult> results, IReadOnlyList<EventInHand> group, CancellationToken cancellationToken)
    {
        if (results.Count == 0 && group.Count == 0) return None;
        try
        {
            await StoreAsync(node, results, group, cancellationToken);
            return None;
        }
        catch (Exception e) when (group.Count > 0 && !store.IsTrouble(e) && !cancellationToken.IsCancellationRequested)
        {
            await StoreAsync(node, results, [], cancellationToken);
            return await OneByOneAsync(node, group, cancellationToken);
        }
    }

    private async Task<Dictionary<EventInHand, Exception?>> OneByOneAsync(string node, IReadOnlyList<EventInHand> group, CancellationToken cancellationToken)
    {
        var unfinished = new Dictionary<EventInHand, Exception?>();
        var lanesApart = new HashSet<string>();
        foreach (var one in group)
        {
            if (lanesApart.Contains(one.Claimed.Lane))
            {
                unfinished[one] = null;
                continue;
            }
            try
            {
                await StoreAsync(node, [], [one], cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                unfinished[one] = e;
                lanesApart.Add(one.Claimed.Lane);
            }
        }
        return unfinished;
    }

    private async Task StoreAsync(string node, IReadOnlyList<EventResult> results, IReadOnlyList<EventInHand> group, CancellationToken cancellationToken)
    {
        if (results.Count == 0 && group.Count == 0) return;

        var now = time.GetUtcNow();
        List<Func<Task>> afterwards = [];
        await store.FinishAsync(
            node,
            [.. results, .. group.Select(one => WebhookTries.Handled(one, now))],
            group.Count == 0 ? null : async (db, standing) =>
            {
                afterwards.Clear();
                foreach (var consumer in consumers)
                {
                    var its = (from one in @group
                               where one.Read is not null && standing.Contains(one.Sequence) && consumer.ActsOn(one.Read)
                               select new ReceivedEvent(one.Read!, one.Claimed.ReceivedAt)).ToList();
                    if (its.Count > 0 && await consumer.WriteAsync(db, its, cancellationToken) is { } afterwardsOfIts) afterwards.Add(afterwardsOfIts);
                }
            },
            cancellationToken);
        foreach (var then in afterwards) await then();
    }
}
