using Microsoft.Extensions.Options;

namespace Threadway.Web.Hosting;

internal sealed class ThreadwayOptions
{
    public const string Section = "Threadway";

    /// <summary>
    /// The app's address as browsers and Kapso reach it: redirect and webhook URLs are built from it.
    /// Where Kapso is the emulator it may be left out: the address that the app listens on is used then.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How long a person waits for Kapso at most, all attempts together, before they are told what comes next.</summary>
    public TimeSpan PersonWait { get; set; } = TimeSpan.FromSeconds(10);
}

internal sealed class ThreadwayOptionsCheck : IValidateOptions<ThreadwayOptions>
{
    public ValidateOptionsResult Validate(string? name, ThreadwayOptions options) => Settings.Check(
        (options.PublicUrl is { } url && !Settings.IsOrigin(url),
            $"Threadway:PublicUrl (THREADWAY_PUBLIC_URL) is '{options.PublicUrl}': it must be an http or https address without a path, such as https://app.example.com."),
        (options.PersonWait <= TimeSpan.Zero || options.PersonWait > TimeSpan.FromMinutes(1), "Threadway:PersonWait must be positive and at most one minute."));
}
