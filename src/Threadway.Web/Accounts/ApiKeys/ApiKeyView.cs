namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>A key as its user sees it, on the page and over HTTP: everything but the secret.</summary>
/// <param name="LastUsedAt">To the minute; none where it was never used.</param>
/// <param name="ExpiresAt">None where it does not expire.</param>
public sealed record ApiKeyView(
    Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    internal static ApiKeyView Of(ApiKey key) => new(key.Id, key.Name, key.Scopes.Split(' '), key.CreatedAt, key.LastUsedAt, key.ExpiresAt, key.RevokedAt);
}
