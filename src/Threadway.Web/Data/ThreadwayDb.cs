using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Accounts;
using Threadway.Web.Accounts.ApiKeys;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Data;

/// <summary>The whole model, written once. What an engine does in its own way stands in the context that derives from it.</summary>
internal abstract class ThreadwayDb(DbContextOptions options) : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<SetupLinkRow> SetupLinks => Set<SetupLinkRow>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Observation> Observations => Set<Observation>();

    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();

    public DbSet<WebhookKey> WebhookKeys => Set<WebhookKey>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Opens the database, and keeps it open while the context lives.</summary>
    public virtual Task OpenAsync(CancellationToken cancellationToken) => Database.OpenConnectionAsync(cancellationToken);

    /// <summary>Brings the opened database's schema up to date: of several processes that do so at once, one does, and the others wait for it.</summary>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Waits until no other transaction has the turn of this key, and has it until the transaction that is open here ends.</summary>
    public abstract Task WaitForTurnAsync(string key, CancellationToken cancellationToken);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.ApplyConfigurationsFromAssembly(typeof(ThreadwayDb).Assembly);
    }
}
