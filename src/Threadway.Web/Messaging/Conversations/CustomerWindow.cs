using System.Linq.Expressions;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>
/// How long anything but templates may be written: a day from the contact's last message on. An estimate of what WhatsApp holds, so
/// where WhatsApp said that the window is closed, it is, until the contact writes later than that.
/// </summary>
internal static class CustomerWindow
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    /// <summary>When the window closes or closed by itself; null where the contact never opened it, or WhatsApp said that it is closed.</summary>
    public static DateTimeOffset? OpenUntil(ConversationRow conversation) =>
        conversation.LastInboundAt is { } last && !(conversation.WindowClosedAt >= last) ? last + Length : null;

    public static bool IsOpen(ConversationRow conversation, DateTimeOffset now) => now < OpenUntil(conversation);

    /// <summary>The same, asked of the database.</summary>
    public static Expression<Func<ConversationRow, bool>> OpenAt(DateTimeOffset now)
    {
        var since = now - Length;
        return conversation => conversation.LastInboundAt > since
            && (conversation.WindowClosedAt == null || conversation.WindowClosedAt < conversation.LastInboundAt);
    }
}
