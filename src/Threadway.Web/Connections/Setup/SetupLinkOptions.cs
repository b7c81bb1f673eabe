using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;

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

internal sealed partial class SetupLinkOptionsCheck : IValidateOptions<SetupLinkOptions>
{
    public ValidateOptionsResult Validate(string? name, SetupLinkOptions options) => Settings.Check(
    [
        (options.ConnectionTypes.Length == 0, "Kapso:SetupLinks:ConnectionTypes must hold coexistence, dedicated, or both."),
        .. options.ConnectionTypes.Where(type => type is not ("coexistence" or "dedicated"))
            .Select(type => (true, $"Kapso:SetupLinks:ConnectionTypes holds '{type}': it may be coexistence or dedicated.")),
        .. Colours(options.Theme).Where(colour => colour.Value is { } value && !Colour().IsMatch(value))
            .Select(colour => (true, $"Kapso:SetupLinks:Theme:{colour.Name} is '{colour.Value}': it must be six hexadecimal digits after a #, such as #6366f1.")),
        .. options.Countries.Where(country => !Country().IsMatch(country))
            .Select(country => (true, $"Kapso:SetupLinks:Countries holds '{country}': it must be two capital letters, such as US.")),
        (options.Countries.Length == 0, "Kapso:SetupLinks:Countries must hold at least one country, such as US."),
        (options.Language is { } language && !KapsoLanguages.All.Contains(language),
            $"Kapso:SetupLinks:Language is '{options.Language}': it may be {string.Join(", ", KapsoLanguages.All)}, or left out for the user's own."),
        (options.LinksPerAttempt < 1, "Kapso:SetupLinks:LinksPerAttempt must be at least 1."),
    ]);

    private static (string Name, string? Value)[] Colours(SetupTheme theme) =>
    [
        (nameof(theme.PrimaryColor), theme.PrimaryColor),
        (nameof(theme.PrimaryForegroundColor), theme.PrimaryForegroundColor),
        (nameof(theme.BackgroundColor), theme.BackgroundColor),
        (nameof(theme.TextColor), theme.TextColor),
        (nameof(theme.MutedTextColor), theme.MutedTextColor),
        (nameof(theme.CardColor), theme.CardColor),
        (nameof(theme.MutedColor), theme.MutedColor),
        (nameof(theme.BorderColor), theme.BorderColor),
        (nameof(theme.SecondaryColor), theme.SecondaryColor),
        (nameof(theme.SecondaryForegroundColor), theme.SecondaryForegroundColor),
        (nameof(theme.DestructiveColor), theme.DestructiveColor),
        (nameof(theme.DestructiveForegroundColor), theme.DestructiveForegroundColor),
    ];

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex Country();
}
