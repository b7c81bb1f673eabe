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

    /// <summary>The clock below the emulator's own, which <c>POST /_emulator/clock</c> moves on from it. The system's when null.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where the emulator logs; nowhere when null. The caller keeps it and disposes of it.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
