namespace Threadway.Web.Messaging.Conversations.Receiving;

/// <summary>Ids of which a later one is greater: WhatsApp's times are whole seconds, and within one the order is that of arrival.</summary>
internal sealed class ArrivalIds(TimeProvider time)
{
    private readonly Lock guard = new();
    private DateTimeOffset last;

    public Guid Next()
    {
        lock (guard)
        {
            var now = time.GetUtcNow();
            last = now > last ? now : last;
            var id = Guid.CreateVersion7(last);
            // The next one is of the next millisecond: inside one they are by chance.
            last = last.AddMilliseconds(1);
            return id;
        }
    }
}
