using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Messaging.Outbox;

/// <summary>A key that a caller sent along, so that the same call again is no second message.</summary>
internal sealed class IdempotencyRow
{
    public required Guid UserId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of number and body, in hex.</summary>
    public required string Fingerprint { get; init; }

    public required Guid MessageId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class IdempotencyConfiguration : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> keys)
    {
        keys.ToTable("idempotency_keys");
        keys.HasKey(k => new { k.UserId, k.Key });
        keys.Property(k => k.Key).HasMaxLength(255);
        keys.Property(k => k.Fingerprint).HasMaxLength(64);
        keys.HasIndex(k => k.CreatedAt);
    }
}
