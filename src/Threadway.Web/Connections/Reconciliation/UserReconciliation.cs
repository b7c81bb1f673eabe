using Microsoft.EntityFrameworkCore;
using Threadway.Kapso;
using Threadway.Web.Audit;
using Threadway.Web.Cluster;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using Threadway.Web.Kapso.Budget;

namespace Threadway.Web.Connections.Reconciliation;

/// <summary>
/// The one door for whoever learns that something of a user's may have changed: webhook, redirect, sweep, disconnect, failed
/// call. In the user's turn it reads at Kapso, decides, writes once, mends, and tells the open pages once.
/// </summary>
internal sealed class UserReconciliation(
    IUserTurn turns, KapsoReader reader, NumberMender mender, IEnumerable<IReceivingAgain> receivers, AuditLog audit, UserChanges changes, TimeProvider time)
{
    private const int Tries = 5;

    /// <param name="db">The caller's context, which nothing else uses meanwhile.</param>
    /// <exception cref="UserTurnUnavailableException">The user's turn could not be had in time: nothing was done.</exception>
    public async Task<Reconciled> RunAsync(ThreadwayDb db, Guid userId, ReconciliationTrigger trigger, CancellationToken cancellationToken)
    {
        // Events and programs say nothing of for whom they work; whoever did is not changed by this.
        using var work = KapsoWork.Begin(KapsoPriority.Program, userId);
        using var turn = await turns.TakeAsync(userId, cancellationToken);

        db.ChangeTracker.Clear();
        var held = await UserRows.LoadAsync(db, userId, trigger, cancellationToken);
        var reading = await reader.ReadAsync(held, trigger, cancellationToken);
        await held.LoadFormerOwnersAsync(db, reading, cancellationToken);
        turn.ThrowIfLost();
        (held, var decision) = await WriteAsync(db, held, reading, trigger, (rows, now) => Decider.Decide(rows, reading, trigger, now), cancellationToken);
        try
        {
            var mended = await MendAsync(held.CustomerId, held, decision, cancellationToken);
            var learnt = mended.Where(outcome => outcome.Fact is not null).Select(outcome => (outcome.PhoneNumberId, outcome.Fact!.Value)).ToList();
            if (learnt.Count > 0)
                (held, _) = await WriteAsync(db, held, KapsoReading.None, trigger, (rows, now) => Decider.Decide(rows, learnt, trigger, now), cancellationToken);
            return new(held, reading, decision, mended);
        }
        finally
        {
            foreach (var affected in decision.Numbers.Select(change => change.UserId).Append(userId).Distinct()) changes.Publish(affected);
        }
    }

    private async Task<(UserRows Held, Decision Decision)> WriteAsync(
        ThreadwayDb db, UserRows held, KapsoReading reading, ReconciliationTrigger trigger, Func<UserRows, DateTimeOffset, Decision> decide, CancellationToken cancellationToken)
    {
        var isFresh = true;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Database.CreateExecutionStrategy().ExecuteAsync(TryAsync, cancellationToken);
            }
            catch (DbUpdateException e) when (e.IsConflict() && attempt < Tries)
            {
                // A number moved between two users, and the other one wrote first.
            }
        }

        // Decided again over what is there now, what a lost commit has stored all the same changes nothing a second time.
        async Task<(UserRows Held, Decision Decision)> TryAsync(CancellationToken cancel)
        {
            if (!isFresh)
            {
                db.ChangeTracker.Clear();
                held = await UserRows.LoadAsync(db, held.UserId, trigger, cancel);
                await held.LoadFormerOwnersAsync(db, reading, cancel);
            }
            isFresh = false;

            var now = time.GetUtcNow();
            var decision = decide(held, now);
            await new DecisionWriter(audit, db, held, trigger.Witness, now).WriteAsync(decision, cancel);
            return (held, decision);
        }
    }

    private async Task<IReadOnlyList<MendOutcome>> MendAsync(string? customerId, UserRows held, Decision decision, CancellationToken cancellationToken)
    {
        var outcomes = new List<MendOutcome>();
        foreach (var mend in decision.Mends)
        {
            outcomes.Add(await mender.MendAsync(customerId, mend, cancellationToken));
            // A number that was never heard has missed nothing that anybody knows of.
            if (outcomes[^1].Fact?.Fact != Fact.ReceivingReady || !held.Connections.Exists(c => c.PhoneNumberId == mend.PhoneNumberId && c.LastEventAt is not null)) continue;
            foreach (var receiver in receivers) receiver.Tell(mend.PhoneNumberId);
        }
        return outcomes;
    }
}

/// <summary>What a look at a user came to.</summary>
/// <param name="Held">What we hold now, with all that was written.</param>
internal sealed record Reconciled(UserRows Held, KapsoReading Reading, Decision Decision, IReadOnlyList<MendOutcome> Mends)
{
    /// <summary>Why Kapso could not be asked everything; null where it could.</summary>
    public KapsoException? Failure => Reading.Failure ?? Reading.Numbers.FirstOrDefault(number => number.Failure is not null)?.Failure;
}
