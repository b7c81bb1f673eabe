namespace Threadway.Web.Data;

/// <summary>Writes what is written hundreds of times a second: what waits together shares one transaction, for a commit costs far more than a row.</summary>
internal interface IGroupWriter
{
    /// <summary>
    /// Runs the work in a transaction that it may share with others, and returns when that is committed. What it throws undoes it, and
    /// it alone. It may be run again where the database was lost or another stood in its way; so it changes nothing but the database,
    /// and asks nobody else.
    /// </summary>
    /// <param name="lane">What has one is written one after the other; what has another may be written beside it.</param>
    Task<T> WriteAsync<T>(Guid lane, Func<ThreadwayDb, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
