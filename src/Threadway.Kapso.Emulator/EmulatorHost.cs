using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.ControlRoutes;
using Threadway.Kapso.Emulator.Failures;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Meta;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.PhonePages;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.Platform;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.SetupPage;
using Threadway.Kapso.Emulator.Storage;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>The table of contents: what one emulator is made of.</summary>
internal static class EmulatorHost
{
    // A request that a failure rule holds back must not hold back the end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public static async Task<WebApplication> StartAsync(KapsoEmulatorOptions options, CancellationToken cancellationToken)
    {
        var app = NewBuilder(options).Build();
        try
        {
            Use(app, options.LoggerFactory ?? NullLoggerFactory.Instance);
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new IOException(
                $"Port {options.Port} is taken, perhaps by another emulator. Stop that program, or choose another port.", taken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        // Not before: until now another emulator may have held the port, the file and the webhooks.
        app.Services.StartStorage();
        app.Services.StartWebhooks();
        return app;
    }

    /// <summary>
    /// An empty builder: in another program, that program's settings and variables are none of ours. And no log of the
    /// server's own, which would hold the addresses of setup links.
    /// </summary>
    private static WebApplicationBuilder NewBuilder(KapsoEmulatorOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (options.Port == 0)
                kestrel.Listen(IPAddress.Loopback, 0);
            else
                kestrel.ListenLocalhost(options.Port);
        });
        builder.Services
            .AddRoutingCore()
            .Configure<HostOptions>(host => host.ShutdownTimeout = Grace)
            .AddSingleton<IHostLifetime, QuietLifetime>()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<StateFile>());
        builder.Services
            .AddHttp(new ApiKeySettings(options.ApiKey))
            .AddStorage(
                new StorageSettings(options.History)
                {
                    StateFile = options.StateFile,
                    SeedFile = options.SeedFile,
                    Seed = options.Seed,
                    WebhookUrl = options.WebhookUrl,
                    WebhookSecret = options.WebhookSecret,
                },
                options.TimeProvider ?? TimeProvider.System)
            .AddRequests()
            .AddFailures()
            .AddRates(new RateSettings(
                options.CoexistenceMessagesPerSecond, options.DedicatedMessagesPerSecond, options.RequestsPerMinute))
            .AddMedia()
            .AddWebhooks()
            .AddPlatform(new PlatformSettings(options.PhoneNumberLimit))
            .AddMeta()
            .AddSetupPage()
            .AddPhones()
            .AddControl()
            .AddPhonePages();
        return builder;
    }

    private static void Use(WebApplication app, ILoggerFactory logs)
    {
        app.UseRequestLog();
        app.UseRefusals(logs.CreateLogger("Threadway.Kapso.Emulator"));
        app.UseOwnSiteOnly();
        app.UseFailures();
        app.UseApiKey();
        app.UseRequestBudget();
        app.UseRouting();

        app.MapPlatform()
            .MapMeta()
            .MapSetupPage()
            .MapPhonePages()
            .MapPages()
            .MapControl()
            .MapNotEmulated();
    }

    /// <summary>Leaves Ctrl+C to whoever runs the process.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
