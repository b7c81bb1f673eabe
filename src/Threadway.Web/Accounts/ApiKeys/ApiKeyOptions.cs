using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.ApiKeys;

internal sealed class ApiKeyOptions
{
    public const string Section = "ApiKeys";

    /// <summary>Calls that one key may make in a minute, on each node.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Keys that one user may have at a time; revoked and expired ones do not count.</summary>
    public int MaxPerUser { get; set; } = 100;
}

internal sealed class ApiKeyOptionsCheck : IValidateOptions<ApiKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options) => Settings.Check(
        (options.RequestsPerMinute < 1, "ApiKeys:RequestsPerMinute must be at least 1."),
        (options.MaxPerUser < 1, "ApiKeys:MaxPerUser must be at least 1."));
}
