using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Threadway.Web.Data.Sqlite;

/// <summary>
/// What holds for every connection to the file, because SQLite keeps it with the connection: what was committed is on the disk
/// before anybody is told so, also after a power cut, whoever finds the file busy waits for its turn, and small letters are those of
/// every alphabet, not of English alone.
/// </summary>
internal static class SqliteSession
{
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";

    public static IInterceptor Interceptor { get; } = new OnOpening();

    private sealed class OnOpening : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
            KnowSmallLetters(connection);
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Settings;
            await command.ExecuteNonQueryAsync(cancellationToken);
            KnowSmallLetters(connection);
        }

        [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "It is what SQL calls it.")]
        private static void KnowSmallLetters(DbConnection connection) =>
            ((SqliteConnection)connection).CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
    }
}
