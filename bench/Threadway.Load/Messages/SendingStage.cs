using System.Globalization;

namespace Threadway.Load.Messages;

/// <summary>How numbers are to be.</summary>
/// <param name="PerSecond">What each may send, by the app and at the emulator.</param>
internal sealed record SendingPlan(int Numbers, string ConnectionType, int PerSecond);

/// <summary>An emulator that knows numbers and how fast they may send, the app with the same numbers, and a program with an API key of their owner.</summary>
internal sealed class SendingStage : IAsyncDisposable
{
    private readonly Engine engine;
    private readonly string seed;
    private readonly Dictionary<string, string> settings;
    private Nodes? nodes;
    private string? key;
    private SendingProgram? program;

    private SendingStage(Engine engine, string seed, Child emulator, SendingPlan plan)
    {
        var pace = plan.PerSecond.ToString(CultureInfo.InvariantCulture);
        (this.engine, this.seed, Emulator) = (engine, seed, emulator);
        Kapso = new(emulator.Address);
        settings = new()
        {
            ["Messaging__DedicatedPerSecond"] = pace,
            ["Messaging__CoexistencePerSecond"] = pace,
            // What it is allowed is not what is measured.
            ["ApiKeys__RequestsPerMinute"] = "1000000",
        };
    }

    public Child Emulator { get; }

    public EmulatorBooks Kapso { get; }

    public Guid User { get; private set; }

    public IReadOnlyList<Guid> Connections { get; private set; } = [];

    public Nodes Nodes => nodes ?? throw new InvalidOperationException("The app is not started.");

    public SendingProgram Program => program ?? throw new InvalidOperationException("The app is not started.");

    public static async Task<SendingStage> OpenAsync(Engine engine, SendingPlan plan)
    {
        var seed = await SendingNumbers.WriteSeedAsync(Path.GetTempPath(), plan.Numbers, plan.ConnectionType);
        var pace = plan.PerSecond.ToString(CultureInfo.InvariantCulture);
        var emulator = await Child.StartAsync(
            "Threadway.Kapso.Emulator", FreePort.OnLoopback(),
            port => ["--port", $"{port}", "--seed", seed, "--dedicated-per-second", pace, "--coexistence-per-second", pace], _ => []);
        var stage = new SendingStage(engine, seed, emulator, plan);
        await Nodes.MigrateAsync(engine, emulator);
        (stage.User, stage.Connections) = await engine.AddSendersAsync(plan.Numbers, plan.ConnectionType);
        await stage.StartAsync();
        return stage;
    }

    /// <summary>Starts the app; returns when it says that it is ready.</summary>
    public async Task StartAsync()
    {
        nodes = await Nodes.StartAsync(engine, Emulator, 1, settings);
        using (var http = new HttpClient { BaseAddress = nodes.Addresses[0] })
        {
            while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        key ??= await SendingProgram.MakeKeyAsync(nodes.Addresses[0], Emulator);
        program = new(nodes.Addresses[0], key);
    }

    public async Task StopAsync()
    {
        program?.Dispose();
        if (nodes is { } running) await running.DisposeAsync();
        (program, nodes) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Kapso.Dispose();
        await Emulator.DisposeAsync();
        File.Delete(seed);
    }
}
