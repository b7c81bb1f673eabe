using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Threadway.Kapso;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>A setup link that we had Kapso make. Its URL holds a secret and is not kept: Kapso is asked for the link whenever it is handed out.</summary>
internal sealed class SetupLinkRow
{
    /// <summary>Kapso's id.</summary>
    public required string Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The attempt that this link serves: the stable <c>/connect/{id}/continue</c> address, whichever link is behind it.</summary>
    public required Guid ConnectId { get; init; }

    public required SetupPurpose Purpose { get; init; }

    /// <summary>What was allowed, comma separated, in Kapso's words.</summary>
    public required string ConnectionTypes { get; init; }

    public string? Language { get; init; }

    /// <summary>The number that a reconnect is for; null for a new one.</summary>
    public string? ExpectedPhoneNumberId { get; init; }

    public string? ExpectedDigits { get; init; }

    /// <summary>The business account that the number belonged to when the reconnect began.</summary>
    public string? ExpectedBusinessAccountId { get; init; }

    public SetupLinkStatus Status { get; set; }

    public WhatsappSetupStatus SetupStatus { get; set; }

    /// <summary>A failure redirect's word (a hint), or ours for a refused reconnect.</summary>
    public string? ErrorCode { get; set; }

    public string? ProviderSentence { get; set; }

    /// <summary>The number that came out of it, once Kapso showed it.</summary>
    public string? PhoneNumberId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the browser came back saying that it was done: a hint, enough for "almost there".</summary>
    public DateTimeOffset? ReturnedAt { get; set; }

    /// <summary>When the read began that the status columns come from.</summary>
    public DateTimeOffset ObservedAt { get; set; }

    /// <summary>When the sweep asks about this link next; null once it is settled (<see cref="NextLook"/>).</summary>
    public DateTimeOffset? LookAt { get; set; }

    /// <summary>How the setup stood when its owner put its card away: it stays away until it stands otherwise or is gone on with.</summary>
    public string? PutAway { get; set; }

    /// <summary>Set once there is nothing more to wait for: completed with its number known, expired, revoked.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}

/// <summary>What a setup link is for.</summary>
public enum SetupPurpose
{
    Connect,
    Provision,
    Reconnect,
}

internal static class SetupLinkRows
{
    /// <summary>These links are over at Kapso: a newer one took their place, or their customer is gone.</summary>
    public static Task<int> RevokeAsync(this IQueryable<SetupLinkRow> links, DateTimeOffset at, CancellationToken cancellationToken) =>
        links.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, SetupLinkStatus.Revoked)
                .SetProperty(row => row.ObservedAt, at)
                .SetProperty(row => row.LookAt, (DateTimeOffset?)null)
                .SetProperty(row => row.SettledAt, at),
            cancellationToken);
}

internal sealed class SetupLinkConfiguration : IEntityTypeConfiguration<SetupLinkRow>
{
    public void Configure(EntityTypeBuilder<SetupLinkRow> links)
    {
        links.ToTable("setup_links");
        links.HasKey(link => link.Id);
        links.Property(link => link.Id).HasMaxLength(64);
        links.Property(link => link.Purpose).HasConversion<string>().HasMaxLength(20);
        links.Property(link => link.ConnectionTypes).HasMaxLength(100);
        links.Property(link => link.Language).HasMaxLength(10);
        links.Property(link => link.ExpectedPhoneNumberId).HasMaxLength(64);
        links.Property(link => link.ExpectedDigits).HasMaxLength(20);
        links.Property(link => link.ExpectedBusinessAccountId).HasMaxLength(64);
        links.Property(link => link.PhoneNumberId).HasMaxLength(64);
        links.Property(link => link.ErrorCode).HasMaxLength(64);
        links.Property(link => link.ProviderSentence).HasMaxLength(500);
        links.Property(link => link.PutAway).HasMaxLength(100);
        links.Property(link => link.Status).HasConversion(status => status.Value, text => new SetupLinkStatus(text)).HasMaxLength(40);
        links.Property(link => link.SetupStatus).HasConversion(status => status.Value, text => new WhatsappSetupStatus(text)).HasMaxLength(40);
        links.HasIndex(link => new { link.UserId, link.CreatedAt });
        links.HasIndex(link => link.ConnectId);
        links.HasIndex(link => link.LookAt).HasFilter("look_at IS NOT NULL");
    }
}
