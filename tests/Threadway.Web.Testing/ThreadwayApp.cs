using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Orleans.Runtime;
using Threadway.Kapso.Emulator;

namespace Threadway.Web.Testing;

/// <summary>The real app on a real port with a database of its own, and an emulator of its own to talk to.</summary>
public sealed class ThreadwayApp : IAsyncDisposable
{
    public const string WebhookSecret = "a-secret-for-tests";

    private readonly KapsoEmulator emulator;
    private readonly TestDatabase database;
    private readonly (string Key, string Value)[] settings;
    private readonly Action<IServiceCollection> services;
    private Factory factory;
    private int people;

    private ThreadwayApp(KapsoEmulator emulator, TestDatabase database, (string Key, string Value)[] settings, Action<IServiceCollection> services)
    {
        this.emulator = emulator;
        this.database = database;
        this.settings = settings;
        this.services = services;
        factory = Start();
        Kapso = new(emulator);
    }

    public EmulatorControl Kapso { get; }

    public Uri Address => factory.ClientOptions.BaseAddress;

    public MovableTime Time => factory.Time;

    public FakeLogCollector Logs => factory.Logs;

    public IServiceProvider Services => factory.Services;

    /// <param name="settings">Beside the defaults, for example <c>("Kapso:Reconciler:Interval", "00:00:01")</c>.</param>
    public static Task<ThreadwayApp> StartAsync(params (string Key, string Value)[] settings) => StartAsync(new KapsoEmulatorOptions(), settings);

    /// <param name="kapso">What Kapso has from the start, and how much it may be asked.</param>
    /// <param name="settings">Beside the defaults.</param>
    public static Task<ThreadwayApp> StartAsync(KapsoEmulatorOptions kapso, params (string Key, string Value)[] settings) => StartAsync(kapso, _ => { }, settings);

    /// <param name="services">Takes the place of the app's own, or comes beside them.</param>
    /// <param name="settings">Beside the defaults.</param>
    public static Task<ThreadwayApp> StartAsync(Action<IServiceCollection> services, params (string Key, string Value)[] settings) =>
        StartAsync(new KapsoEmulatorOptions(), services, settings);

    private static async Task<ThreadwayApp> StartAsync(KapsoEmulatorOptions kapso, Action<IServiceCollection> services, (string Key, string Value)[] settings)
    {
        TestDatabase.OrSkip();
        var emulator = await KapsoEmulator.StartAsync(kapso);
        return new(emulator, await TestDatabase.CreateAsync(), settings, services);
    }

    /// <summary>Ends the app and starts it again on the same database, at another address.</summary>
    public async Task RestartAsync()
    {
        await factory.DisposeAsync();
        factory = Start();
    }

    /// <summary>
    /// Which request to Kapso was the last, once the app has asked all that it asks by itself when it starts: for tests that count
    /// from there.
    /// </summary>
    public async Task<long> LastRequestAfterStartAsync()
    {
        await Eventually.TrueAsync(() => Task.FromResult(Logs.GetSnapshot().Any(record => record.Message.StartsWith("Kapso delivers the project's events", StringComparison.Ordinal))));
        return Kapso.LastRequestId;
    }

    private Factory Start()
    {
        var started = new Factory(emulator.BaseAddress, database.ConnectionString, settings, services);
        started.UseKestrel(0);
        started.StartServer();
        return started;
    }

    /// <summary>A browser without a session that follows no redirects.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address };

    /// <summary>A new person who signs in with a code from their phone.</summary>
    public async Task<Person> SignInAsync()
    {
        var person = NewPerson();
        await person.SignInAsync();
        return person;
    }

    public Person NewPerson() => new(this, $"+5731{Interlocked.Increment(ref people) + 10_000_000}");

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await Kapso.DisposeAsync();
        await database.DisposeAsync();
    }

    private sealed class Factory(Uri kapso, string database, (string Key, string Value)[] settings, Action<IServiceCollection> more) : WebApplicationFactory<Program>
    {
        public MovableTime Time { get; } = new();

        public FakeLogCollector Logs { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.UseSetting("Kapso:ApiKey", "a-key-for-tests");
            builder.UseSetting("Kapso:BaseUrl", kapso.AbsoluteUri);
            builder.UseSetting("Kapso:WebhookSecret", WebhookSecret);
            builder.UseSetting("Kapso:OtpPhoneNumberId", KapsoEmulator.OperatorPhoneNumberId);
            builder.UseSetting("Kapso:Timeout", "00:00:05");
            builder.UseSetting("Kapso:MaxRetryDelay", "00:00:00.050");
            // Tests that want the sweep ask for it.
            builder.UseSetting("Kapso:Reconciler:Interval", "1.00:00:00");
            builder.UseSetting("Threadway:SignIn:RequestsPerAddress", "1000000");
            builder.UseSetting("Threadway:Redirects:RequestsPerAddress", "1000000");
            builder.UseSetting("ConnectionStrings:Threadway", database);
            // Of many apps on one machine each is a cluster of its own.
            builder.UseSetting("Cluster:SiloPort", "0");
            builder.UseSetting("Cluster:GatewayPort", "0");
            builder.UseSetting("Cluster:AdvertisedAddress", "127.0.0.1");
            foreach (var (key, value) in settings) builder.UseSetting(key, value);

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(new FakeLoggerProvider(Logs)).SetMinimumLevel(LogLevel.Debug));
            builder.ConfigureTestServices(services =>
            {
                AsynchronousRows.Use(services.AddSingleton<TimeProvider>(Time).AddSingleton<IFatalErrorHandler, FatalErrors>());
                more(services);
            });
        }
    }
}
