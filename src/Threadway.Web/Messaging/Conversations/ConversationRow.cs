using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>All that a number and one contact, or one group, wrote to each other.</summary>
internal sealed class ConversationRow
{
    public Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Guid ConnectionId { get; init; }

    /// <summary>Null for a group.</summary>
    public Guid? ContactId { get; set; }

    /// <summary>Meta's id of the group; null for a person.</summary>
    public string? GroupId { get; init; }

    /// <summary>When the contact last wrote, after the number was connected and not in an imported history: the window is open for a day after it.</summary>
    public DateTimeOffset? LastInboundAt { get; set; }

    /// <summary>When Kapso last said that the window is closed (131047): it is, until the contact writes later than that.</summary>
    public DateTimeOffset? WindowClosedAt { get; set; }

    public int Unread { get; set; }

    /// <summary>What is at its end, by the provider's time and then by arrival.</summary>
    public Guid? LastMessageId { get; set; }

    public DateTimeOffset LastMessageAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What streams go by: when anything of it that is shown was last written here.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<ConversationRow>
{
    public void Configure(EntityTypeBuilder<ConversationRow> conversations)
    {
        conversations.ToTable("conversations");
        conversations.Property(c => c.GroupId).HasMaxLength(150);
        conversations.HasIndex(c => c.ContactId).IsUnique().HasFilter("contact_id IS NOT NULL");
        conversations.HasIndex(c => new { c.ConnectionId, c.GroupId }).IsUnique().HasFilter("group_id IS NOT NULL");
        conversations.HasIndex(c => new { c.ConnectionId, c.LastMessageAt, c.Id });
        conversations.HasIndex(c => new { c.UserId, c.ChangedAt });
    }
}
