using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>Signs people in by phone number and one-time code. Every answer is the same with and without an account.</summary>
internal sealed partial class SignInService(
    UserManager<User> users,
    SignInManager<User> session,
    SignInCodes codes,
    CodeRequestLimit limit,
    KapsoClient kapso,
    EmulatorNotice emulator,
    IOptionsMonitor<CodeMessageOptions> settings,
    IOptions<SignInOptions> options,
    TimeProvider time,
    ILogger<SignInService> logger)
{
    public async Task<CodeRequestOutcome> RequestCodeAsync(string? phoneNumber, CancellationToken cancellationToken)
    {
        if (Phone.ToE164(phoneNumber) is not { } e164) return new BadPhoneNumber();

        using var lease = limit.Attempt(e164);
        if (!lease.IsAcquired)
            return new TooManyCodeRequests(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : CodeRequestLimit.Window);

        var user = await FindOrAddAsync(e164);
        var code = await users.GenerateUserTokenAsync(user, SignInFeature.CodeProvider, SignInCodes.Purpose);
        try
        {
            await kapso.Messages.SendTemplateAsync(
                settings.CurrentValue.OtpPhoneNumberId,
                e164,
                TemplateMessage.AuthenticationCode(settings.CurrentValue.OtpTemplate, TemplateLanguage(), code),
                cancellationToken);
        }
        catch (KapsoOutcomeUnknownException e)
        {
            // It may well have gone out: the page that asks for it offers another.
            Log.NotSent(logger, e.Status, e.Code);
        }
        catch (KapsoException e)
        {
            Log.NotSent(logger, e.Status, e.Code);
            return new CodeNotSent(e.Explanation);
        }
        return new CodeSent(e164, emulator.PhonePage(e164));
    }

    public async Task<SignInOutcome> SignInAsync(string? phoneNumber, string? code, CancellationToken cancellationToken)
    {
        if (Phone.ToE164(phoneNumber) is not { } e164) return new BadSignInNumber();
        cancellationToken.ThrowIfCancellationRequested();

        // No waiting code, no try: otherwise a lockout would tell which numbers are known here.
        if (await FindAsync(e164) is not { } user) return new ExpiredCode();
        if (await users.IsLockedOutAsync(user)) return new TooManyTries(user.LockoutEnd!.Value - time.GetUtcNow());
        if (!await codes.WaitsAsync(users, user)) return new ExpiredCode();

        // The try is counted before the code is compared, so that guesses sent at the same moment are counted too: of two
        // at once, one is refused by Identity's concurrency stamp and compares nothing.
        if (!(await users.AccessFailedAsync(user)).Succeeded) return new WrongCode();
        if (!await users.VerifyUserTokenAsync(user, SignInFeature.CodeProvider, SignInCodes.Purpose, Digits(code)))
        {
            if (!await users.IsLockedOutAsync(user)) return new WrongCode();
            await SignInCodes.UseUpAsync(users, user);
            return new TooManyTries(options.Value.Lockout);
        }

        await SignInCodes.UseUpAsync(users, user);
        user.PhoneNumberConfirmed = true;
        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        await session.SignInAsync(user, isPersistent: true);
        Log.SignedIn(logger, user.Id);
        return new SignedIn(user.Id);
    }

    public Task SignOutAsync() => session.SignOutAsync();

    private async Task<User> FindOrAddAsync(string e164)
    {
        if (await FindAsync(e164) is { } known) return known;

        var user = new User
        {
            Id = Guid.CreateVersion7(),
            UserName = e164,
            PhoneNumber = e164,
            CreatedAt = time.GetUtcNow(),
        };
        try
        {
            Identities.ThrowUnlessSucceeded(await users.CreateAsync(user));
            return user;
        }
        catch (Exception e) when (e is DbUpdateException or InvalidOperationException)
        {
            // Two first requests at once: the database let one of them in.
            return await FindAsync(e164) ?? throw new InvalidOperationException("The user could not be stored.", e);
        }
    }

    private Task<User?> FindAsync(string e164) => users.FindByNameAsync(e164);

    private string TemplateLanguage()
    {
        var languages = settings.CurrentValue.OtpTemplateLanguages;
        var wanted = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return languages.FirstOrDefault(language => language.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)) ?? languages[0];
    }

    /// <summary>People type "123 456" and phones paste it with blanks.</summary>
    private static string Digits(string? code) =>
        code is { Length: <= 40 } ? new([.. code.Where(c => !char.IsWhiteSpace(c) && c != '-')]) : "";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A sign-in code was not sent (status {Status}, code {Code})")]
        public static partial void NotSent(ILogger logger, int? status, string? code);

        [LoggerMessage(LogLevel.Information, "User {UserId} signed in")]
        public static partial void SignedIn(ILogger logger, Guid userId);
    }
}
