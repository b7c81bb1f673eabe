using System.Text.Json;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>
/// How far a message came, from what is known of it and all of its statuses together: in whatever order those came, and however often,
/// the same. What is shown only climbs; a failure takes back no proved delivery, and a delivery lifts a failure.
/// </summary>
internal static class MessageLife
{
    public const string DeliveredAfterFailing = "failed once, delivered after";
    public const string FailedAfterDelivery = "said to have failed after it was delivered";

    /// <param name="message">A message that went out, or may have.</param>
    /// <param name="statuses">Every status of it that is known; words that are not understood change nothing.</param>
    /// <returns>Whether anything that is shown of it changed.</returns>
    public static bool Apply(MessageRow message, IReadOnlyCollection<MessageStatusRow> statuses)
    {
        if (message.State == MessageState.Received) return false;

        var before = Shown(message);
        var proved = statuses.Select(status => ProofOf(status.Status)).Append(Climbing(message.State)).Max();
        var failures = statuses.Where(status => status.Status == "failed").OrderBy(status => status.At).ThenBy(status => status.Raw, StringComparer.Ordinal).ToList();
        if (failures.Count > 0 || statuses.Any(status => ProofOf(status.Status) is not null))
        {
            message.DoubtSince = null;
            var first = statuses.Where(status => status.Status == "failed" || ProofOf(status.Status) is not null).Min(status => status.At);
            message.AcceptedAt = Earlier(message.AcceptedAt, first);
        }
        message.SentAt = Earlier(message.SentAt, FirstOf("sent"));
        message.DeliveredAt = Earlier(message.DeliveredAt, FirstOf("delivered"));
        message.ReadAt = Earlier(message.ReadAt, FirstOf("read"));
        message.FailedAt = Earlier(message.FailedAt, FirstOf("failed"));

        if (proved >= MessageState.Delivered) Deliver(message, proved.Value, failures);
        else if (failures.Count > 0) Fail(message, failures[^1]);
        else if (proved is { } way && (message.State != MessageState.Failed || way >= MessageState.Sent)) Reach(message, way);
        return !before.Equals(Shown(message));

        DateTimeOffset? FirstOf(string word) => statuses.Where(status => status.Status == word).Select(status => (DateTimeOffset?)status.At).Min();
    }

    private static void Deliver(MessageRow message, MessageState way, List<MessageStatusRow> failures)
    {
        var note = failures is [.., var last]
            ? last.At > Earlier(message.DeliveredAt, message.ReadAt) ? FailedAfterDelivery : DeliveredAfterFailing
            : message.State == MessageState.Failed ? DeliveredAfterFailing : null;
        if (note is not null) message.Notes = With(message.Notes, note);
        Reach(message, way);
    }

    private static void Reach(MessageRow message, MessageState way)
    {
        message.State = way;
        (message.FailureCode, message.FailureTitle, message.FailureDetail, message.FailureProviderCode, message.FailureRetryable) = (null, null, null, null, false);
    }

    /// <summary>What was never claimed, or given up while it waited, cannot have failed on its way.</summary>
    private static void Fail(MessageRow message, MessageStatusRow failure)
    {
        if (message.State is MessageState.Canceled or MessageState.Expired) return;

        var error = StatusError.Of(failure.Raw);
        message.State = MessageState.Failed;
        (message.FailureCode, message.FailureTitle, message.FailureDetail) = (error.OurCode, error.Title, error.Detail);
        (message.FailureProviderCode, message.FailureRetryable) = (error.Code, error.IsRetryable);
    }

    private static MessageState? Climbing(MessageState state) => state is >= MessageState.Accepted and <= MessageState.Read ? state : null;

    private static MessageState? ProofOf(string word) => word switch
    {
        "pending" or "accepted" => MessageState.Accepted,
        "sent" => MessageState.Sent,
        "delivered" => MessageState.Delivered,
        "read" => MessageState.Read,
        _ => null,
    };

    private static string With(string? notes, string note)
    {
        var others = (notes is null ? [] : JsonSerializer.Deserialize<List<string>>(notes) ?? []).Except([DeliveredAfterFailing, FailedAfterDelivery]);
        return JsonSerializer.Serialize<string[]>([.. others, note]);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private static object Shown(MessageRow message) => (
        message.State, message.DoubtSince, message.AcceptedAt, message.SentAt, message.DeliveredAt, message.ReadAt, message.FailedAt,
        message.Notes, message.FailureCode, message.FailureProviderCode, message.FailureDetail);
}
