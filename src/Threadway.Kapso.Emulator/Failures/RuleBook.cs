namespace Threadway.Kapso.Emulator.Failures;

/// <summary>What goes wrong on demand.</summary>
internal abstract record Rule
{
    /// <summary>How often it is still good; null for ever.</summary>
    public int? Times { get; init; }
}

/// <summary>An ordered list of rules; the first that fits is taken.</summary>
internal sealed class RuleBook<T>
    where T : Rule
{
    private readonly Lock gate = new();
    private List<T> rules = [];

    /// <summary>Asked at every request: cheaper than <see cref="All"/>.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
                return rules.Count == 0;
        }
    }

    public IReadOnlyList<T> All
    {
        get
        {
            lock (gate)
                return [.. rules];
        }
    }

    public void Replace(IEnumerable<T> by)
    {
        lock (gate)
            rules = [.. by];
    }

    public T? Take(Func<T, bool> fits)
    {
        lock (gate)
        {
            var index = rules.FindIndex(rule => fits(rule));
            if (index < 0)
                return null;

            var rule = rules[index];
            if (rule.Times is { } left)
            {
                if (left <= 1)
                    rules.RemoveAt(index);
                else
                    rules[index] = rule with { Times = left - 1 };
            }

            return rule;
        }
    }
}
