using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>A status as it came. One that comes before our own answer was written waits here for its message.</summary>
internal sealed class MessageStatusRow
{
    public Guid Id { get; init; }

    public required Guid ConnectionId { get; init; }

    public required string Wamid { get; init; }

    /// <summary>Null until a message of that wamid is known.</summary>
    public Guid? MessageId { get; set; }

    /// <summary>Meta's word, known or not.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In a group one of its people; empty elsewhere.</summary>
    public required string Recipient { get; init; }

    /// <summary>Meta's own object.</summary>
    public required string Raw { get; init; }
}

internal sealed class MessageStatusConfiguration : IEntityTypeConfiguration<MessageStatusRow>
{
    public void Configure(EntityTypeBuilder<MessageStatusRow> statuses)
    {
        statuses.ToTable("message_statuses");
        statuses.Property(s => s.Wamid).HasMaxLength(300);
        statuses.Property(s => s.Status).HasMaxLength(40);
        statuses.Property(s => s.Recipient).HasMaxLength(150);
        statuses.HasIndex(s => new { s.ConnectionId, s.Wamid, s.Status, s.At, s.Recipient }).IsUnique();
        statuses.HasIndex(s => s.MessageId);
    }
}
