namespace Threadway.Kapso.AspNetCore;

/// <summary>How deliveries are checked. Validated at start; a change of configuration takes effect with the next delivery.</summary>
public sealed class KapsoWebhookOptions
{
    /// <summary>The configuration section that these options are usually bound to: <c>Kapso:Webhooks</c>.</summary>
    public const string Section = "Kapso:Webhooks";

    /// <summary>
    /// The webhooks' secret keys, at least one. Several are valid at once: while one replaces the other, or when webhooks of
    /// different secrets end here.
    /// </summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>The most bytes that a delivery's body may have. 1 MiB by default.</summary>
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Says how many secrets there are, and none of them.</summary>
    public override string ToString() => $"KapsoWebhookOptions {{ Secrets = {Secrets.Count}, MaxBodyBytes = {MaxBodyBytes} }}";
}
