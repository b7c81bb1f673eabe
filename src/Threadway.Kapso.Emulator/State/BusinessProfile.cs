namespace Threadway.Kapso.Emulator.State;

/// <summary>What people see of a business (contract 13.3); null for what was never set.</summary>
internal sealed class BusinessProfile
{
    public string? About { get; set; }
    public string? Address { get; set; }
    public string? Description { get; set; }
    public string? Email { get; set; }
    public string? Vertical { get; set; }
    public string[]? Websites { get; set; }
    public string? PictureUrl { get; set; }
}
