using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Redirects;

internal sealed class RedirectOptions
{
    public const string Section = "Threadway:Redirects";

    /// <summary>How often one address may come back from Kapso in a minute: each time is a look at Kapso, which anybody can bring about.</summary>
    public int RequestsPerAddress { get; set; } = 60;
}

internal sealed class RedirectOptionsCheck : IValidateOptions<RedirectOptions>
{
    public ValidateOptionsResult Validate(string? name, RedirectOptions options) => Settings.Check(
        (options.RequestsPerAddress < 1, "Threadway:Redirects:RequestsPerAddress must be at least 1."));
}
