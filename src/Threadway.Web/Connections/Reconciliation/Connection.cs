using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Threadway.Kapso;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>One user's WhatsApp number: the judge's verdict over its observations, and what a page shows of it.</summary>
internal sealed class Connection
{
    public Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string PhoneNumberId { get; set; }

    public string? PhoneNumber { get; set; }

    public string? Digits { get; set; }

    public string? VerifiedName { get; set; }

    public string? BusinessAccountId { get; set; }

    public ConnectionType? ConnectionType { get; set; }

    public ConnectionStatus Status { get; set; }

    public Lights Lights { get; set; }

    public string? QualityRating { get; set; }

    public int? MessagesPerSecond { get; set; }

    /// <summary>When Kapso made this incarnation of the number.</summary>
    public DateTimeOffset? MadeAt { get; set; }

    public required DateTimeOffset ConnectedAt { get; set; }

    /// <summary>It is to be disconnected once nothing of it waits to be sent, and then at the latest; null where nobody wished that.</summary>
    public DateTimeOffset? DisconnectBy { get; set; }

    public DateTimeOffset? DisconnectRequestedAt { get; set; }

    public DateTimeOffset? DisconnectedAt { get; set; }

    public bool UnlinkedOnPhone { get; set; }

    /// <summary>When a read of Kapso last said something about this number: what the sweep goes by.</summary>
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>When the sweep asks about this number by itself; null where the pages of the whole project say enough (<see cref="NextLook"/>).</summary>
    public DateTimeOffset? LookAt { get; set; }

    public DateTimeOffset? LastEventAt { get; set; }

    /// <summary>Raised by every verdict, so that two at once cannot both write theirs.</summary>
    public int Version { get; set; }
}

internal static class ConnectionRows
{
    /// <summary>The user's number: none where it is another's.</summary>
    public static IQueryable<Connection> Of(this IQueryable<Connection> connections, Guid userId, string phoneNumberId) =>
        connections.Where(c => c.UserId == userId && c.PhoneNumberId == phoneNumberId);
}

/// <summary>What the API says where <see cref="ConnectionRows.Of"/> finds nothing.</summary>
internal static class NoSuchNumber
{
    public static ProblemHttpResult Problem() => Problems.Of(StatusCodes.Status404NotFound, "connection_not_found", "You have no number with this id.");
}

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> connections)
    {
        connections.ToTable("connections");
        connections.Property(c => c.PhoneNumberId).HasMaxLength(64);
        connections.Property(c => c.PhoneNumber).HasMaxLength(40);
        connections.Property(c => c.Digits).HasMaxLength(20);
        connections.Property(c => c.VerifiedName).HasMaxLength(300);
        connections.Property(c => c.BusinessAccountId).HasMaxLength(64);
        connections.Property(c => c.QualityRating).HasMaxLength(40);
        connections.Property(c => c.ConnectionType).HasMaxLength(20).HasConversion(
            type => type == null ? null : type.Value.Value,
            text => text == null ? null : new ConnectionType(text));
        connections.Property(c => c.Status).HasConversion<string>().HasMaxLength(20);
        connections.ComplexProperty(c => c.Lights, lights =>
        {
            foreach (var name in Lights.Names)
                lights.Property<LightReason>(name).HasConversion<string>().HasMaxLength(40).HasColumnName(name.ToLowerInvariant());
        });
        connections.Property(c => c.Version).IsConcurrencyToken();
        connections.HasIndex(c => new { c.UserId, c.PhoneNumberId }).IsUnique();
        connections.HasIndex(c => c.PhoneNumberId).IsUnique().HasFilter("status = 'Connected'").HasDatabaseName("ix_connections_connected_number");
        // What the sweep goes by: the numbers of a page, those that no page showed, those that are due.
        connections.HasIndex(c => c.PhoneNumberId, "ix_connections_phone_number_id");
        connections.HasIndex(c => c.ReadAt).HasFilter("linked = 'Linked'");
        connections.HasIndex(c => c.LookAt).HasFilter("look_at IS NOT NULL");
        connections.HasIndex(c => c.DisconnectBy).HasFilter("disconnect_by IS NOT NULL");
    }
}
