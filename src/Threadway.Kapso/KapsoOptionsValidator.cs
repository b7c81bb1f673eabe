using Microsoft.Extensions.Options;

namespace Threadway.Kapso;

internal sealed class KapsoOptionsValidator : IValidateOptions<KapsoOptions>
{
    public ValidateOptionsResult Validate(string? name, KapsoOptions options)
    {
        var client = string.IsNullOrEmpty(name) ? "" : $" (client \"{name}\")";
        List<string> failures = [.. Failures(options).Select(failure => failure + client)];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    public static void ThrowIfInvalid(KapsoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        if (Failures(options).FirstOrDefault() is { } failure)
            throw new ArgumentException(failure, nameof(options));
    }

    private static IEnumerable<string> Failures(KapsoOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKey))
            yield return "KapsoOptions.ApiKey is required: the API key of the Kapso project.";
        else if (options.ApiKey.Any(c => c is <= ' ' or > '~'))
            yield return "KapsoOptions.ApiKey holds a space, a line break or another character that cannot stand in an HTTP header.";

        if (!IsOrigin(options.BaseUrl))
            yield return "KapsoOptions.BaseUrl must be an http or https origin without path or query, such as https://api.kapso.ai.";

        if (!IsGraphVersion(options.GraphVersion))
            yield return "KapsoOptions.GraphVersion must look like v24.0.";

        // The upper bounds are those of the timers underneath.
        if (options.Timeout < TimeSpan.FromMilliseconds(10) || options.Timeout > TimeSpan.FromDays(1))
            yield return "KapsoOptions.Timeout must lie between 10 milliseconds and one day.";

        if (options.MaxRetries is < 0 or > 10)
            yield return "KapsoOptions.MaxRetries must lie between 0 and 10.";

        if (options.MaxRetryDelay < TimeSpan.Zero || options.MaxRetryDelay > TimeSpan.FromDays(1))
            yield return "KapsoOptions.MaxRetryDelay must lie between zero and one day.";
    }

    private static bool IsOrigin(Uri? url) =>
        url is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "", Host.Length: > 0 }
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    private static bool IsGraphVersion(string? version) =>
        version is ['v', .. var number] && Version.TryParse(number, out _);
}
