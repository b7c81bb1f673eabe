using System.Text.Json;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>What a caller wants sent, after everything was checked that needs nobody to be asked.</summary>
internal sealed record MessageDraft
{
    public required DraftRecipient To { get; init; }

    /// <summary>Meta's word for the type.</summary>
    public required string Type { get; init; }

    /// <summary>What stands under that word, as it is sent.</summary>
    public required JsonElement Content { get; init; }

    /// <summary>The message (<c>wamid...</c>) that it answers.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>How long it may wait; null for what is usual.</summary>
    public TimeSpan? TimeToLive { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Null for what is usual where it comes from.</summary>
    public MessagePriority? Priority { get; init; }

    public bool OverrideWindow { get; init; }
}

/// <summary>Whom a message is for: one of the three.</summary>
/// <param name="Digits">A phone number's digits as they were typed, without plus and spaces.</param>
/// <param name="ScopedUserId">A business-scoped user id.</param>
/// <param name="GroupId">Meta's id of a group.</param>
internal sealed record DraftRecipient(string? Digits = null, string? ScopedUserId = null, string? GroupId = null)
{
    public string Typed => Digits ?? ScopedUserId ?? GroupId ?? "";

    /// <summary>Names nobody: recipients are people.</summary>
    public override string ToString() => nameof(DraftRecipient);
}

/// <summary>Why a message is not taken, before anything is stored.</summary>
/// <param name="Status">400 for what can never be right, 404, 409, 422 for what the world forbids now, 429.</param>
/// <param name="Code">Stable, and in docs/errors.md.</param>
/// <param name="Path">Of the field in the call's body: <c>interactive.action.buttons[2].reply.title</c>; null where no field is at fault.</param>
/// <param name="Detail">A sentence with what to do.</param>
internal sealed record MessageRefusal(int Status, string Code, string? Path, string Detail, TimeSpan? RetryAfter = null);
