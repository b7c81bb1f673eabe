using System.Net.Sockets;
using Npgsql;

namespace Threadway.Web.Data.Postgres;

internal static class PostgresTrouble
{
    /// <summary>The server ended a session that went no further in its transaction. Others of its class are faults of ours.</summary>
    public const string EndedInTransaction = "25P03";

    /// <summary>By class (the first two letters): no connection, no resources, stopped by an operator, the system, a lost race.</summary>
    private static readonly string[] Classes = ["08", "40", "53", "57", "58"];

    /// <summary>Whether the database cannot do it now, whatever it is asked.</summary>
    public static bool Is(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException refused)
                return Classes.Contains(refused.SqlState[..2]) || refused.SqlState == EndedInTransaction;
            if (cause is NpgsqlException or SocketException or TimeoutException) return true;
        }
        return false;
    }
}
