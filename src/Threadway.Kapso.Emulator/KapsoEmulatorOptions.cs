namespace Threadway.Kapso.Emulator;

/// <summary>How one emulator is set up. The defaults suit a test: a free port, any key, nothing kept.</summary>
public sealed class KapsoEmulatorOptions
{
    /// <summary>The port on loopback; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>The only API key that is accepted. When null any key is, but a request without one still gets 401.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where lifecycle events go from the start: a project webhook for all of them, there again after a reset.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Signs deliveries to <see cref="WebhookUrl"/>; required with it.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>
    /// A JSON file that holds the state: read at the start, written shortly after each change and at the end.
    /// When null, everything is in memory. A file that cannot be read stops the start with <see cref="InvalidDataException"/>.
    /// </summary>
    public string? StateFile { get; set; }

    /// <summary>
    /// A JSON file with customers, their numbers, contacts and templates to start from; there again after a reset. A state file that
    /// exists wins over it. One that cannot be read stops the start with <see cref="InvalidDataException"/>.
    /// </summary>
    public string? SeedFile { get; set; }

    /// <summary>
    /// Customers, their numbers, contacts and templates to start from, said in code; there again after a reset, after those of
    /// <see cref="SeedFile"/>. A state file that exists wins over it. A wrong one stops the start with <see cref="ArgumentException"/>.
    /// </summary>
    public KapsoSeed? Seed { get; set; }

    /// <summary>
    /// The requests that one API key may make in a fixed minute of the emulator's clock, on both APIs together; beyond it
    /// 429. Kapso's plans: 100 (free), 500 (pro), 1000 (platform), 2000 (enterprise). With it comes the budget of health
    /// reads, 5 a second and 60 a minute. No budget when null.
    /// </summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>
    /// The numbers that the project's plan allows: one more that is connected by its Meta id gets 409. The operator's own
    /// counts, those of the hosted page are never refused. No limit when null.
    /// </summary>
    public int? PhoneNumberLimit { get; set; }

    /// <summary>Messages in a sliding second, in and out, that a coexistence number may reach before sends get 130429.</summary>
    public int CoexistenceMessagesPerSecond { get; set; } = 5;

    /// <summary>The same for a dedicated number; 1000 is what Meta upgrades busy numbers to.</summary>
    public int DedicatedMessagesPerSecond { get; set; } = 80;

    /// <summary>
    /// How many messages are kept, and how many webhook deliveries: the newest, a twentieth fewer at times. An older message
    /// is answered with 404 like an unknown one. Of conversations ten times as many are kept, those with the latest activity;
    /// one that fell out takes its 24-hour window along.
    /// </summary>
    public int History { get; set; } = State.WorldState.DefaultHistory;

    /// <summary>The clock below the emulator's own, which <see cref="KapsoEmulator.Clock"/> moves on from it. The system's when null.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where the emulator logs; nowhere when null. The caller keeps it and disposes of it.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
