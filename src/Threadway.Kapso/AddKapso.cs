using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Threadway.Kapso.Http;

namespace Threadway.Kapso;

/// <summary>Registers the SDK.</summary>
public static class KapsoServiceCollectionExtensions
{
    private const string HttpClientName = "Threadway.Kapso";

    /// <summary>
    /// Registers one <see cref="KapsoClient"/> on pooled connections, with options that are checked at start, resilience and logging.
    /// The options are set through what is returned, <c>AddKapso().BindConfiguration("Kapso")</c>, which is the builder of the client's
    /// <see cref="HttpClient"/> as well: handlers added to it see every attempt.
    /// </summary>
    public static KapsoBuilder AddKapso(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddSingleton(provider => ClientOf(provider, HttpClientName, Options.DefaultName));
        return services.AddHttp(HttpClientName, Options.DefaultName);
    }

    /// <summary>The same with options set in code.</summary>
    public static KapsoBuilder AddKapso(this IServiceCollection services, Action<KapsoOptions> configure) =>
        services.AddKapso().Configure(configure);

    /// <summary>The same with options from a section of the configuration: <c>AddKapso(configuration.GetSection("Kapso"))</c>.</summary>
    public static KapsoBuilder AddKapso(this IServiceCollection services, IConfiguration section) => services.AddKapso().Bind(section);

    /// <summary>
    /// Registers a <see cref="KapsoClient"/> under a name, for an application that works for several projects: take it with
    /// <c>[FromKeyedServices("name")]</c>. It has its own options (of that name), connections, retries and handlers, and shares
    /// nothing with the clients of other names or with the one without a name.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static KapsoBuilder AddKapso(this IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);

        var httpClientName = $"{HttpClientName}:{name}";
        services.TryAddKeyedSingleton(name, (provider, _) => ClientOf(provider, httpClientName, name));
        return services.AddHttp(httpClientName, name);
    }

    /// <summary>The same with options set in code.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static KapsoBuilder AddKapso(this IServiceCollection services, string name, Action<KapsoOptions> configure) =>
        services.AddKapso(name).Configure(configure);

    /// <summary>The same with options from a section of the configuration.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static KapsoBuilder AddKapso(this IServiceCollection services, string name, IConfiguration section) =>
        services.AddKapso(name).Bind(section);

    private static KapsoClient ClientOf(IServiceProvider provider, string httpClientName, string optionsName) => new(
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpClientName),
        OptionsOf(provider, optionsName),
        provider.GetService<TimeProvider>(),
        provider.GetService<ILoggerFactory>());

    private static KapsoBuilder AddHttp(this IServiceCollection services, string httpClientName, string optionsName)
    {
        var options = services.AddOptions<KapsoOptions>(optionsName).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KapsoOptions>, KapsoOptionsValidator>());

        // The one client lives as long as the process, so its handler must too; the connections below it are renewed.
        // One line of our own tells of a call: those of HttpClient name addresses, which may hold phone numbers.
        var builder = services.AddHttpClient(httpClientName, KapsoHttp.Prepare)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(KapsoHttp.CreateHandler)
            .RemoveAllLoggers()
            .RedactLoggedHeaders([KapsoTransport.KeyHeader]); // for whoever adds loggers again
        builder.AddResilienceHandler("kapso", (pipeline, context) => Resilience.Configure(
            pipeline,
            OptionsOf(context.ServiceProvider, optionsName),
            context.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System,
            context.ServiceProvider));
        builder.AddHttpMessageHandler(() => new BufferedAnswers());
        return new(builder, options);
    }

    private static KapsoOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<KapsoOptions>>().Get(name);
}
