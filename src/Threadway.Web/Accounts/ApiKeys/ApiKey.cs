using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>What a program of the user's signs in with. Its secret is not kept: who has the database has no key.</summary>
internal sealed class ApiKey
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string Name { get; init; }

    /// <summary>Of <see cref="ApiScopes"/>, in their order, with a blank between.</summary>
    public required string Scopes { get; init; }

    /// <summary>SHA-256 of the secret: 256 random bits need no slow hash.</summary>
    public required byte[] SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> keys)
    {
        keys.ToTable("api_keys");
        keys.Property(key => key.Id).ValueGeneratedNever();
        keys.Property(key => key.Name).HasMaxLength(ApiKeyService.LongestName);
        keys.Property(key => key.Scopes).HasMaxLength(200);
        keys.Property(key => key.SecretHash).HasMaxLength(32);
        keys.HasIndex(key => new { key.UserId, key.CreatedAt });
    }
}
