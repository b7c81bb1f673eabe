using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.AspNetCore;

/// <summary>Registers and maps the receiving of Kapso's webhooks.</summary>
public static partial class KapsoWebhookExtensions
{
    /// <summary>
    /// Registers the options, to be bound through what is returned: <c>AddKapsoWebhooks().BindConfiguration("Kapso:Webhooks")</c>.
    /// A missing secret stops the start.
    /// </summary>
    public static OptionsBuilder<KapsoWebhookOptions> AddKapsoWebhooks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<KapsoWebhookOptions>, KapsoWebhookOptionsValidator>());
        return services.AddOptions<KapsoWebhookOptions>().ValidateOnStart();
    }

    /// <summary>The same with options set in code.</summary>
    public static OptionsBuilder<KapsoWebhookOptions> AddKapsoWebhooks(
        this IServiceCollection services, Action<KapsoWebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);

        return services.AddKapsoWebhooks().Configure(configure);
    }

    /// <summary>The same with options from a section of the configuration, which take a change of it over.</summary>
    public static OptionsBuilder<KapsoWebhookOptions> AddKapsoWebhooks(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);

        return services.AddKapsoWebhooks().Bind(section);
    }

    /// <summary>
    /// Maps an address that Kapso delivers to. Only what carries Kapso's signature reaches the handler; a missing or wrong one is
    /// answered 401, a body over the limit 413, one that is no JSON object 400. Neither body nor secret is logged.
    /// </summary>
    /// <param name="routes">The application.</param>
    /// <param name="pattern">The path, for example <c>/api/webhooks/kapso</c>.</param>
    /// <param name="handler">
    /// Takes a delivery. Returning answers 200; throwing answers 500, and Kapso delivers again. It waits ten seconds: store, return,
    /// and work later.
    /// </param>
    /// <returns>The endpoint, which lets anybody in without signing in: the signature is the proof.</returns>
    /// <exception cref="InvalidOperationException"><c>AddKapsoWebhooks</c> was not called.</exception>
    public static IEndpointConventionBuilder MapKapsoWebhook(
        this IEndpointRouteBuilder routes,
        [StringSyntax("Route")] string pattern,
        Func<KapsoWebhookDelivery, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);

        return routes.Map(pattern, (_, delivery, cancellationToken) => handler(delivery, cancellationToken));
    }

    /// <summary>The same with a handler from the container, made for each delivery's scope.</summary>
    /// <typeparam name="THandler">The handler, which the application registers.</typeparam>
    /// <param name="routes">The application.</param>
    /// <param name="pattern">The path, for example <c>/api/webhooks/kapso</c>.</param>
    /// <returns>The endpoint, which lets anybody in without signing in: the signature is the proof.</returns>
    /// <exception cref="InvalidOperationException"><c>AddKapsoWebhooks</c> was not called.</exception>
    public static IEndpointConventionBuilder MapKapsoWebhook<THandler>(
        this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern) where THandler : IKapsoWebhookHandler =>
        routes.Map(pattern, (services, delivery, cancellationToken) =>
            services.GetRequiredService<THandler>().HandleAsync(delivery, cancellationToken));

    private static IEndpointConventionBuilder Map(
        this IEndpointRouteBuilder routes, string pattern, Func<IServiceProvider, KapsoWebhookDelivery, CancellationToken, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        if (!routes.ServiceProvider.GetServices<IValidateOptions<KapsoWebhookOptions>>().Any())
            throw new InvalidOperationException("MapKapsoWebhook needs services.AddKapsoWebhooks(...), which holds the webhooks' secrets.");

        var options = routes.ServiceProvider.GetRequiredService<IOptionsMonitor<KapsoWebhookOptions>>();
        var logger = routes.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Threadway.Kapso.AspNetCore.Webhooks");

        // A RequestDelegate, so that nothing is bound by reflection.
        return routes.MapPost(pattern, async (HttpContext context) =>
        {
            var reading = await context.Request.ReadKapsoWebhookAsync(options.CurrentValue, context.RequestAborted).ConfigureAwait(false);
            if (reading.Delivery is { } delivery)
                await handle(context.RequestServices, delivery, context.RequestAborted).ConfigureAwait(false);
            else
                Log.Refused(logger, reading.StatusCode, reading.Signature);

            context.Response.StatusCode = reading.StatusCode;
        }).AllowAnonymous();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook delivery was refused with {StatusCode}; signature: {Signature}")]
        public static partial void Refused(ILogger logger, int statusCode, SignatureVerdict? signature);
    }
}
