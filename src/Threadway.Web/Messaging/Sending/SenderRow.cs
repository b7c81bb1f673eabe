using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Threadway.Web.Messaging.Conversations;

namespace Threadway.Web.Messaging.Sending;

/// <summary>Who may send for a number, until when, and when there is next something to do for it.</summary>
internal sealed class SenderRow
{
    public required Guid ConnectionId { get; init; }

    /// <summary>The node that has the lease; null where it was given back.</summary>
    public string? Owner { get; set; }

    /// <summary>Another for each owner: what was claimed under an old one is in doubt, and what an old one writes is refused.</summary>
    public long Epoch { get; set; }

    public DateTimeOffset Until { get; set; }

    /// <summary>When something of the number is due: whoever scans wakes its owner then. Null where nothing waits.</summary>
    public DateTimeOffset? WakeAt { get; set; }

    /// <summary>Counts what was put into the queue: an owner that goes to sleep sees by it whether something came meanwhile.</summary>
    public long Wakes { get; set; }

    /// <summary>Nothing of the number goes before, whoever owns it; null where nothing holds it.</summary>
    public DateTimeOffset? HeldUntil { get; set; }

    /// <summary>What holds it.</summary>
    public HoldKind? HeldBy { get; set; }
}

/// <summary>One conversation's place in its number's queue.</summary>
internal sealed class SendLineRow
{
    public required Guid ConversationId { get; init; }

    public required Guid ConnectionId { get; init; }

    /// <summary>The priority of its most urgent message that waits.</summary>
    public MessagePriority Rank { get; set; }

    /// <summary>When its next message may go; null where none waits, or one is on its way or in doubt.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Nothing goes to this contact before: a pause after an error.</summary>
    public DateTimeOffset HeldUntil { get; set; }

    /// <summary>When the burst began that this contact is in or that has to be made up for (<see cref="Pacing.PairPace"/>).</summary>
    public DateTimeOffset BurstAt { get; set; }

    public int BurstCount { get; set; }

    /// <summary>When what was sent in the burst is made up for.</summary>
    public DateTimeOffset PacedUntil { get; set; }

    /// <summary>The message that is on its way or in doubt.</summary>
    public Guid? InFlight { get; set; }
}

internal sealed class SenderConfiguration : IEntityTypeConfiguration<SenderRow>, IEntityTypeConfiguration<SendLineRow>
{
    public void Configure(EntityTypeBuilder<SenderRow> senders)
    {
        senders.ToTable("sender_leases");
        senders.HasKey(s => s.ConnectionId);
        senders.Property(s => s.Owner).HasMaxLength(100);
        senders.Property(s => s.HeldBy).HasConversion<string>().HasMaxLength(20);
        senders.HasIndex(s => s.WakeAt).HasFilter("wake_at IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<SendLineRow> lines)
    {
        lines.ToTable("send_lines");
        lines.HasKey(l => l.ConversationId);
        lines.HasIndex(l => new { l.ConnectionId, l.Rank, l.DueAt }).HasFilter("due_at IS NOT NULL");
    }
}
