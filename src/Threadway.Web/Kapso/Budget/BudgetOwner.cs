namespace Threadway.Web.Kapso.Budget;

/// <summary>Keeps the books of one budget by the clock. Whoever has it asks one thing after the other.</summary>
internal sealed class BudgetOwner(BudgetName name, TimeSpan settling, TimeProvider time)
{
    private readonly BudgetLedger ledger = name.NewLedger(settling);
    private readonly long start = time.GetTimestamp();

    private TimeSpan Now => time.GetElapsedTime(start);

    /// <param name="gone">Nodes that ended: nothing more is heard of what they had.</param>
    public BudgetAnswer Ask(BudgetQuestion question, IEnumerable<string> gone)
    {
        foreach (var node in gone) ledger.Gone(node, Now);
        return ledger.Ask(question, Now);
    }
}
