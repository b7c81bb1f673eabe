using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Registers the SDK.</summary>
public static class KapsoServiceCollectionExtensions
{
    private const string HttpClientName = "Threadway.Kapso";

    /// <summary>
    /// Registers one <see cref="KapsoClient"/> on pooled connections, with options that are checked at start, and resilience.
    /// Returns the builder of its <see cref="HttpClient"/>; handlers added to it see every attempt.
    /// </summary>
    public static IHttpClientBuilder AddKapso(this IServiceCollection services, Action<KapsoOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.Configure(configure);
        return services.AddKapso();
    }

    /// <summary>The same for a caller that binds <see cref="KapsoOptions"/> itself.</summary>
    public static IHttpClientBuilder AddKapso(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddSingleton(provider => ClientOf(provider, HttpClientName, Options.DefaultName));
        return services.AddHttp(HttpClientName, Options.DefaultName);
    }

    /// <summary>
    /// Registers a <see cref="KapsoClient"/> under a name, for an application that works for several projects: take it with
    /// <c>[FromKeyedServices("name")]</c>. It has its own options (of that name), connections, retries and handlers, and shares
    /// nothing with the clients of other names or with the one without a name.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IHttpClientBuilder AddKapso(this IServiceCollection services, string name, Action<KapsoOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.Configure(name, configure);
        return services.AddKapso(name);
    }

    /// <summary>The same for a caller that binds the <see cref="KapsoOptions"/> of that name itself.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IHttpClientBuilder AddKapso(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);

        var httpClientName = $"{HttpClientName}:{name}";
        services.TryAddKeyedSingleton(name, (provider, _) => ClientOf(provider, httpClientName, name));
        return services.AddHttp(httpClientName, name);
    }

    private static KapsoClient ClientOf(IServiceProvider provider, string httpClientName, string optionsName) => new(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpClientName),
        OptionsOf(provider, optionsName),
        provider.GetService<TimeProvider>());

    private static IHttpClientBuilder AddHttp(this IServiceCollection services, string httpClientName, string optionsName)
    {
        services.AddOptions<KapsoOptions>(optionsName).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KapsoOptions>, KapsoOptionsValidator>());

        // The one client lives as long as the process, so its handler must too; the connections below it are renewed.
        var builder = services.AddHttpClient(httpClientName, KapsoHttp.Prepare)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(KapsoHttp.CreateHandler)
            .RedactLoggedHeaders([KapsoTransport.KeyHeader]);
        builder.AddResilienceHandler("kapso", (pipeline, context) => Resilience.Configure(
            pipeline,
            OptionsOf(context.ServiceProvider, optionsName),
            context.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System));
        return builder.AddHttpMessageHandler(() => new BufferedAnswers());
    }

    private static KapsoOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<KapsoOptions>>().Get(name);
}
