using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Messaging.Conversations;

/// <summary>The person at the other end, one for each connection, whichever of their names came first.</summary>
internal sealed class ContactRow
{
    public Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Guid ConnectionId { get; init; }

    /// <summary>Meta's digits for the person, which count; null until Kapso named them, or where the person hides them.</summary>
    public string? WaId { get; set; }

    /// <summary>The digits as they were typed, where somebody here wrote first.</summary>
    public string? Typed { get; set; }

    /// <summary>The business-scoped user id.</summary>
    public string? ScopedUserId { get; set; }

    public string? ParentScopedUserId { get; set; }

    public string? Username { get; set; }

    public string? Name { get; set; }

    public bool MarketingStopped { get; set; }

    /// <summary>Of the newest decision about marketing that was heard: a lower one says nothing any more.</summary>
    public long? MarketingSequence { get; set; }

    public DateTimeOffset? MarketingAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>
/// A name by which a contact is found: its digits in every spelling that was seen (<c>p:5511912345678</c>), its business-scoped id
/// (<c>u:US.1234</c>). One name belongs to one contact of a connection.
/// </summary>
internal sealed class ContactKeyRow
{
    public required Guid ConnectionId { get; init; }

    public required string Key { get; init; }

    public required Guid ContactId { get; set; }
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<ContactRow>, IEntityTypeConfiguration<ContactKeyRow>
{
    public void Configure(EntityTypeBuilder<ContactRow> contacts)
    {
        contacts.ToTable("contacts");
        contacts.Property(c => c.WaId).HasMaxLength(20);
        contacts.Property(c => c.Typed).HasMaxLength(20);
        contacts.Property(c => c.ScopedUserId).HasMaxLength(150);
        contacts.Property(c => c.ParentScopedUserId).HasMaxLength(150);
        contacts.Property(c => c.Username).HasMaxLength(200);
        contacts.Property(c => c.Name).HasMaxLength(300);
        contacts.HasIndex(c => c.ConnectionId);
    }

    public void Configure(EntityTypeBuilder<ContactKeyRow> keys)
    {
        keys.ToTable("contact_keys");
        keys.HasKey(k => new { k.ConnectionId, k.Key });
        keys.Property(k => k.Key).HasMaxLength(160);
        keys.HasIndex(k => k.ContactId);
    }
}
