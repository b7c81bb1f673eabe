using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Threadway.Web.Data.Sqlite;

internal static class SqliteTrouble
{
    /// <summary>Whether the database cannot do it now, whatever it is asked: no room, locked, not there, broken.</summary>
    public static bool Is(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SqliteException sqlite) return Is(sqlite.SqliteErrorCode);
        }
        return false;
    }

    private static bool Is(int code) => code is
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_INTERRUPT or raw.SQLITE_IOERR
        or raw.SQLITE_CORRUPT or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL or raw.SQLITE_MISUSE or raw.SQLITE_NOTADB;
}
