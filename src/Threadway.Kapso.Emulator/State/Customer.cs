namespace Threadway.Kapso.Emulator.State;

internal sealed class Customer
{
    public required string Id { get; init; }
    public required string Name { get; set; }
    public string? ExternalCustomerId { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
}
