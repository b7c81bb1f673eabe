namespace Threadway.Kapso.Emulator.Storage;

/// <summary>Where the state comes from and is kept, and the webhook that is there from the start.</summary>
internal sealed record StorageSettings(int History)
{
    public string? StateFile { get; init; }
    public string? SeedFile { get; init; }
    public KapsoSeed? Seed { get; init; }
    public Uri? WebhookUrl { get; init; }
    public string? WebhookSecret { get; init; }
}
