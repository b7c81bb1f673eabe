using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Data;

internal static class DatabaseTurn
{
    /// <summary>
    /// Does the work in a transaction, one after the other for each key, on whichever node: it sees all that earlier work of the
    /// same key has stored. Where the database was lost meanwhile it is done again from its beginning, on a context that remembers nothing.
    /// </summary>
    /// <param name="wasStored">
    /// Asked where the answer to the commit was lost. Without it the work is done again then, and must find out by itself what is there.
    /// </param>
    public static Task<T> InTurnAsync<T>(
        this ThreadwayDb db, string key, Func<CancellationToken, Task<T>> work, Func<CancellationToken, Task<bool>>? wasStored = null, CancellationToken cancellationToken = default) =>
        ExecutionStrategyExtensions.ExecuteInTransactionAsync<object?, T>(
            db.Database.CreateExecutionStrategy(),
            state: null,
            async (_, cancel) =>
            {
                db.ChangeTracker.Clear();
                await db.WaitForTurnAsync(key, cancel);
                return await work(cancel);
            },
            (_, cancel) => wasStored is null ? Task.FromResult(false) : wasStored(cancel),
            (context, cancel) => context.Database.BeginTransactionAsync(cancel),
            cancellationToken);
}
