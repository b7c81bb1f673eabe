using System.Text.Json;
using Threadway.Kapso;
using Threadway.Web.Kapso.Budget;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Sending;

/// <summary>One try to send one message: what has to be looked at again before it goes, the request, and what its answer means.</summary>
internal sealed class SendAttempt(KapsoClient kapso, IMarketingTemplates marketing, TimeProvider time)
{
    private readonly KapsoClient kapso = kapso.With(new() { Timeout = SendLease.RequestTime });

    /// <summary>Why it must not go any more; null where it may.</summary>
    public async Task<SendOutcome?> LookAgainAsync(ClaimedMessage claimed, string? businessAccountId, CancellationToken cancellationToken)
    {
        var (message, conversation, contact, _) = claimed;
        var now = time.GetUtcNow();
        if (message.ExpiresAt <= now) return new SendOutcome.Expired();

        var isTemplate = message.Type == "template";
        if (!isTemplate && !message.OverrideWindow && conversation.GroupId is null && !CustomerWindow.IsOpen(conversation, now))
            return new SendOutcome.Failed(SendFailures.WindowClosed());
        if (isTemplate && contact is { MarketingStopped: true } && await marketing.IsMarketingAsync(businessAccountId, message, cancellationToken))
            return new SendOutcome.Failed(SendFailures.MarketingStopped());
        return null;
    }

    /// <summary>Sends it.</summary>
    /// <param name="permit">Of the key's budget; null where that limits nothing.</param>
    public async Task<SendOutcome> SendAsync(string phoneNumberId, ClaimedMessage claimed, HeldPermit? permit, CancellationToken cancellationToken)
    {
        var message = claimed.Message;
        using var work = KapsoWork.Begin(ClassOf(message.Priority), message.UserId);
        permit?.Enter();
        try
        {
            return new SendOutcome.Accepted(await kapso.Messages.SendAsync(phoneNumberId, RecipientOf(claimed), ContentOf(message), cancellationToken));
        }
        catch (KapsoException e)
        {
            return SendFailures.Of(e, message.Attempts);
        }
        catch (OperationCanceledException)
        {
            // The node stops: the request may have gone out.
            return new SendOutcome.Doubtful();
        }
    }

    public static KapsoPriority ClassOf(MessagePriority priority) => priority switch
    {
        MessagePriority.Interactive => KapsoPriority.Person,
        MessagePriority.Normal => KapsoPriority.Message,
        _ => KapsoPriority.Bulk,
    };

    /// <summary>The provider's own digits where they are known, and else what was typed: nothing of ours is added to either.</summary>
    private static Recipient RecipientOf(ClaimedMessage claimed) => claimed switch
    {
        { Conversation.GroupId: { } group } => Recipient.Group(group),
        { Contact.WaId: { } waId } => Recipient.Phone(waId),
        { Contact: { Typed: null, ScopedUserId: { } user } } => Recipient.User(user),
        { Contact.Typed: { } typed } => Recipient.Phone(typed),
        _ => Recipient.Phone(claimed.Message.To ?? ""),
    };

    private static OutgoingMessage ContentOf(MessageRow message)
    {
        using var content = JsonDocument.Parse(message.Content);
        return OutgoingMessage.Raw(message.Type, content.RootElement) with { ReplyTo = message.ReplyTo, CallbackData = message.Id.ToString("N") };
    }
}

/// <summary>Which templates are marketing; a contact who stopped that gets none.</summary>
internal interface IMarketingTemplates
{
    /// <summary>True as well where nobody can tell.</summary>
    Task<bool> IsMarketingAsync(string? businessAccountId, MessageRow message, CancellationToken cancellationToken);
}
