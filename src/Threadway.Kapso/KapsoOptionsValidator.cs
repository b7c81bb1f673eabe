using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

internal sealed class KapsoOptionsValidator(IEnumerable<KapsoSection> sections) : IValidateOptions<KapsoOptions>
{
    public ValidateOptionsResult Validate(string? name, KapsoOptions options)
    {
        var client = string.IsNullOrEmpty(name) ? "" : $" (client \"{name}\")";
        var section = sections.LastOrDefault(section => section.OptionsName == (name ?? ""))?.Path;
        List<string> failures = [.. Failures(options).Select(failure => $"{failure}{client} {RemedyOf(failure, section)}")];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // Each sentence begins with the option: KapsoOptions.ApiKey is …
    private static string RemedyOf(string failure, string? section)
    {
        var option = failure.AsSpan("KapsoOptions.".Length);
        option = option[..option.IndexOf(' ')];
        return section is null
            ? $"Set it in code, AddKapso(options => options.{option} = …), or in the configuration, AddKapso().BindConfiguration(\"{KapsoOptions.Section}\")."
            : $"Set {section}:{option} in the configuration, for example as the environment variable {section.Replace(":", "__", StringComparison.Ordinal)}__{option}.";
    }

    public static void ThrowIfInvalid(KapsoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        if (Failures(options).FirstOrDefault() is { } failure)
            throw new ArgumentException(failure, nameof(options));
    }

    public static void ThrowIfInvalid(RequestOptions own)
    {
        if (own.Timeout is { } timeout && !IsTimeout(timeout))
            throw new ArgumentException("RequestOptions.Timeout must lie between 10 milliseconds and one day.", nameof(own));
        if (own.ApiKey is { } key && (string.IsNullOrWhiteSpace(key) || !CanBeSent(key)))
            throw new ArgumentException("RequestOptions.ApiKey is empty, or cannot stand in an HTTP header.", nameof(own));
        if (own.GraphVersion is { } version && !IsGraphVersion(version))
            throw new ArgumentException("RequestOptions.GraphVersion must look like v24.0.", nameof(own));

        using var request = new HttpRequestMessage();
        foreach (var (name, value) in own.Headers ?? FrozenDictionary<string, string>.Empty)
        {
            if (string.Equals(name, KapsoTransport.KeyHeader, StringComparison.OrdinalIgnoreCase))
                throw new ArgumentException("The key goes into RequestOptions.ApiKey, not into its headers.", nameof(own));

            try
            {
                request.Headers.Add(name, value);
            }
            catch (Exception refused) when (refused is FormatException or ArgumentException or InvalidOperationException)
            {
                // Without the value, which may be a secret.
                throw new ArgumentException($"RequestOptions.Headers: \"{name}\" is no header of a request, or its value cannot stand in one.", nameof(own));
            }
        }
    }

    private static IEnumerable<string> Failures(KapsoOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKey))
            yield return "KapsoOptions.ApiKey is required: the API key of the Kapso project.";
        else if (!CanBeSent(options.ApiKey))
            yield return "KapsoOptions.ApiKey holds a space, a line break or another character that cannot stand in an HTTP header.";

        if (!IsOrigin(options.BaseUrl))
            yield return "KapsoOptions.BaseUrl must be an http or https origin without path or query, such as https://api.kapso.ai.";

        if (!IsGraphVersion(options.GraphVersion))
            yield return "KapsoOptions.GraphVersion must look like v24.0.";

        if (!IsTimeout(options.Timeout))
            yield return "KapsoOptions.Timeout must lie between 10 milliseconds and one day.";

        if (options.MaxRetries is < 0 or > 10)
            yield return "KapsoOptions.MaxRetries must lie between 0 and 10.";

        if (options.MaxRetryDelay < TimeSpan.Zero || options.MaxRetryDelay > TimeSpan.FromDays(1))
            yield return "KapsoOptions.MaxRetryDelay must lie between zero and one day.";
    }

    private static bool CanBeSent(string key) => key.All(c => c is > ' ' and <= '~');

    // The upper bound is that of the timers underneath.
    private static bool IsTimeout(TimeSpan timeout) => timeout >= TimeSpan.FromMilliseconds(10) && timeout <= TimeSpan.FromDays(1);

    private static bool IsOrigin(Uri? url) =>
        url is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "", Host.Length: > 0 }
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    private static bool IsGraphVersion(string? version) =>
        version is ['v', .. var number] && Version.TryParse(number, out _);
}
