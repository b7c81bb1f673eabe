using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Threadway.Web.Data.Postgres;

internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : ThreadwayDb(options)
{
    /// <summary>Any number does that nobody else in the database takes a lock by.</summary>
    private const long MigrationLock = 8_463_291_175;

    /// <summary>Tries once, so that a start fails at once. Stays closed where the server has no such database yet: migrating makes it.</summary>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Database.GetDbConnection().OpenAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
        }
    }

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (Database.GetDbConnection().State != ConnectionState.Open) await CreateAsync(cancellationToken);

        // A change of a large table, or another node's, takes as long as it takes.
        Database.SetCommandTimeout(TimeSpan.Zero);
        // EF Core locks its history, which must be there for that. This lock goes with its session, however that ends.
        await Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            await this.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
            await Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            // The session goes back to its pool and lives on.
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    public override Task WaitForTurnsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var names = keys.ToArray();
        return Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(turn) FROM (SELECT DISTINCT hashtextextended(name, 0) AS turn FROM unnest({names}) AS name ORDER BY turn) AS turns", cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        conventions.Properties<string>().HaveConversion<StorableTextConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // As SQLite has it: that Kapso says something at greater length than it ever did is no reason to lose all that it says.
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(TextsOf)) property.SetMaxLength(null);
    }

    private static IEnumerable<IMutableProperty> TextsOf(IMutableTypeBase type) =>
        type.GetProperties().Where(property => property.GetMaxLength() is not null)
            .Concat(type.GetComplexProperties().SelectMany(property => TextsOf(property.ComplexType)));

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await this.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node that migrates at the same moment has made it.
        }
        await OpenAsync(cancellationToken);
    }
}

/// <summary>What <c>dotnet ef migrations add</c> looks at, so that it need not start the app.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
}
