namespace Threadway.Kapso.Emulator.State;

/// <summary>What Meta charges for a message, by its price list per message (contract 9.5).</summary>
internal sealed record MessagePricing(bool Billable, string Category, string Type)
{
    public const string Model = "PMP";

    /// <summary>In an open window all is free but marketing and codes; outside it there are templates alone.</summary>
    public static MessagePricing Of(string? templateCategory, bool isWindowOpen) => templateCategory switch
    {
        null => new MessagePricing(false, "service", "free_customer_service"),
        TemplateCategory.Utility when isWindowOpen => new MessagePricing(false, "utility", "free_customer_service"),
        _ => new MessagePricing(true, templateCategory.ToLowerInvariant(), "regular"),
    };
}
