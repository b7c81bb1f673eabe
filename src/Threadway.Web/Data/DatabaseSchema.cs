using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Hosting;

namespace Threadway.Web.Data;

/// <summary>Brings the schema up to date where that is wanted, and refuses to start on an older one elsewhere.</summary>
internal static class DatabaseSchema
{
    public static async Task MigrateAsync(this WebApplication app)
    {
        await using var db = await app.OpenDatabaseAsync();
        await db.MigrateAsync(CancellationToken.None);
    }

    public static async Task EnsureSchemaAsync(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            await app.MigrateAsync();
            return;
        }

        if (await ReachAsync(app.Services.GetRequiredService<DatabaseAtStart>().IsUpToDateAsync)) return;

        await using var db = await app.OpenDatabaseAsync();
        var pending = await db.Database.GetPendingMigrationsAsync();
        if (pending.Any())
            throw new StartupException("The database schema is older than this version of Threadway. Run 'Threadway.Web migrate' first.");
    }

    private static async Task<ThreadwayDb> OpenDatabaseAsync(this WebApplication app)
    {
        ThreadwayDb? db = null;
        try
        {
            return await ReachAsync(async () =>
            {
                db = await app.Services.GetRequiredService<IDbContextFactory<ThreadwayDb>>().CreateDbContextAsync();
                await db.OpenAsync(CancellationToken.None);
                return db;
            });
        }
        catch
        {
            if (db is not null) await db.DisposeAsync();
            throw;
        }
    }

    private static async Task<T> ReachAsync<T>(Func<Task<T>> reach)
    {
        try
        {
            return await reach();
        }
        catch (Exception e) when (e is DbException or SocketException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            throw ConnectionString.Unusable(e);
        }
    }
}
