using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Reconciliation;

internal sealed class SweepOptions
{
    public const string Section = "Kapso:Reconciler";

    /// <summary>How often the sweep runs.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A healthy number that no read has confirmed for this long is looked at again.</summary>
    public TimeSpan NumberInterval { get; set; } = TimeSpan.FromMinutes(10);
}

internal sealed class SweepOptionsCheck : IValidateOptions<SweepOptions>
{
    public ValidateOptionsResult Validate(string? name, SweepOptions options) => Settings.Check(
        (options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromDays(1), "Kapso:Reconciler:Interval must lie between 00:00:01 and one day."),
        (options.NumberInterval < TimeSpan.Zero, "Kapso:Reconciler:NumberInterval must not be negative."));
}
