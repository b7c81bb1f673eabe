using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Webhooks;

/// <summary>A delivery as it came, stored before it was answered.</summary>
internal sealed class WebhookEvent
{
    /// <summary>The order of arrival. An id does not tell it: two of one millisecond compare by chance.</summary>
    public long Sequence { get; init; }

    public Guid Id { get; init; }

    /// <summary>Kapso's <c>X-Idempotency-Key</c>, or a digest of the delivery where it sent none. What was there before, <see cref="WebhookKey"/> knows.</summary>
    public required string IdempotencyKey { get; init; }

    public required string Event { get; init; }

    /// <summary>Events of one lane are handled one after the other, lanes side by side.</summary>
    public required string Lane { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When to look again; null once processed or parked.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The node that handles it just now.</summary>
    public string? ClaimedBy { get; set; }

    /// <summary>From then on the claim is nobody's, unless it was renewed.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    public DateTimeOffset? ProcessedAt { get; set; }

    /// <summary>How often it was tried without being finished.</summary>
    public int Attempts { get; set; }

    public string? LastError { get; set; }

    /// <summary>Last, so that an engine which stores rows as one piece finds the rest without it.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>The idempotency key of a delivery that was stored: kept longer than the event, and what decides whether one is a repetition.</summary>
internal sealed class WebhookKey
{
    public required string Key { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> events)
    {
        events.ToTable("webhook_events");
        events.HasKey(e => e.Sequence);
        events.Property(e => e.IdempotencyKey).HasMaxLength(200);
        events.Property(e => e.Event).HasMaxLength(100);
        events.Property(e => e.Lane).HasMaxLength(64);
        events.Property(e => e.ClaimedBy).HasMaxLength(100);
        events.Property(e => e.LastError).HasMaxLength(500);
        // Only what waits is looked for: each row leaves these when it is handled, however many are kept.
        events.HasIndex(e => new { e.Sequence, e.Lane }).HasFilter("due_at IS NOT NULL AND claimed_by IS NULL AND attempts = 0").HasDatabaseName("ix_webhook_events_fresh");
        events.HasIndex(e => e.DueAt).HasFilter("due_at IS NOT NULL AND claimed_by IS NULL AND attempts > 0").HasDatabaseName("ix_webhook_events_again");
        events.HasIndex(e => new { e.ClaimedBy, e.Lane }).HasFilter("claimed_by IS NOT NULL").HasDatabaseName("ix_webhook_events_claimed");
    }
}

internal sealed class WebhookKeyConfiguration : IEntityTypeConfiguration<WebhookKey>
{
    public void Configure(EntityTypeBuilder<WebhookKey> keys)
    {
        keys.ToTable("webhook_keys");
        keys.HasKey(k => k.Key);
        keys.Property(k => k.Key).HasMaxLength(200);
    }
}
