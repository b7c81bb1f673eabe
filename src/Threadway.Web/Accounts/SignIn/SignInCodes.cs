using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>
/// One-time codes, in the place of Identity's phone token provider. Its time-based codes live for about nine minutes, cannot
/// be told expired from wrong, can be used twice, and read the system's clock (docs/decisions). These are kept, encrypted, where
/// Identity keeps a user's tokens; counting wrong tries and the lockout stay Identity's.
/// </summary>
internal sealed class SignInCodes(IDataProtectionProvider protection, IOptions<SignInOptions> options, TimeProvider time) : IUserTwoFactorTokenProvider<User>
{
    public const string Purpose = "sign-in";

    private const string Store = "Threadway";

    private readonly IDataProtector codes = protection.CreateProtector("sign-in-code");

    public async Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var expiresAt = time.GetUtcNow() + options.Value.CodeLifetime;
        var kept = codes.Protect($"{expiresAt.ToUnixTimeMilliseconds()}:{code}");
        Identities.ThrowUnlessSucceeded(await manager.SetAuthenticationTokenAsync(user, Store, purpose, kept));
        return code;
    }

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user) =>
        await ReadAsync(purpose, manager, user) is { } code
        && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(code), System.Text.Encoding.UTF8.GetBytes(token));

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => Task.FromResult(false);

    /// <summary>Whether a code waits that has not expired and was not used.</summary>
    public async Task<bool> WaitsAsync(UserManager<User> manager, User user) => await ReadAsync(Purpose, manager, user) is not null;

    /// <summary>Makes the code unusable.</summary>
    public static async Task UseUpAsync(UserManager<User> manager, User user) =>
        Identities.ThrowUnlessSucceeded(await manager.RemoveAuthenticationTokenAsync(user, Store, Purpose));

    private async Task<string?> ReadAsync(string purpose, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticationTokenAsync(user, Store, purpose) is not { } kept) return null;

        var parts = codes.Unprotect(kept).Split(':');
        var expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
        return time.GetUtcNow() < expiresAt ? parts[1] : null;
    }
}

internal static class Identities
{
    public static void ThrowUnlessSucceeded(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join("; ", result.Errors.Select(error => error.Code)));
    }
}
