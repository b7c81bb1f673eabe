using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Reconciliation;

internal sealed class ReconciliationOptions
{
    public const string Section = "Kapso:Reconciler";

    /// <summary>How often the sweep asks about what is open or doubtful.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often it goes through all numbers; the pages are spread over this time.</summary>
    public TimeSpan NumberInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a look waits for another at the same user: longer than one takes when all is well, no longer than a person waits.</summary>
    public TimeSpan TurnPatience { get; set; } = TimeSpan.FromSeconds(10);
}

internal sealed class ReconciliationOptionsCheck : IValidateOptions<ReconciliationOptions>
{
    public ValidateOptionsResult Validate(string? name, ReconciliationOptions options) => Settings.Check(
        (options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromDays(1), "Kapso:Reconciler:Interval must lie between 00:00:01 and one day."),
        (options.NumberInterval < TimeSpan.Zero, "Kapso:Reconciler:NumberInterval must not be negative."),
        (options.TurnPatience <= TimeSpan.Zero || options.TurnPatience > TimeSpan.FromMinutes(1), "Kapso:Reconciler:TurnPatience must be positive and at most one minute."));
}
