using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data.Sqlite;
using Threadway.Web.Hosting;

namespace Threadway.Web.Data;

/// <summary>Brings the schema up to date where that is wanted, and refuses to start on an older one elsewhere.</summary>
internal static class DatabaseSchema
{
    public static async Task MigrateAsync(this WebApplication app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ThreadwayDb>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
        await db.UseWriteAheadLogAsync();
    }

    public static async Task EnsureSchemaAsync(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            await app.MigrateAsync();
            return;
        }

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ThreadwayDb>>().CreateDbContextAsync();
        var pending = await db.Database.GetPendingMigrationsAsync();
        if (pending.Any())
            throw new StartupException("The database schema is older than this version of Threadway. Run 'Threadway.Web migrate' first.");
    }
}
