namespace Threadway.Kapso;

/// <summary>The body of a send (contract 12.1): what is the same for all types, and the one member that the type names.</summary>
internal sealed record SendBody
{
    public string MessagingProduct { get; init; } = "whatsapp";

    public required string RecipientType { get; init; }

    public string? To { get; init; }

    public string? Recipient { get; init; }

    public required string Type { get; init; }

    public SendContext? Context { get; init; }

    public string? BizOpaqueCallbackData { get; init; }

    public string? MessagingAccountId { get; init; }

    public TextMessage? Text { get; init; }

    public ImageMessage? Image { get; init; }

    public VideoMessage? Video { get; init; }

    public AudioMessage? Audio { get; init; }

    public DocumentMessage? Document { get; init; }

    public StickerMessage? Sticker { get; init; }

    public LocationMessage? Location { get; init; }

    public IReadOnlyList<ContactCard>? Contacts { get; init; }

    public ReactionMessage? Reaction { get; init; }

    public TemplateMessage? Template { get; init; }

    public InteractiveMessage? Interactive { get; init; }

    public static SendBody Of(Recipient to, OutgoingMessage message) => new()
    {
        RecipientType = to.Type,
        To = to.To,
        Recipient = to.UserId,
        Type = message.Kind,
        Context = message.ReplyTo is { } id ? new(id) : null,
        BizOpaqueCallbackData = message.CallbackData,
        MessagingAccountId = message.MessagingAccountId,
        Text = message as TextMessage,
        Image = message as ImageMessage,
        Video = message as VideoMessage,
        Audio = message as AudioMessage,
        Document = message as DocumentMessage,
        Sticker = message as StickerMessage,
        Location = message as LocationMessage,
        Contacts = (message as ContactsMessage)?.Contacts,
        Reaction = message as ReactionMessage,
        Template = message as TemplateMessage,
        Interactive = message as InteractiveMessage,
    };
}

internal sealed record SendContext(string MessageId);

/// <summary>Some servers answer with <c>messages</c> alone (contract 12.2).</summary>
internal sealed record SendAnswer(IReadOnlyList<AnsweredContact>? Contacts = null, IReadOnlyList<AnsweredMessage>? Messages = null);

internal sealed record AnsweredContact(string? WaId = null, string? UserId = null);

internal sealed record AnsweredMessage(string? Id = null, string? MessageStatus = null);

internal sealed record ReadMark(string MessagingProduct, string Status, string MessageId, TypingIndicator? TypingIndicator = null);

internal sealed record TypingIndicator(string Type);
