using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Threadway.Web.Data.Sqlite;

internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : ThreadwayDb(options)
{
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        await base.OpenAsync(cancellationToken);
        // Readers and the writer do not wait for each other. It stays with the file.
        await Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal'", cancellationToken);
    }

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (!(await Database.GetPendingMigrationsAsync(cancellationToken)).Any()) return;

        var file = new SqliteConnectionStringBuilder(Database.GetConnectionString());
        await using var alone = await MigrationLock.TakeAsync(file, cancellationToken);
        // EF Core's own lock is a row, and waited for until it is gone. Nobody else migrates now: whoever left one was killed.
        await Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
        await Database.MigrateAsync(cancellationToken);
    }

    /// <summary>It came with the transaction: one at a time writes the file, from the beginning of its transaction on.</summary>
    public override Task WaitForTurnsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>SQLite has no type for an instant: a UTC text of fixed order compares and sorts inside the database.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTextConverter>();
}

/// <summary>What <c>dotnet ef migrations add</c> looks at, so that it need not start the app.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").UseSnakeCaseNamingConvention().Options);
}
