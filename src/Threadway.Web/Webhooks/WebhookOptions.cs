using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Webhooks;

/// <summary>What webhooks are signed with; in Kapso's section, beside the SDK's own options.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Kapso";

    /// <summary>Signs every webhook. Never optional: an unset secret must not mean "skip verification".</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>A second secret that is accepted while the first is being changed.</summary>
    public string? PreviousWebhookSecret { get; set; }
}

internal sealed class WebhookOptionsCheck : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) => Settings.Check(
        (string.IsNullOrWhiteSpace(options.WebhookSecret),
            "KAPSO_WEBHOOK_SECRET environment variable is required (setting Kapso:WebhookSecret). Any long random text will do, for example from 'openssl rand -hex 32'."));
}
