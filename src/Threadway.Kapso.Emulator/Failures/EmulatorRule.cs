namespace Threadway.Kapso.Emulator;

/// <summary>What goes wrong on demand: a <see cref="FailureRule"/> of the APIs, or a <see cref="DeliveryRule"/> of webhooks.</summary>
public abstract record EmulatorRule
{
    private protected EmulatorRule()
    {
    }

    /// <summary>How often the rule is still good, 1 or more; it counts down and the rule vanishes. Null: for ever.</summary>
    public int? Times { get; init; }

    /// <summary>The first field that cannot be followed: its name in JSON, and what it must be; null for a rule that can.</summary>
    internal abstract (string Field, string Wanted)? Fault();

    private protected static (string Field, string Wanted)? OutOfRange(string field, int? value, int least, int most = int.MaxValue) =>
        value < least || value > most ? (field, $"must be {Http.WrongArgument.Whole(least, most)}, not {value}") : null;
}
