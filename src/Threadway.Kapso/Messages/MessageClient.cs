using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Sending (Meta's API through Kapso). Every call throws <see cref="KapsoException"/> when it fails.</summary>
public sealed class MessageClient
{
    private readonly KapsoTransport transport;
    private readonly string graphVersion;

    internal MessageClient(KapsoTransport transport, string graphVersion) =>
        (this.transport, this.graphVersion) = (transport, graphVersion);

    /// <summary>
    /// Sends an approved template, the only type that goes out without a customer's message in the last 24 hours. An answer means
    /// accepted; a failure can still come by webhook. Never repeated by itself: there is no idempotency key at Kapso or Meta.
    /// </summary>
    /// <param name="phoneNumberId">The sending number's id at Meta.</param>
    /// <param name="to">The receiver, as digits or E.164.</param>
    /// <param name="template">The template with its parameters.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may have gone out by then.</param>
    /// <exception cref="KapsoNotFoundException">The number is not in this project, or the template does not exist.</exception>
    /// <exception cref="KapsoValidationException">Meta refused the receiver or the parameters; see its code.</exception>
    /// <exception cref="KapsoRateLimitException">Too fast for the key, the number or the receiver.</exception>
    /// <exception cref="KapsoOutcomeUnknownException">The answer was lost; the message may have gone out.</exception>
    public async Task<SentMessage> SendTemplateAsync(
        string phoneNumberId, string to, TemplateMessage template, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(to);
        ArgumentNullException.ThrowIfNull(template);

        var call = KapsoCall.Post(
            KapsoPath.Meta(graphVersion, $"{phoneNumberId}/messages"),
            JsonBody.Of(OutgoingMessage.From(to, template), KapsoJson.Default.OutgoingMessage));
        var answer = await transport.SendAsync(call, KapsoJson.Default.SendAnswer, cancellationToken).ConfigureAwait(false);

        return answer.Messages is [{ Id: { Length: > 0 } id } message, ..]
            ? new() { Id = id, Status = message.MessageStatus, WaId = answer.Contacts is [var contact, ..] ? contact.WaId : null }
            : throw KapsoFailure.Unreadable(call, 200, null);
    }
}
