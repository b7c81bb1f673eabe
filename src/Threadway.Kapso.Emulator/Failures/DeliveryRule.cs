namespace Threadway.Kapso.Emulator.Failures;

/// <summary>A disorder that the contract allows, on demand: see <c>PUT /_emulator/delivery-rules</c>.</summary>
internal sealed record DeliveryRule : Rule
{
    public const int MostDuplicates = 100;

    public string? Event { get; init; }
    public int? DelayMs { get; init; }
    public bool Drop { get; init; }
    public int? Duplicate { get; init; }
    public bool SwapWithNext { get; init; }
    public bool BadSignature { get; init; }
    public bool BatchOfOne { get; init; }
}
