using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>
/// Sending (Meta's API through Kapso), and what was sent and received (Kapso Platform: messages). Every call throws
/// <see cref="KapsoException"/> when it fails.
/// </summary>
public sealed class MessageClient
{
    private readonly KapsoTransport transport;
    private readonly string graphVersion;

    internal MessageClient(KapsoTransport transport, string graphVersion) =>
        (this.transport, this.graphVersion) = (transport, graphVersion);

    /// <summary>Sends text, to somebody who wrote in the last 24 hours. As <see cref="SendAsync"/> otherwise.</summary>
    /// <param name="phoneNumberId">The sending number's id at Meta.</param>
    /// <param name="to">The receiver; a text is a phone number.</param>
    /// <param name="text">The text; at most 4,096 characters.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may have gone out by then.</param>
    public Task<SentMessage> SendTextAsync(
        string phoneNumberId, Recipient to, string text, CancellationToken cancellationToken = default) =>
        SendAsync(phoneNumberId, to, new TextMessage { Body = text }, cancellationToken);

    /// <summary>
    /// Sends an approved template, the only type that goes out without a customer's message in the last 24 hours. As
    /// <see cref="SendAsync"/> otherwise.
    /// </summary>
    /// <param name="phoneNumberId">The sending number's id at Meta.</param>
    /// <param name="to">The receiver; a text is a phone number.</param>
    /// <param name="template">The template with its parameters.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may have gone out by then.</param>
    /// <exception cref="KapsoNotFoundException">The number is not in this project, or the template does not exist.</exception>
    public Task<SentMessage> SendTemplateAsync(
        string phoneNumberId, Recipient to, TemplateMessage template, CancellationToken cancellationToken = default) =>
        SendAsync(phoneNumberId, to, template, cancellationToken);

    /// <summary>
    /// Sends a message of any type. An answer means accepted; a failure can still come by webhook. Never repeated by itself: there is
    /// no idempotency key at Kapso or Meta.
    /// </summary>
    /// <param name="phoneNumberId">The sending number's id at Meta.</param>
    /// <param name="to">The receiver; a text is a phone number.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may have gone out by then.</param>
    /// <exception cref="KapsoNotFoundException">The number is not in this project.</exception>
    /// <exception cref="KapsoValidationException">Meta refused the receiver or the content; see its code.</exception>
    /// <exception cref="KapsoRateLimitException">Too fast for the key, the number or the receiver.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the message may have gone out.</exception>
    public Task<SentMessage> SendAsync(
        string phoneNumberId, Recipient to, OutgoingMessage message, CancellationToken cancellationToken = default) =>
        PostAsync("kapso.messages.send", MessagesOf(phoneNumberId), to, message, cancellationToken);

    /// <summary>
    /// Answers a message in the chat that it came from, be that a group (<see cref="Message.Chat"/>), and quotes it, unless the answer
    /// quotes another. As <see cref="SendAsync"/> otherwise.
    /// </summary>
    /// <param name="received">The message, which names the number that it came to.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may have gone out by then.</param>
    /// <exception cref="ArgumentException">The message names no number of the project's, or nobody to answer.</exception>
    public Task<SentMessage> ReplyAsync(Message received, OutgoingMessage answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(answer);

        return received is { PhoneNumberId: { Length: > 0 } phoneNumberId, Chat: { } chat }
            ? SendAsync(phoneNumberId, chat, answer is { ReplyTo: null } and not ReactionMessage ? answer with { ReplyTo = received.Id } : answer, cancellationToken)
            : throw new ArgumentException("The message names no number that it came to, or nobody who wrote it.", nameof(received));
    }

    /// <summary>
    /// Sends an approved marketing template over Meta's way for marketing messages, which takes templates alone;
    /// <see cref="SentMessage.Status"/> says how it was taken. As <see cref="SendAsync"/> otherwise.
    /// </summary>
    /// <param name="phoneNumberId">The sending number's id at Meta.</param>
    /// <param name="to">The receiver; a text is a phone number.</param>
    /// <param name="template">The template with its parameters.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may have gone out by then.</param>
    /// <exception cref="KapsoValidationException">
    /// The receiver stopped marketing (<c>marketing_preference_stopped</c>), or Meta refused the content; see its code.
    /// </exception>
    /// <exception cref="KapsoRateLimitException">Too fast for the key, the number or the receiver.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the message may have gone out.</exception>
    public Task<SentMessage> SendMarketingAsync(
        string phoneNumberId, Recipient to, TemplateMessage template, CancellationToken cancellationToken = default) =>
        PostAsync(
            "kapso.messages.send_marketing",
            KapsoPath.Meta(graphVersion, $"{phoneNumberId}/marketing_messages"),
            to,
            template,
            cancellationToken);

    /// <summary>Marks a received message as read: the person sees blue ticks.</summary>
    /// <param name="phoneNumberId">The number that received it.</param>
    /// <param name="messageId">The message's id (<c>wamid...</c>).</param>
    /// <param name="typing">Whether the person sees that an answer is being written: until one is sent, or about 25 seconds.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="KapsoValidationException">The number received no such message.</exception>
    public Task MarkReadAsync(
        string phoneNumberId, string messageId, bool typing = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(messageId);

        var mark = new ReadMark("whatsapp", "read", messageId, typing ? new("text") : null);
        return transport.SendForSuccessAsync(
            KapsoCall.Post("kapso.messages.mark_read", MessagesOf(phoneNumberId), JsonBody.Of(mark, KapsoJson.Default.ReadMark)),
            cancellationToken);
    }

    /// <summary>Lists messages, newest first, fetching pages as they are enumerated. Here a send with a lost answer is found.</summary>
    public IAsyncEnumerable<Message> ListAsync(MessageFilter? filter = null, CancellationToken cancellationToken = default) =>
        transport.ListByCursorAsync(
            "kapso.messages.list",
            KapsoPath.Platform($"whatsapp/messages"),
            new Query()
                .With("phone_number_id", filter?.PhoneNumberId)
                .With("conversation_id", filter?.ConversationId)
                .With("phone_number", filter?.PhoneNumber)
                .With("business_scoped_user_id", filter?.UserId)
                .With("direction", filter?.Direction?.Value)
                .With("status", filter?.Status?.Value)
                .With("message_type", filter?.Type)
                .With("has_media", filter?.HasMedia)
                .With("limit", filter?.PageSize),
            KapsoJson.Default.CursorPageOfMessage,
            Paging.OfPlatform,
            cancellationToken);

    /// <summary>Reads one message by Meta's id (<c>wamid...</c>).</summary>
    /// <exception cref="KapsoNotFoundException">The project has no such message.</exception>
    public Task<Message> GetAsync(string messageId, CancellationToken cancellationToken = default) =>
        transport.SendForDataAsync(
            KapsoCall.Get("kapso.messages.get", KapsoPath.Platform($"whatsapp/messages/{messageId}")) with { Extras = CallExtras.OfPerson },
            KapsoJson.Default.DataOfMessage,
            cancellationToken);

    private Task<SentMessage> PostAsync(
        string operation, KapsoPath path, Recipient to, OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);

        return transport.SendAsync(KapsoCall.Post(operation, path, SendBody.Of(to, message)), KapsoJson.Default.SentMessage, cancellationToken);
    }

    private KapsoPath MessagesOf(string phoneNumberId) => KapsoPath.Meta(graphVersion, $"{phoneNumberId}/messages");
}
