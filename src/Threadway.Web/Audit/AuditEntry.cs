using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Audit;

/// <summary>Who did what to which connection or key, when, from where. Written in the same transaction as what it tells of.</summary>
internal sealed class AuditEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid UserId { get; init; }

    /// <summary>A stable word, for example <c>setup_link_created</c>, <c>cross_customer_claim</c>.</summary>
    public required string Action { get; init; }

    public string? PhoneNumberId { get; init; }

    public string? SetupLinkId { get; init; }

    public string? Detail { get; init; }

    /// <summary>The address that the request came from; null for what the app did by itself.</summary>
    public string? RemoteAddress { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entries)
    {
        entries.ToTable("audit_entries");
        entries.Property(e => e.Action).HasMaxLength(40);
        entries.Property(e => e.PhoneNumberId).HasMaxLength(64);
        entries.Property(e => e.SetupLinkId).HasMaxLength(64);
        entries.Property(e => e.Detail).HasMaxLength(500);
        entries.Property(e => e.RemoteAddress).HasMaxLength(64);
        entries.HasIndex(e => new { e.UserId, e.At });
    }
}
