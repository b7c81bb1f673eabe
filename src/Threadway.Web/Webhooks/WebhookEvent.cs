using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Webhooks;

/// <summary>A delivery as it came, stored before it was answered.</summary>
internal sealed class WebhookEvent
{
    public Guid Id { get; init; }

    /// <summary>Kapso's <c>X-Idempotency-Key</c>, or a digest of the delivery where it sent none.</summary>
    public required string IdempotencyKey { get; init; }

    public required string Event { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? ProcessedAt { get; set; }

    /// <summary>When to look again; null once processed or parked.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }
}

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> events)
    {
        events.ToTable("webhook_events");
        events.Property(e => e.IdempotencyKey).HasMaxLength(200);
        events.Property(e => e.Event).HasMaxLength(100);
        events.Property(e => e.LastError).HasMaxLength(500);
        events.HasIndex(e => e.IdempotencyKey).IsUnique();
        events.HasIndex(e => e.DueAt);
    }
}
