using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Hosting;

namespace Threadway.Web.Messaging.Sending;

internal sealed class SendingOptions
{
    public const string Section = "Messaging";

    /// <summary>Meta's ceiling for one number.</summary>
    public const int MostPerSecond = 1000;

    /// <summary>Messages a second of a coexistence number, both directions.</summary>
    public int CoexistencePerSecond { get; set; } = 5;

    /// <summary>Messages a second of a dedicated number that is not named in <see cref="PerSecond"/>.</summary>
    public int DedicatedPerSecond { get; set; } = 80;

    /// <summary>What single numbers may send a second, by phone number id: for one that Meta has raised.</summary>
    public Dictionary<string, int> PerSecond { get; set; } = [];

    /// <summary>How long Kapso's answers must lack a message of which nobody knows whether it went out, before it is sent again.</summary>
    public TimeSpan NotFoundAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a node looks for numbers of which something is due that nobody sends for.</summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(1);

    public int LimitOf(Connection connection) =>
        PerSecond.TryGetValue(connection.PhoneNumberId, out var own) ? own
        : connection.ConnectionType == ConnectionType.Dedicated ? DedicatedPerSecond
        : CoexistencePerSecond;
}

internal sealed class SendingOptionsCheck : IValidateOptions<SendingOptions>
{
    public ValidateOptionsResult Validate(string? name, SendingOptions options) => Settings.Check(
    [
        (IsNoPace(options.CoexistencePerSecond), $"Messaging:CoexistencePerSecond must lie between 1 and {SendingOptions.MostPerSecond}."),
        (IsNoPace(options.DedicatedPerSecond), $"Messaging:DedicatedPerSecond must lie between 1 and {SendingOptions.MostPerSecond}."),
        (options.NotFoundAfter < TimeSpan.FromSeconds(1) || options.NotFoundAfter > TimeSpan.FromMinutes(10), "Messaging:NotFoundAfter must lie between 00:00:01 and 00:10:00. Kapso shows a message that it took a moment later: with less than a minute one may go out twice."),
        (options.LookInterval < TimeSpan.FromMilliseconds(100) || options.LookInterval > TimeSpan.FromHours(1), "Messaging:LookInterval must lie between 00:00:00.100 and 01:00:00: messages that nobody was told of wait so long."),
        .. options.PerSecond.Select(own => (IsNoPace(own.Value), $"Messaging:PerSecond:{own.Key} must lie between 1 and {SendingOptions.MostPerSecond}.")),
    ]);

    private static bool IsNoPace(int perSecond) => perSecond is < 1 or > SendingOptions.MostPerSecond;
}
