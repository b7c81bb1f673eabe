using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;
using Threadway.Web.Hosting.Examples;

namespace Threadway.Web.Hosting;

internal static class HostingFeature
{
    private static readonly string[] AddressSettings = ["urls", "http_ports", "https_ports"];

    public static WebApplicationBuilder AddThreadwayHosting(this WebApplicationBuilder builder)
    {
        // Here and not in appsettings.json, which would win over ASPNETCORE_URLS.
        if (!AddressSettings.Any(setting => builder.Configuration[setting] is { Length: > 0 })) builder.WebHost.UseUrls("http://localhost:3000");

        builder.AddSettings<ThreadwayOptions, ThreadwayOptionsCheck>(ThreadwayOptions.Section);

        // What one service reads when it starts, the listening waits for none of.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FirstAnswer>();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<PersonWait>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<RequestOrigin>();
        builder.Services.AddRateLimiter(limiter => limiter.OnRejected = RateLimits.RejectAsync);
        builder.Services.AddAntiforgery();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = ApiErrors.AddCode);
        builder.Services.AddExceptionHandler<ApiErrors>();
        builder.Services.Configure<ExceptionHandlerOptions>(options => options.SuppressDiagnosticsCallback = ApiErrors.IsForeseen);
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi("v1", document => document.ShowExamples());
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        });
        return builder;
    }

    /// <summary>Before anything is touched: a wrong setting leaves nothing behind.</summary>
    /// <exception cref="OptionsValidationException">A setting is missing or wrong.</exception>
    public static void CheckSettings(this WebApplication app) => app.Services.GetRequiredService<IStartupValidator>().Validate();

    /// <summary>The host would make them when it starts; made beside something else, they cost no time.</summary>
    public static void MakeHostedServices(this WebApplication app) => _ = app.Services.GetServices<IHostedService>().Count();

    /// <summary>The server would make them when it starts; called while something is waited for, they cost nothing.</summary>
    public static void MakeEndpoints(this WebApplication app)
    {
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources) _ = source.Endpoints;
    }

    public static void UseThreadwayHosting(this WebApplication app)
    {
        var firstAnswer = app.Services.GetRequiredService<FirstAnswer>();
        app.Use(next => context => firstAnswer.WatchAsync(context, next));
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
            app.UseHttpsRedirection();
        }
        app.UseWhen(
            context => context.Request.IsFromProgram(),
            api =>
            {
                api.UseExceptionHandler();
                api.UseStatusCodePages();
            });
        app.UseWhen(context => !context.Request.IsFromProgram(), pages => pages.UseErrorPages());
        // Explicit, and here: an error page is found by routing once more.
        app.UseRouting();
        app.UseSameOriginGuard();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseFormGuard();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference(page => page.DisableDefaultFonts());
    }
}
