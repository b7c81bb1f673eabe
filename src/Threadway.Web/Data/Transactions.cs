using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Data;

internal static class Transactions
{
    /// <summary>
    /// What the work looks at is still so when it is stored: nobody else's work comes between. Where the database cannot have it
    /// so, or was lost meanwhile, the work is done again from its beginning, on a context that remembers nothing.
    /// </summary>
    /// <param name="wasStored">
    /// Asked where the answer to the commit was lost. Without it the work is done again then, and must find out by itself what is there.
    /// </param>
    public static Task<T> InSerializableTransactionAsync<T>(
        this ThreadwayDb db, Func<CancellationToken, Task<T>> work, Func<CancellationToken, Task<bool>>? wasStored = null, CancellationToken cancellationToken = default) =>
        ExecutionStrategyExtensions.ExecuteInTransactionAsync<object?, T>(
            db.Database.CreateExecutionStrategy(),
            state: null,
            (_, cancel) =>
            {
                db.ChangeTracker.Clear();
                return work(cancel);
            },
            (_, cancel) => wasStored is null ? Task.FromResult(false) : wasStored(cancel),
            (context, cancel) => context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel),
            cancellationToken);
}
