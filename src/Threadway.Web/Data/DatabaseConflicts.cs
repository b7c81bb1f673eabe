using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Threadway.Web.Data;

internal static class DatabaseConflicts
{
    private const int SqliteUnique = 2067, SqlitePrimaryKey = 1555;

    /// <summary>Whether another wrote first: a row that may be there once is there already, or the one to change is another by now.</summary>
    public static bool IsConflict(this DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException
        || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
            or SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey };
}
