using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Hosting;

namespace Threadway.Web.Kapso;

/// <summary>Checks the SDK's options, and that Kapso can reach us.</summary>
internal sealed class KapsoOptionsCheck : IValidateOptions<KapsoOptions>
{
    public ValidateOptionsResult Validate(string? name, KapsoOptions options) => Settings.Check(
        (string.IsNullOrWhiteSpace(options.ApiKey),
            "KAPSO_API_KEY environment variable is required (setting Kapso:ApiKey). Get a key in Kapso's dashboard under Project settings > API keys, or start in Development without one to use the emulator."),
        (!Settings.IsOrigin(options.BaseUrl),
            $"Kapso:BaseUrl (KAPSO_BASE_URL) is '{options.BaseUrl}': it must be an http or https origin without a path, such as https://api.kapso.ai."));
}

/// <summary>Kapso delivers over HTTPS to addresses that it can reach, and nowhere else (contract 7); an emulator reaches this machine.</summary>
internal sealed class ReachableCheck(IOptions<KapsoOptions> kapso) : IValidateOptions<ThreadwayOptions>
{
    public ValidateOptionsResult Validate(string? name, ThreadwayOptions options) => Settings.Check(
        (kapso.Value.BaseUrl is { IsAbsoluteUri: true, IsLoopback: false } && options.PublicUrl is not { IsAbsoluteUri: true, Scheme: "https", IsLoopback: false },
            "Threadway:PublicUrl (THREADWAY_PUBLIC_URL) must be the public https address of this app, for Kapso delivers its webhooks there; a tunnel's address will do."));
}
