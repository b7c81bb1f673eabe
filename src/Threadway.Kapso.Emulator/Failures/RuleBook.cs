using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator;

/// <summary>An ordered list of rules; the first that fits is taken. Safe to use from many threads.</summary>
/// <typeparam name="T"><see cref="FailureRule"/> or <see cref="DeliveryRule"/>.</typeparam>
public sealed class RuleBook<T>
    where T : EmulatorRule
{
    private readonly Lock gate = new();
    private List<T> rules = [];

    internal RuleBook()
    {
    }

    /// <summary>The rules that are still good, in their order, with the times that are left.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (gate)
                return [.. rules];
        }
    }

    /// <summary>Asked at every request: cheaper than <see cref="All"/>.</summary>
    internal bool IsEmpty
    {
        get
        {
            lock (gate)
                return rules.Count == 0;
        }
    }

    /// <summary>Puts rules behind those that are there; all of them or, when one is wrong, none.</summary>
    /// <exception cref="ArgumentException">A rule cannot be followed; the message names its place and field.</exception>
    public void Add(params IReadOnlyCollection<T> rules)
    {
        Check(rules);
        lock (gate)
            this.rules.AddRange(rules);
    }

    /// <summary>Puts these rules in the place of all that are there; all of them or, when one is wrong, none.</summary>
    /// <exception cref="ArgumentException">A rule cannot be followed; the message names its place and field.</exception>
    public void Set(params IReadOnlyCollection<T> rules)
    {
        Check(rules);
        lock (gate)
            this.rules = [.. rules];
    }

    /// <summary>Takes all rules away.</summary>
    public void Clear() => Set();

    internal T? Take(Func<T, bool> fits)
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

    private static void Check(IReadOnlyCollection<T> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var (index, rule) in rules.Index())
        {
            ArgumentNullException.ThrowIfNull(rule, $"{nameof(rules)}[{index}]");
            if (rule.Fault() is { } fault)
                throw new WrongArgument($"rules[{index}].{fault.Field} {fault.Wanted}", nameof(rules));
        }
    }
}
