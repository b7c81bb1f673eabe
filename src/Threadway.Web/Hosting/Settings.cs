using Microsoft.Extensions.Options;

namespace Threadway.Web.Hosting;

/// <summary>
/// Every feature's settings are checked before the app starts. Each message is one line that names the setting, says what is
/// wrong and what to do, for whoever reads it at night.
/// </summary>
internal static class Settings
{
    public static WebApplicationBuilder AddSettings<TOptions, TCheck>(this WebApplicationBuilder builder, string section)
        where TOptions : class
        where TCheck : class, IValidateOptions<TOptions>
    {
        builder.Services.AddSingleton<IValidateOptions<TOptions>, TCheck>();
        builder.Services.AddOptions<TOptions>()
            .BindConfiguration(section)
            .Configure<IConfiguration>((options, configuration) => ReplaceLists(options, configuration.GetSection(section)))
            .ValidateOnStart();
        return builder;
    }

    /// <summary>The binder adds what is configured to a default; somebody who writes one country wants that one and no other.</summary>
    private static void ReplaceLists<TOptions>(TOptions options, IConfigurationSection section)
    {
        foreach (var list in typeof(TOptions).GetProperties().Where(property => property.PropertyType == typeof(string[])))
        {
            if (section.GetSection(list.Name).Get<string[]>() is { } configured) list.SetValue(options, configured);
        }
    }

    public static ValidateOptionsResult Check(params IEnumerable<(bool Wrong, string Message)> checks)
    {
        var failures = checks.Where(check => check.Wrong).Select(check => check.Message).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    public static bool IsOrigin(Uri url) =>
        url is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } && url.Scheme is "http" or "https";
}
