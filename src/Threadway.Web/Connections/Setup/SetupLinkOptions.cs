using Threadway.Kapso;

namespace Threadway.Web.Connections.Setup;

/// <summary>How Kapso's hosted page looks and what it offers.</summary>
internal sealed class SetupLinkOptions
{
    public const string Section = "Kapso:SetupLinks";

    public string[] ConnectionTypes { get; set; } = ["coexistence", "dedicated"];

    public SetupTheme Theme { get; set; } = new()
    {
        PrimaryColor = "#6366f1",
        PrimaryForegroundColor = "#ffffff",
        BackgroundColor = "#ffffff",
        TextColor = "#0f172a",
        MutedTextColor = "#64748b",
        CardColor = "#ffffff",
        BorderColor = "#e2e8f0",
    };

    /// <summary>Where a new number may come from, ISO 3166 alpha-2.</summary>
    public string[] Countries { get; set; } = ["US", "CO"];

    /// <summary>One of Kapso's languages; null for the user's own.</summary>
    public string? Language { get; set; }

    /// <summary>How many links one attempt may use up before the person is asked to start again.</summary>
    public int LinksPerAttempt { get; set; } = 5;
}
