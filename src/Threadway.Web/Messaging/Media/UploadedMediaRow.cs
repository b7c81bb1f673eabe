using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Messaging.Media;

/// <summary>A file that was uploaded through us: what its bytes were, so that a message with it is refused early where it cannot go.</summary>
internal sealed class UploadedMediaRow
{
    public required Guid ConnectionId { get; init; }

    /// <summary>Meta's id, which lives 30 days.</summary>
    public required string MediaId { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class UploadedMediaConfiguration : IEntityTypeConfiguration<UploadedMediaRow>
{
    public void Configure(EntityTypeBuilder<UploadedMediaRow> media)
    {
        media.ToTable("uploaded_media");
        media.HasKey(m => new { m.ConnectionId, m.MediaId });
        media.Property(m => m.MediaId).HasMaxLength(100);
        media.Property(m => m.ContentType).HasMaxLength(100);
        media.HasIndex(m => m.CreatedAt);
    }
}
