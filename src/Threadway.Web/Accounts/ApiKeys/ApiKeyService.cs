using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Web.Audit;
using Threadway.Web.Cluster;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>What became of the wish for a key.</summary>
internal abstract record ApiKeyOutcome;

/// <param name="Text">The key itself: shown once, and kept nowhere.</param>
internal sealed record ApiKeyMade(ApiKeyView Key, string Text) : ApiKeyOutcome;

/// <param name="Field">What is wrong, by its name in the API.</param>
internal sealed record ApiKeyInvalid(string Field, string Message) : ApiKeyOutcome;

internal sealed record TooManyApiKeys(int Most) : ApiKeyOutcome;

/// <summary>Makes, lists and revokes the keys of a user.</summary>
internal sealed class ApiKeyService(
    IDbContextFactory<ThreadwayDb> databases, AuditLog audit, UserChanges changes, ApiKeyVerifier verifier, IOptions<ApiKeyOptions> options, TimeProvider time)
{
    public const int LongestName = 100;

    /// <summary>Keys that are over and still listed, the newest; what was older has its lines in the audit log.</summary>
    private const int KeptWhenOver = 100;

    public async Task<ApiKeyOutcome> MakeAsync(
        Guid userId, string? name, IReadOnlyCollection<string>? scopes, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var label = TypedText.Label(name);
        if (label.Length is 0 or > LongestName) return new ApiKeyInvalid("name", $"name is required: what the key is for, in at most {LongestName} characters.");

        // Words are copied by people, and what they copy brings marks along that nobody sees.
        var asked = scopes?.Select(TypedText.Plain).ToList() ?? [];
        if (asked.Count == 0 || asked.Except(ApiScopes.All).Any() || asked.Distinct().Count() != asked.Count)
            return new ApiKeyInvalid("scopes", $"scopes may hold {string.Join(", ", ApiScopes.All)}, each once, and at least one.");

        var now = time.GetUtcNow();
        if (expiresAt <= now) return new ApiKeyInvalid("expiresAt", "expiresAt is over already. Give a later time, or leave it out for a key that does not expire.");

        var id = Guid.CreateVersion7(now);
        var (text, secretHash) = ApiKeyText.Make(id);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var made = await db.InTurnAsync(
            Turn(userId),
            async cancel =>
            {
                if (await db.ApiKeys.CountAsync(key => key.UserId == userId && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now), cancel) >= options.Value.MaxPerUser)
                    return null;
                var key = new ApiKey
                {
                    Id = id,
                    UserId = userId,
                    Name = label,
                    Scopes = string.Join(' ', ApiScopes.All.Intersect(asked)),
                    SecretHash = secretHash,
                    CreatedAt = now,
                    ExpiresAt = expiresAt?.ToUniversalTime(),
                };
                db.ApiKeys.Add(key);
                audit.Add(db, new(userId, AuditAction.ApiKeyCreated) { Detail = $"{id} {key.Scopes}" });
                await ForgetOldAsync(db, userId, now, cancel);
                await db.SaveChangesAsync(cancel);
                return key;
            },
            cancel => db.ApiKeys.AnyAsync(key => key.Id == id, cancel),
            cancellationToken);
        if (made is null) return new TooManyApiKeys(options.Value.MaxPerUser);

        changes.Publish(userId);
        return new ApiKeyMade(ApiKeyView.Of(made), text);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyView>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var keys = await db.ApiKeys.AsNoTracking().Where(key => key.UserId == userId).OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id).ToListAsync(cancellationToken);
        return [.. keys.Select(ApiKeyView.Of)];
    }

    /// <summary>False where the user has no such key. One that is revoked already stays so.</summary>
    public async Task<bool> RevokeAsync(Guid userId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.InTurnAsync(
            Turn(userId),
            async cancel =>
            {
                var key = await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == id && key.UserId == userId, cancel);
                if (key is null or { RevokedAt: not null }) return key is not null;

                key.RevokedAt = time.GetUtcNow();
                audit.Add(db, new(userId, AuditAction.ApiKeyRevoked) { Detail = $"{id}" });
                await db.SaveChangesAsync(cancel);
                return true;
            },
            cancellationToken: cancellationToken);
        if (!found) return false;

        verifier.Forget(id);
        changes.Publish(userId);
        return true;
    }

    private static async Task ForgetOldAsync(ThreadwayDb db, Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var old = await db.ApiKeys.Where(key => key.UserId == userId && (key.RevokedAt != null || key.ExpiresAt <= now))
            .OrderByDescending(key => key.CreatedAt).Skip(KeptWhenOver).Select(key => key.Id).ToListAsync(cancellationToken);
        if (old.Count > 0) await db.ApiKeys.Where(key => old.Contains(key.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>One at a time for each user: two that come at once cannot both be the last that there is room for.</summary>
    private static string Turn(Guid userId) => $"api-keys:{userId}";
}
