using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Threadway.Web.Messaging.Sending;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>One message of a conversation, whoever wrote it. What is to be sent waits here as well: the table is the queue.</summary>
internal sealed class MessageRow
{
    /// <summary>Also what is sent as Meta's callback data, by which a status names it before Kapso's answer came.</summary>
    public Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Guid ConnectionId { get; init; }

    public required Guid ConversationId { get; set; }

    /// <summary>Meta's id for it (<c>wamid...</c>); null until Kapso accepted it.</summary>
    public string? Wamid { get; set; }

    /// <summary>What all of a message's wamids end in, whoever's view they are from (contract 9.5).</summary>
    public string? WamidTail { get; set; }

    public required MessageAuthor Author { get; init; }

    /// <summary>Which API key wrote it; null for a person in our pages, and for everybody else.</summary>
    public Guid? ApiKeyId { get; init; }

    /// <summary>Meta's word: <c>text</c>, <c>image</c>, <c>template</c> and so on, or one that is newer than this.</summary>
    public required string Type { get; set; }

    /// <summary>What stands under the type's word, as JSON: as it is sent, or as it came.</summary>
    public required string Content { get; set; }

    /// <summary>The message (<c>wamid...</c>) that this one quotes or, for a reaction, edit or deletion, is about.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>Whatever else came with an inbound one and is shown: referral, forwarded mark, errors of an unsupported one; JSON, null for nothing.</summary>
    public string? Extras { get; set; }

    public required MessageState State { get; set; }

    public string? FailureCode { get; set; }

    public string? FailureTitle { get; set; }

    /// <summary>What helps, and what the provider said.</summary>
    public string? FailureDetail { get; set; }

    /// <summary>Meta's code, or Kapso's word.</summary>
    public string? FailureProviderCode { get; set; }

    public bool FailureRetryable { get; set; }

    /// <summary>What else is to be known, as a JSON list of texts (<c>failed once, delivered after</c>); null for nothing.</summary>
    public string? Notes { get; set; }

    /// <summary>By which it is ordered: the provider's time, or when it was written here.</summary>
    public required DateTimeOffset At { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last written here: what streams go by.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    // Of what is to be sent alone.

    /// <summary>Whom it was written to, as it was typed: digits, or a business-scoped id.</summary>
    public string? To { get; init; }

    public MessagePriority Priority { get; init; }

    public DateTimeOffset? SendAt { get; set; }

    /// <summary>From when on it may go: when it was written, or <see cref="SendAt"/>. By it a contact's messages are in order.</summary>
    public DateTimeOffset ReadyAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Sent once although the window seems closed.</summary>
    public bool OverrideWindow { get; init; }

    /// <summary>The failed or doubtful message that this one is sent in place of.</summary>
    public Guid? InPlaceOf { get; init; }

    public int Attempts { get; set; }

    /// <summary>Under which lease it was last claimed (<see cref="SenderRow.Epoch"/>).</summary>
    public long Epoch { get; set; }

    /// <summary>When its last attempt was claimed.</summary>
    public DateTimeOffset? AttemptedAt { get; set; }

    /// <summary>Since when nobody knows what became of the attempt; null where that is known or an answer is awaited.</summary>
    public DateTimeOffset? DoubtSince { get; set; }
}

/// <summary>Who wrote a message.</summary>
internal enum MessageAuthor
{
    /// <summary>The person at the other end.</summary>
    Contact,

    /// <summary>Our pages or our API.</summary>
    Product,

    /// <summary>The owner, in the phone app of a coexistence number.</summary>
    OwnerPhone,

    /// <summary>Somebody, long ago: the phone app's history was copied. <see cref="MessageRow.State"/> says which way it went.</summary>
    History,
}

/// <summary>How far a message came. <see cref="Received"/> is an inbound one's only state.</summary>
internal enum MessageState
{
    Received,
    Queued,
    Sending,
    Accepted,
    Sent,
    Delivered,
    Read,
    Failed,
    Expired,
    Canceled,
    Unknown,
}

/// <summary>Whose turn it is first.</summary>
internal enum MessagePriority
{
    /// <summary>A person in our pages.</summary>
    Interactive,

    /// <summary>A program.</summary>
    Normal,

    /// <summary>One of many.</summary>
    Bulk,
}

internal sealed class MessageConfiguration : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> messages)
    {
        messages.ToTable("messages");
        messages.Property(m => m.Wamid).HasMaxLength(300);
        messages.Property(m => m.WamidTail).HasMaxLength(100);
        messages.Property(m => m.Author).HasConversion<string>().HasMaxLength(20);
        messages.Property(m => m.Type).HasMaxLength(64);
        messages.Property(m => m.ReplyTo).HasMaxLength(300);
        messages.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
        messages.Property(m => m.FailureCode).HasMaxLength(64);
        messages.Property(m => m.FailureTitle).HasMaxLength(300);
        messages.Property(m => m.FailureProviderCode).HasMaxLength(100);
        messages.Property(m => m.To).HasMaxLength(150);
        messages.HasIndex(m => new { m.ConnectionId, m.Wamid }).IsUnique().HasFilter("wamid IS NOT NULL");
        messages.HasIndex(m => new { m.ConversationId, m.WamidTail }).HasFilter("wamid_tail IS NOT NULL");
        messages.HasIndex(m => new { m.ConversationId, m.At, m.Id });
        messages.HasIndex(m => new { m.ConnectionId, m.At, m.Id });
        messages.HasIndex(m => new { m.UserId, m.ChangedAt });
        // The queue: a contact's next, how many wait, what waited too long, what is in doubt.
        messages.HasIndex(m => new { m.ConversationId, m.Priority, m.ReadyAt, m.Id }).HasFilter("state = 'Queued'").HasDatabaseName("ix_messages_queue");
        messages.HasIndex(m => new { m.ConnectionId, m.Priority }).HasFilter("state = 'Queued'").HasDatabaseName("ix_messages_queue_length");
        messages.HasIndex(m => m.ExpiresAt).HasFilter("state = 'Queued'").HasDatabaseName("ix_messages_queue_expiry");
        messages.HasIndex(m => m.ConnectionId).HasFilter("state = 'Sending'").HasDatabaseName("ix_messages_sending");
    }
}
