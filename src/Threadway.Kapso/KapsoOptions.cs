namespace Threadway.Kapso;

/// <summary>How to reach Kapso and how patient to be. Checked when the client is made, or at start with <c>AddKapso</c>.</summary>
public sealed class KapsoOptions
{
    /// <summary>The configuration section that these options are usually bound to: <c>Kapso</c>.</summary>
    public const string Section = "Kapso";

    /// <summary>The project's API key, sent as <c>X-API-Key</c>. Required.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The origin alone (scheme, host, port): the SDK adds <c>/platform/v1</c> and <c>/meta/whatsapp/...</c>.</summary>
    public Uri BaseUrl { get; set; } = new("https://api.kapso.ai");

    /// <summary>The Graph version in the path of calls to Meta's proxy, for example <c>v24.0</c>.</summary>
    public string GraphVersion { get; set; } = "v24.0";

    /// <summary>How long one attempt may take, its answer's body included. 30 seconds by default.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether failed attempts are repeated where that is safe. <see langword="true"/> by default.</summary>
    public bool ResilienceEnabled { get; set; } = true;

    /// <summary>How many times a call is repeated after its first attempt, from 0 to 10. 3 by default.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The longest wait before a repetition. 5 seconds by default. When Kapso asks for more (its rate limit asks for up to a minute),
    /// the call gives up at once, and the exception carries <see cref="KapsoException.RetryAfter"/>.
    /// </summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A copy that later changes do not reach, with what one call does differently.</summary>
    internal KapsoOptions With(RequestOptions own) => new()
    {
        ApiKey = own.ApiKey ?? ApiKey,
        BaseUrl = BaseUrl,
        GraphVersion = own.GraphVersion ?? GraphVersion,
        Timeout = Timeout,
        ResilienceEnabled = ResilienceEnabled,
        MaxRetries = MaxRetries,
        MaxRetryDelay = MaxRetryDelay,
    };

    /// <summary>Says where the client points, and not the key.</summary>
    public override string ToString() => $"KapsoOptions {{ BaseUrl = {BaseUrl}, GraphVersion = {GraphVersion} }}";
}
