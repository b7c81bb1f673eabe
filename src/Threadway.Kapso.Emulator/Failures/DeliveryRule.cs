using Threadway.Kapso.Emulator.Events;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator;

/// <summary>A disorder of webhooks that the contract allows (8.3), on demand.</summary>
public sealed record DeliveryRule : EmulatorRule
{
    internal const int MostDuplicates = 100;

    /// <summary>The event that the rule is for, for example <c>whatsapp.message.received</c>; null for each.</summary>
    public string? Event { get; init; }

    /// <summary>How late it comes, in milliseconds of the emulator's clock.</summary>
    public int? DelayMs { get; init; }

    /// <summary>It never comes.</summary>
    public bool Drop { get; init; }

    /// <summary>How often it comes again, with the same body, signature and key; 100 at most.</summary>
    public int? Duplicate { get; init; }

    /// <summary>It comes after the next one.</summary>
    public bool SwapWithNext { get; init; }

    /// <summary>It is signed with another secret.</summary>
    public bool BadSignature { get; init; }

    /// <summary>It comes as a batch of one; for <c>whatsapp.message.received</c> alone.</summary>
    public bool BatchOfOne { get; init; }

    internal override (string Field, string Wanted)? Fault()
    {
        if (Event is { } name && !EventNames.All.Contains(name))
            return ("event", $"must be an event of the catalogue, not \"{name}\"{Nearest.Hint(name, EventNames.All)}");
        if (BatchOfOne && Event is not (null or EventNames.MessageReceived))
            return ("batchOfOne", $"is for {EventNames.MessageReceived} alone");
        return OutOfRange("times", Times, 1)
            ?? OutOfRange("delayMs", DelayMs, 0)
            ?? OutOfRange("duplicate", Duplicate, 0, MostDuplicates);
    }
}
