namespace Threadway.Kapso;

/// <summary>
/// What one call does differently from its client: <c>kapso.With(new() { Timeout = … }).Messages.SendTextAsync(…)</c>. What is
/// <see langword="null"/> stays as the client has it.
/// </summary>
public sealed record RequestOptions
{
    /// <summary>The API key, for a call in another project. It goes to the same Kapso.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// How long the call may take, with all its attempts and the waits between them; one attempt too may take as long, in place of
    /// <see cref="KapsoOptions.Timeout"/>. For a list: each page.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Headers besides, or in place of, what the SDK sends. Never the key: that is <see cref="ApiKey"/>.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The Graph version in the path of calls to Meta's proxy, for example <c>v25.0</c>.</summary>
    public string? GraphVersion { get; init; }

    /// <summary>Says which of them are set, and neither key nor headers.</summary>
    public override string ToString() =>
        $"RequestOptions {{ ApiKey = {(ApiKey is null ? "" : "…")}, Timeout = {Timeout}, Headers = {Headers?.Count}, GraphVersion = {GraphVersion} }}";

    /// <summary>These, and from the others what is not set here.</summary>
    internal RequestOptions Over(RequestOptions others) => new()
    {
        ApiKey = ApiKey ?? others.ApiKey,
        Timeout = Timeout ?? others.Timeout,
        Headers = (Headers, others.Headers) switch
        {
            ({ } own, { } other) => new Dictionary<string, string>(
                other.Where(header => !own.Keys.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Concat(own)),
            var (own, other) => own ?? other,
        },
        GraphVersion = GraphVersion ?? others.GraphVersion,
    };
}
