using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Media;
using Threadway.Kapso.Emulator.Meta;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.Phones;
using Threadway.Kapso.Emulator.Platform;
using Threadway.Kapso.Emulator.Rates;
using Threadway.Kapso.Emulator.Requests;
using Threadway.Kapso.Emulator.SetupPage;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator;

/// <summary>Puts one emulator together: its state, what sends webhooks, and the web server in front.</summary>
internal sealed class EmulatorHost : IAsyncDisposable
{
    // A request that a failure rule holds back must not hold back the end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly WebApplication app;
    private readonly WebhookSender webhooks;
    private readonly SourceFetcher sources;
    private readonly ILoggerFactory logs;
    private readonly World world;
    private readonly EmulatorClock clock;
    private StateFile? file;

    private EmulatorHost(KapsoEmulatorOptions options)
    {
        logs = options.LoggerFactory ?? NullLoggerFactory.Instance;
        clock = new EmulatorClock(options.TimeProvider ?? TimeProvider.System);
        var saved = options.StateFile is { } path ? StateFile.Load(path) : null;
        clock.Advance(saved?.ClockOffset ?? TimeSpan.Zero);
        var seed = options.SeedFile is { } seedPath ? Seed.Load(seedPath) : null;
        saved?.History = options.History;
        var state = saved ?? Beginning.New(options, seed, clock.GetUtcNow());
        Beginning.Subscribe(state, options, clock.GetUtcNow());

        world = new World(state, () => Beginning.New(options, seed, clock.GetUtcNow(), state.ProjectId));
        var failures = new RuleBook<FailureRule>(rule => rule.Times, (rule, times) => rule with { Times = times });
        var deliveryRules = new RuleBook<DeliveryRule>(rule => rule.Times, (rule, times) => rule with { Times = times });
        var onboarding = new Onboarding(world, clock);
        webhooks = new WebhookSender(world, clock, deliveryRules);
        var shelf = new MediaShelf(clock, () => BaseAddress);
        var rates = new SendingRates(options.CoexistenceMessagesPerSecond, options.DedicatedMessagesPerSecond, clock);
        sources = new SourceFetcher(clock.Real);
        var media = new MediaContent(shelf);
        var content = new OutgoingContent(media, new TemplateSend(media, clock));
        var writer = new PhoneWriter(world, clock, webhooks);
        var person = new Person(world, writer, rates);
        var owner = new Owner(writer);
        var marketing = new Marketing(world, clock, webhooks);
        var reports = new StatusReports(world, clock, webhooks);
        var requests = new RequestLog();

        app = NewServer(options.Port);

        var recorder = new RequestRecorder(requests, clock);
        app.Use(next => http => recorder.InvokeAsync(http, next));
        app.UseRefusals(logs.CreateLogger("Threadway.Kapso.Emulator"));
        app.UseOwnSiteOnly();
        var failureGate = new FailureGate(failures, clock);
        app.Use(next => http => failureGate.InvokeAsync(http, next));
        app.UseApiKey(options.ApiKey);
        if (options.RequestsPerMinute is { } perMinute)
        {
            var budget = new RequestBudget(perMinute, clock);
            app.Use(next => http => budget.InvokeAsync(http, next));
        }

        app.UseRouting();

        new CustomerRoutes(world, clock).Map(app);
        new SetupLinkRoutes(world, clock, () => BaseAddress).Map(app);
        new PhoneNumberRoutes(world, clock, webhooks, options.PhoneNumberLimit).Map(app);
        new DisplayNameRoutes(world, clock).Map(app);
        new WebhookRoutes(world, clock, webhooks).Map(app);
        new DeliveryLogRoutes(world, clock).Map(app);
        new MessageRoutes(world).Map(app);
        new ConversationRoutes(world, clock, webhooks).Map(app);
        new ContactRoutes(world, clock).Map(app);
        new MediaIngestRoutes(world, shelf, sources).Map(app);
        new SendRoutes(world, clock, content, rates, reports).Map(app);
        new RegistrationRoutes(world, clock).Map(app);
        new BusinessProfileRoutes(world, shelf).Map(app);
        new ReadRoutes(world, clock).Map(app);
        new TemplateRoutes(world, clock).Map(app);
        new MediaRoutes(world, clock, shelf).Map(app);
        new SetupPageRoutes(world, clock, onboarding, webhooks).Map(app);
        new PhonePageRoutes(world, clock, new PhoneForms(world, person, owner, marketing, shelf), reports).Map(app);
        new IndexRoutes(world, clock, requests, options.ApiKey is null).Map(app);
        new RequestRoutes(requests, clock).Map(app);
        new DeliveryRoutes(world, clock, webhooks).Map(app);
        Assets.Map(app);
        new ControlRoutes(world, clock, webhooks, rates, requests, failures, deliveryRules).Map(app);
        new RuleControlRoutes(failures, deliveryRules).Map(app);
        new SetupControlRoutes(onboarding, webhooks).Map(app);
        new LifecycleControlRoutes(world, clock, webhooks).Map(app);
        new DeliveryControlRoutes(world, webhooks).Map(app);
        new RequestControlRoutes(requests).Map(app);
        new StatsControlRoutes(rates).Map(app);
        new PhoneControlRoutes(world, person, marketing, reports, shelf).Map(app);
        new EchoControlRoutes(owner, shelf).Map(app);
        new TemplateControlRoutes(world).Map(app);
        new NumberControlRoutes(world, clock).Map(app);
        // Kapso's first generation lived under /api.
        foreach (var face in new[] { "/platform", "/meta", "/api", "/_emulator" })
            app.Map(face + "/{**rest}", IResult (HttpContext http) => throw Refusal.NotEmulated(http.Request));
    }

    public Uri BaseAddress { get; private set; } = new("http://localhost");

    public static async Task<EmulatorHost> StartAsync(KapsoEmulatorOptions options, CancellationToken cancellationToken)
    {
        var host = new EmulatorHost(options);
        try
        {
            await host.app.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await host.DisposeAsync();
            throw new IOException(
                $"Port {options.Port} is taken, perhaps by another emulator. Stop that program, or choose another port.", taken);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        var address = host.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        host.BaseAddress = new Uri(address);
        host.Go(options);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await webhooks.DisposeAsync();
        sources.Dispose();
        if (file is not null)
            await file.DisposeAsync();
    }

    /// <summary>What must not happen while another emulator may hold the port: writing its file, sending its webhooks.</summary>
    private void Go(KapsoEmulatorOptions options)
    {
        if (options.StateFile is { } path)
            file = new StateFile(path, world, clock.Real, logs.CreateLogger<StateFile>());
        webhooks.Resume();
    }

    /// <summary>
    /// An empty builder: in another program, that program's settings and variables are none of ours. And no log of the
    /// server's own, which would hold the addresses of setup links.
    /// </summary>
    private static WebApplication NewServer(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Grace);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (port == 0)
                kestrel.Listen(IPAddress.Loopback, 0);
            else
                kestrel.ListenLocalhost(port);
        });
        return builder.Build();
    }

    /// <summary>Leaves Ctrl+C to whoever runs the process.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
