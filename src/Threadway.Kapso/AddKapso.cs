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

        services.AddOptions<KapsoOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KapsoOptions>, KapsoOptionsValidator>());
        services.TryAddSingleton(provider => new KapsoClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            provider.GetRequiredService<IOptions<KapsoOptions>>().Value,
            provider.GetService<TimeProvider>()));

        // The one client lives as long as the process, so its handler must too; the connections below it are renewed.
        var builder = services.AddHttpClient(HttpClientName, KapsoHttp.Prepare)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(KapsoHttp.CreateHandler)
            .RedactLoggedHeaders([KapsoTransport.KeyHeader]);
        builder.AddResilienceHandler("kapso", (pipeline, context) => Resilience.Configure(
            pipeline,
            context.ServiceProvider.GetRequiredService<IOptions<KapsoOptions>>().Value,
            context.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System));
        return builder.AddHttpMessageHandler(() => new BufferedAnswers());
    }
}
