namespace Threadway.Kapso;

/// <summary>Which messages to list; what is <see langword="null"/> does not filter.</summary>
public sealed record MessageFilter
{
    /// <summary>Messages of this number.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>Messages of this conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Messages with people whose number contains this.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Messages with this business-scoped user id.</summary>
    public string? UserId { get; init; }

    /// <summary>Messages that went this way.</summary>
    public MessageDirection? Direction { get; init; }

    /// <summary>Messages that came this far.</summary>
    public MessageStatus? Status { get; init; }

    /// <summary>Messages of this type.</summary>
    public string? Type { get; init; }

    /// <summary>Messages with a file, or without.</summary>
    public bool? HasMedia { get; init; }

    /// <summary>Messages a page, from 1 to 100; 20 by default.</summary>
    public int? PageSize { get; init; }

    /// <summary>Says what is asked for, without numbers.</summary>
    public override string ToString() => $"MessageFilter {{ PhoneNumberId = {PhoneNumberId}, ConversationId = {ConversationId} }}";
}
