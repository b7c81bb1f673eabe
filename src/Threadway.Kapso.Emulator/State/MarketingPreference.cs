using Threadway.Kapso.Emulator.Identifiers;

namespace Threadway.Kapso.Emulator.State;

/// <summary>Whether a person wants marketing from one number. Who never said has none, and gets it.</summary>
internal sealed class MarketingPreference
{
    public const string Stopped = "stopped";
    public const string Resumed = "resumed";

    public required string PhoneNumberId { get; init; }
    public required string Person { get; set => field = WaId.Of(value); }
    public required string Status { get; set; }
    public string? PreviousStatus { get; set; }

    /// <summary>Grows with each change, so that late news can be told from new.</summary>
    public int Sequence { get; set; } = 1;

    public required DateTimeOffset OccurredAt { get; set; }
}
