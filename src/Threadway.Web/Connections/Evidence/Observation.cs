using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Connections.Evidence;

/// <summary>What was learnt about one user's number. The same witness saying the same again moves the time instead of adding a row.</summary>
internal sealed class Observation
{
    public Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public Guid? ConnectionId { get; set; }

    public required string PhoneNumberId { get; init; }

    public required Witness Witness { get; init; }

    public required Fact Fact { get; init; }

    /// <summary>What it said beside the fact: an error code, Meta's word, a sentence of Kapso's.</summary>
    public string? Detail { get; init; }

    /// <summary>The number as a <see cref="Fact.Present"/> read showed it, as JSON.</summary>
    public NumberSnapshot? Snapshot { get; init; }

    public required DateTimeOffset FirstObservedAt { get; init; }

    /// <summary>When the read began or the event happened; an older observation never beats a newer one.</summary>
    public required DateTimeOffset ObservedAt { get; set; }

    public int Times { get; set; } = 1;

    /// <summary>What it changed, in the state's own words; null where it changed nothing.</summary>
    public string? Changed { get; set; }

    public ObservedFact AsFact() => new(Fact, ObservedAt, Detail, Snapshot);
}

internal sealed class ObservationConfiguration : IEntityTypeConfiguration<Observation>
{
    public void Configure(EntityTypeBuilder<Observation> observations)
    {
        observations.ToTable("observations");
        observations.Property(o => o.PhoneNumberId).HasMaxLength(64);
        observations.Property(o => o.Witness).HasConversion<string>().HasMaxLength(20);
        observations.Property(o => o.Fact).HasConversion<string>().HasMaxLength(40);
        observations.Property(o => o.Detail).HasMaxLength(500);
        observations.Property(o => o.Changed).HasMaxLength(200);
        observations.Property(o => o.Snapshot).HasConversion(
            snapshot => snapshot == null ? null : snapshot.ToJson(),
            json => json == null ? null : NumberSnapshot.FromJson(json));
        observations.HasIndex(o => new { o.UserId, o.PhoneNumberId, o.ObservedAt });
        observations.HasIndex(o => o.ConnectionId);
    }
}
