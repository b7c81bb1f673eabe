using System.Net;
using Threadway.Kapso.Emulator.Control;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Rates;

namespace Threadway.Kapso.Emulator;

/// <summary>
/// A local stand-in for Kapso: Platform API, Meta proxy, hosted setup page, signed webhooks and the phones at the other end,
/// on a real port of loopback. Instances share nothing, so any number of them run in one process. What the control API does
/// under <c>/_emulator</c>, the members of this class do without a request; all of them may be used from many threads.
/// </summary>
public sealed class KapsoEmulator : IAsyncDisposable
{
    /// <summary>
    /// The Meta id of the operator's own number (<c>+1 555 000 0001</c>, no customer), which is there from the start
    /// with the approved authentication template <c>sign_in_code</c> in <c>en_US</c>, <c>en</c> and <c>es</c>.
    /// </summary>
    public const string OperatorPhoneNumberId = State.PhoneNumber.OperatorId;

    private readonly WebApplication app;
    private readonly string? apiKey;

    private KapsoEmulator(WebApplication app, KapsoEmulatorOptions options)
    {
        (this.app, apiKey) = (app, options.ApiKey);
        BaseAddress = app.Services.GetRequiredService<Origin>().Address;
        Clock = app.Services.GetRequiredService<ClockControl>();
        Phones = app.Services.GetRequiredService<PhonesControl>();
        PhoneNumbers = app.Services.GetRequiredService<PhoneNumbersControl>();
        BusinessAccounts = app.Services.GetRequiredService<BusinessAccountsControl>();
        SetupLinks = app.Services.GetRequiredService<SetupLinksControl>();
        Templates = app.Services.GetRequiredService<TemplatesControl>();
        Events = app.Services.GetRequiredService<EventsControl>();
        Failures = app.Services.GetRequiredService<RuleBook<FailureRule>>();
        DeliveryRules = app.Services.GetRequiredService<RuleBook<DeliveryRule>>();
        Deliveries = app.Services.GetRequiredService<DeliveriesControl>();
        Requests = app.Services.GetRequiredService<RequestsControl>();
    }

    /// <summary>Where it listens: the origin alone, without a path.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The clock that everything here goes by.</summary>
    public ClockControl Clock { get; }

    /// <summary>The phones at the other end: <c>emulator.Phones["+57 300 123 4567"]</c>.</summary>
    public PhonesControl Phones { get; }

    /// <summary>The numbers that Kapso has, and what becomes of them at Meta.</summary>
    public PhoneNumbersControl PhoneNumbers { get; }

    /// <summary>Meta's verdicts on WhatsApp Business accounts.</summary>
    public BusinessAccountsControl BusinessAccounts { get; }

    /// <summary>What customers do on the hosted setup page.</summary>
    public SetupLinksControl SetupLinks { get; }

    /// <summary>Message templates, and what Meta's review says of them.</summary>
    public TemplatesControl Templates { get; }

    /// <summary>Events that nothing here brings about.</summary>
    public EventsControl Events { get; }

    /// <summary>What goes wrong on both APIs, on demand.</summary>
    public RuleBook<FailureRule> Failures { get; }

    /// <summary>What goes wrong on the way to webhooks, on demand.</summary>
    public RuleBook<DeliveryRule> DeliveryRules { get; }

    /// <summary>What webhooks were sent.</summary>
    public DeliveriesControl Deliveries { get; }

    /// <summary>What both APIs were asked.</summary>
    public RequestsControl Requests { get; }

    /// <summary>How fast each number sent, since the start or the last reset.</summary>
    public IReadOnlyList<SendingStats> Stats => app.Services.GetRequiredService<SendingRates>().Stats();

    /// <summary>Starts an emulator; it answers when the task ends.</summary>
    /// <param name="options">Its settings, read once; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    /// <exception cref="InvalidDataException">The state file or the seed file cannot be read.</exception>
    /// <exception cref="IOException">The port is taken, or there is no seed file.</exception>
    public static async Task<KapsoEmulator> StartAsync(
        KapsoEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new KapsoEmulatorOptions();
        Check(options);
        return new KapsoEmulator(await EmulatorHost.StartAsync(options, cancellationToken), options);
    }

    /// <summary>A client with base address and API key set. The caller disposes of it.</summary>
    public HttpClient CreateClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            BaseAddress = BaseAddress,
        };
        client.DefaultRequestHeaders.Add("X-API-Key", apiKey ?? "emulator");
        return client;
    }

    /// <summary>Back to the start: to the seed, the operator's number and the webhook of the options. The clock stays where it is.</summary>
    public void Reset() => app.Services.GetRequiredService<ResetControl>().Reset();

    /// <summary>Stops listening and sending, and writes the state file.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static void Check(KapsoEmulatorOptions options)
    {
        if (options.Port is < 0 or > IPEndPoint.MaxPort)
            throw new ArgumentException($"{nameof(options.Port)} must lie between 0 and {IPEndPoint.MaxPort}.", nameof(options));
        if (options.ApiKey is "")
            throw new ArgumentException($"{nameof(options.ApiKey)} must not be empty; leave it null to accept any key.", nameof(options));
        if (options.RequestsPerMinute < 1)
            throw new ArgumentException($"{nameof(options.RequestsPerMinute)} must be 1 or more; leave it null for no budget.", nameof(options));
        if (options.PhoneNumberLimit < 1)
            throw new ArgumentException($"{nameof(options.PhoneNumberLimit)} must be 1 or more; leave it null for no limit.", nameof(options));
        if (options.CoexistenceMessagesPerSecond < 1 || options.DedicatedMessagesPerSecond < 1)
            throw new ArgumentException("Messages per second must be 1 or more.", nameof(options));
        if (options.History < 1)
            throw new ArgumentException($"{nameof(options.History)} must be 1 or more.", nameof(options));
        if (options.WebhookUrl is { } url && !(url.IsAbsoluteUri && Fields.IsAllowed(url)))
            throw new ArgumentException($"{nameof(options.WebhookUrl)} must be an https URL, or http on this machine.", nameof(options));
        if (options.WebhookUrl is not null && string.IsNullOrEmpty(options.WebhookSecret))
            throw new ArgumentException($"{nameof(options.WebhookSecret)} is required with {nameof(options.WebhookUrl)}.", nameof(options));
    }
}
