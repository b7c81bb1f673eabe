using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.SignIn;

internal sealed class SignInOptions
{
    public const string Section = "Threadway:SignIn";

    /// <summary>How long a code is good for.</summary>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Wrong codes before the number has to wait.</summary>
    public int MaxTries { get; set; } = 5;

    /// <summary>How long it has to wait then.</summary>
    public TimeSpan Lockout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Codes that one number may ask for in ten minutes.</summary>
    public int CodesPerNumber { get; set; } = 5;

    /// <summary>How long the page asks for patience before another code is sent for; the calls of the API have no such pause.</summary>
    public TimeSpan ResendPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests to the sign-in calls that one address may make in ten minutes.</summary>
    public int RequestsPerAddress { get; set; } = 60;
}

internal sealed class SignInOptionsCheck : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options) => Settings.Check(
        (options.CodeLifetime <= TimeSpan.Zero, "Threadway:SignIn:CodeLifetime must be positive."),
        (options.MaxTries < 1, "Threadway:SignIn:MaxTries must be at least 1."),
        (options.Lockout <= TimeSpan.Zero, "Threadway:SignIn:Lockout must be positive."),
        (options.ResendPause < TimeSpan.Zero, "Threadway:SignIn:ResendPause must not be negative."),
        (options.CodesPerNumber < 1, "Threadway:SignIn:CodesPerNumber must be at least 1."),
        (options.RequestsPerAddress < 1, "Threadway:SignIn:RequestsPerAddress must be at least 1."));
}
