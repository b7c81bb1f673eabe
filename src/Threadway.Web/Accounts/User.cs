using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Threadway.Web.Accounts;

/// <summary>
/// A person. The row is made when a code is first asked for and means nothing until <see cref="IdentityUser{TKey}.PhoneNumberConfirmed"/>:
/// so Identity's lockout counts tries alike for numbers with and without an account.
/// </summary>
internal sealed class User : IdentityUser<Guid>
{
    public string? Name { get; set; }

    public string? KapsoCustomerId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> users)
    {
        users.ToTable("users");
        users.Property(user => user.Name).HasMaxLength(200);
        users.Property(user => user.PhoneNumber).HasMaxLength(20).IsRequired();
        users.Property(user => user.KapsoCustomerId).HasMaxLength(64);
        users.HasIndex(user => user.PhoneNumber).IsUnique();
        users.HasIndex(user => user.KapsoCustomerId).IsUnique();
    }
}
