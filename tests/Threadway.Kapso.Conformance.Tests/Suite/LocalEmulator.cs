using Threadway.Kapso.Emulator;

namespace Threadway.Kapso.Conformance.Tests.Suite;

/// <summary>What stands in when no target is named: the only place that knows an emulator. All it gives away is an address and a key.</summary>
internal static class LocalEmulator
{
    public const string Key = "conformance-key";

    // Large enough that the suite never meets it, and there so that its headers are.
    private const int Plenty = 1_000_000;

    public static Task<KapsoEmulator> StartAsync(int requestsPerMinute = Plenty) => KapsoEmulator.StartAsync(new KapsoEmulatorOptions
    {
        ApiKey = Key,
        RequestsPerMinute = requestsPerMinute,
        SeedFile = Path.Combine(AppContext.BaseDirectory, "seed.json"),
    });
}
