using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Threadway.Web.Data.Sqlite;

/// <summary>What comes by itself to be written.</summary>
internal interface ISqliteIntake
{
    /// <summary>Called with each new connection, before anything else.</summary>
    void Load(SqliteWriterConnection db);

    /// <summary>Takes what has come, if anything; one of <see cref="Stored"/> and <see cref="Failed"/> follows.</summary>
    bool TryTake();

    void Write(SqliteWriterConnection db);

    void Stored();

    void Failed(Exception because);

    /// <summary>Called where nothing was to be done for a while.</summary>
    void Tidy();
}

/// <summary>
/// One thread with one connection, through which everything is written that is written thousands of times a second. What waits shares
/// one short transaction, for a commit costs far more than a row: what comes by itself, and what the writer is asked to do. A
/// connection that failed is thrown away with all that was prepared on it, and the next turn opens another.
/// </summary>
internal sealed class SqliteWriter(SqliteConnectionStringBuilder file, SqliteCheckpoints checkpoints) : IDisposable
{
    /// <summary>Between two tries while the database cannot be written, so that a full disk is not asked thousands of times a second.</summary>
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private const int MostJobs = 32;

    private readonly ConcurrentQueue<Job> jobs = new();
    private readonly List<Job> turn = [];
    private readonly ManualResetEventSlim wake = new();
    private readonly ManualResetEventSlim stopped = new();
    private ISqliteIntake intake = null!;
    private Thread? thread;
    private SqliteWriterConnection? connection;

    public void Start(ISqliteIntake what)
    {
        intake = what;
        thread = new Thread(Work) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    /// <summary>Returns when all that it was given is done.</summary>
    public void Stop()
    {
        stopped.Set();
        Wake();
        thread?.Join();
        thread = null;
    }

    public void Wake()
    {
        if (!wake.IsSet) wake.Set();
    }

    /// <summary>Runs the work in a transaction when its turn comes; what it throws undoes it, and it alone.</summary>
    public Task<T> RunAsync<T>(Func<SqliteWriterConnection, T> work)
    {
        var job = new Job<T>(work);
        jobs.Enqueue(job);
        Wake();
        return job.Done;
    }

    /// <summary>On the writer's own thread.</summary>
    public void InTransaction(Action<SqliteWriterConnection> work)
    {
        try
        {
            if (connection is null)
            {
                connection = new(file);
                intake.Load(connection);
            }
            connection.InTransaction(work);
        }
        catch (Exception e) when (SqliteTrouble.Is(e))
        {
            Close();
            // The thread is the writer's own: nobody else waits.
            stopped.Wait(PauseAfterTrouble);
            throw;
        }
    }

    public void Dispose()
    {
        Stop();
        wake.Dispose();
        stopped.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            wake.Reset();
            if (TakeTurn()) continue;
            if (stopped.IsSet) break;
            if (!wake.Wait(Idle)) intake.Tidy();
        }
        Close();
    }

    /// <summary>False where nothing waits.</summary>
    private bool TakeTurn()
    {
        var hasIntake = intake.TryTake();
        turn.Clear();
        while (turn.Count < MostJobs && jobs.TryDequeue(out var job)) turn.Add(job);
        if (!hasIntake && turn.Count == 0) return false;

        try
        {
            InTransaction(db =>
            {
                if (hasIntake) intake.Write(db);
                foreach (var job in turn) job.Run(db);
            });
            if (hasIntake) intake.Stored();
            turn.ForEach(job => job.Complete());
            Checkpoint();
        }
        catch (Exception e)
        {
            if (hasIntake) intake.Failed(e);
            turn.ForEach(job => job.Fail(e));
        }
        return true;
    }

    /// <summary>What was committed stays so, whatever becomes of this.</summary>
    private void Checkpoint()
    {
        try
        {
            checkpoints.AfterCommit(connection!);
        }
        catch (SqliteException)
        {
            Close();
        }
    }

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }

    private abstract class Job
    {
        public abstract void Run(SqliteWriterConnection db);

        public abstract void Complete();

        public abstract void Fail(Exception because);
    }

    private sealed class Job<T>(Func<SqliteWriterConnection, T> work) : Job
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;
        private Exception? refused;

        public Task<T> Done => done.Task;

        public override void Run(SqliteWriterConnection db)
        {
            db["SAVEPOINT job"].Run();
            try
            {
                result = work(db);
            }
            catch (Exception e) when (!SqliteTrouble.Is(e))
            {
                refused = e;
                db["ROLLBACK TO job"].Run();
            }
            db["RELEASE job"].Run();
        }

        public override void Complete()
        {
            if (refused is null) done.SetResult(result);
            else done.SetException(refused);
        }

        public override void Fail(Exception because) => done.TrySetException(because);
    }
}
