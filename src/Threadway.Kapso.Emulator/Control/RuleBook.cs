namespace Threadway.Kapso.Emulator.Control;

/// <summary>An ordered list of rules, each good for so many uses; the first that fits is taken.</summary>
internal sealed class RuleBook<T>(Func<T, int?> times, Func<T, int, T> withTimes)
    where T : class
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
            if (times(rule) is { } left)
            {
                if (left <= 1)
                    rules.RemoveAt(index);
                else
                    rules[index] = withTimes(rule, left - 1);
            }

            return rule;
        }
    }
}
