using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Accounts;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data;

internal sealed class ThreadwayDb(DbContextOptions<ThreadwayDb> options) : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<SetupLinkRow> SetupLinks => Set<SetupLinkRow>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Observation> Observations => Set<Observation>();

    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.ApplyConfigurationsFromAssembly(typeof(ThreadwayDb).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        // SQLite has no type for an instant: a UTC text of fixed order compares and sorts inside the database.
        if (Database.IsSqlite())
            conventions.Properties<DateTimeOffset>().HaveConversion<UtcTextConverter>();
    }
}
