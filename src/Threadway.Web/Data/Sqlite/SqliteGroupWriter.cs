namespace Threadway.Web.Data.Sqlite;

/// <summary>On SQLite the one writer does it, in the transaction of its turn.</summary>
internal sealed class SqliteGroupWriter(SqliteWriter writer) : IGroupWriter
{
    public Task<T> WriteAsync<T>(Guid lane, Func<ThreadwayDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.RunAsync(db =>
        {
            T result = default!;
            // SQLite answers on the spot: on this thread nothing is waited for.
            db.WithContext(context => result = work(context, CancellationToken.None).GetAwaiter().GetResult());
            return result;
        }).WaitAsync(cancellationToken);
}
