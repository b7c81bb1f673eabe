using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Accounts;
using Threadway.Web.Accounts.ApiKeys;
using Threadway.Web.Audit;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Messaging.Conversations;
using Threadway.Web.Messaging.Media;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Messaging.Sending;
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

    public DbSet<ContactRow> Contacts => Set<ContactRow>();

    public DbSet<ContactKeyRow> ContactKeys => Set<ContactKeyRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<MessageStatusRow> MessageStatuses => Set<MessageStatusRow>();

    public DbSet<IdempotencyRow> IdempotencyKeys => Set<IdempotencyRow>();

    public DbSet<UploadedMediaRow> UploadedMedia => Set<UploadedMediaRow>();

    public DbSet<SenderRow> Senders => Set<SenderRow>();

    public DbSet<SendLineRow> SendLines => Set<SendLineRow>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Opens the database, and keeps it open while the context lives.</summary>
    public virtual Task OpenAsync(CancellationToken cancellationToken) => Database.OpenConnectionAsync(cancellationToken);

    /// <summary>Brings the opened database's schema up to date: of several processes that do so at once, one does, and the others wait for it.</summary>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Waits until no other transaction has the turn of this key, and has it until the transaction that is open here ends.</summary>
    public Task WaitForTurnAsync(string key, CancellationToken cancellationToken) => WaitForTurnsAsync([key], cancellationToken);

    /// <summary>As <see cref="WaitForTurnAsync"/>, of several keys: always in one order, so that two who wait for some of the same never wait for each other.</summary>
    public abstract Task WaitForTurnsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.ApplyConfigurationsFromAssembly(typeof(ThreadwayDb).Assembly);
    }
}
