using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>Signs people in by phone number and one-time code. Until the code is proved, every answer is the same with and without an account.</summary>
internal sealed partial class SignInService(
    UserManager<User> users,
    SignInManager<User> session,
    SignInAccounts accounts,
    SignInCodes codes,
    CodeRequestLimit limit,
    CodeDeliveries deliveries,
    EmulatorNotice emulator,
    IOptionsMonitor<CodeMessageOptions> settings,
    IOptions<SignInOptions> options,
    TimeProvider time,
    ILogger<SignInService> logger)
{
    /// <param name="region">The country of a number that is typed without its country code; null where it must have one.</param>
    public async Task<CodeRequestOutcome> RequestCodeAsync(string? phoneNumber, string? region, CancellationToken cancellationToken)
    {
        if (Phone.ToE164(phoneNumber, region) is not { } e164) return new BadPhoneNumber();

        if (await limit.AttemptAsync(e164, cancellationToken) is { } wait) return new TooManyCodeRequests(wait);

        var (userId, code) = await accounts.InTurnAsync(e164, async () =>
        {
            var user = await accounts.FindOrAddAsync(e164);
            return (user.Id, await users.GenerateUserTokenAsync(user, SignInFeature.CodeProvider, SignInCodes.Purpose));
        });
        var delivery = deliveries.Begin(userId, new(e164, code, TemplateLanguage()));
        var outcome = await delivery.WaitAsync(cancellationToken);
        return outcome.State is CodeDeliveryState.Refused or CodeDeliveryState.GivenUp
            ? new CodeNotSent(outcome.ProviderSentence)
            : new CodeSent(e164, delivery.Id, outcome.State, emulator.PhonePage(e164));
    }

    /// <param name="newAccount">That a number whose other spelling has an account is somebody else's, and gets one of its own.</param>
    public async Task<SignInOutcome> SignInAsync(string? phoneNumber, string? typedCode, bool newAccount, CancellationToken cancellationToken)
    {
        // What cannot be a code was never meant as a try: it costs none.
        if (Phone.ToE164(phoneNumber) is not { } e164) return new BadSignInNumber();
        if (TypedText.Code(typedCode) is not { } code) return new BadCode();
        cancellationToken.ThrowIfCancellationRequested();

        var (outcome, user) = await accounts.InTurnAsync(e164, () => TryAsync(e164, code, newAccount));
        if (user is null) return outcome;

        await session.SignInAsync(user, isPersistent: true);
        Log.SignedIn(logger, user.Id);
        return outcome;
    }

    /// <summary>How the sending stands that a page tells of; sent where nothing else is known.</summary>
    public CodeDeliveryState DeliveryOf(string? deliveryId) => deliveries.Find(deliveryId)?.Outcome.State ?? CodeDeliveryState.Sent;

    /// <summary>How long until another code may be asked for: the last one needs a moment to arrive, and one number gets only so many.</summary>
    public async Task<TimeSpan> NextCodeInAsync(string? phoneNumber, string? deliveryId, CancellationToken cancellationToken)
    {
        var byLimit = Phone.ToE164(phoneNumber) is { } e164 ? await limit.NextInAsync(e164, cancellationToken) : TimeSpan.Zero;
        var byLast = deliveries.Find(deliveryId) is { } last ? last.Began + options.Value.ResendPause - time.GetUtcNow() : TimeSpan.Zero;
        return byLimit > byLast ? byLimit : byLast;
    }

    public Task SignOutAsync() => session.SignOutAsync();

    private async Task<(SignInOutcome Outcome, User? Admitted)> TryAsync(string e164, string code, bool newAccount)
    {
        // No waiting code, no try: otherwise a lockout would tell which numbers are known here.
        if (await accounts.FindAsync(e164) is not { } user) return (new ExpiredCode(), null);
        if (await users.IsLockedOutAsync(user)) return (new TooManyTries(user.LockoutEnd!.Value - time.GetUtcNow()), null);
        if (!await codes.WaitsAsync(users, user)) return (new ExpiredCode(), null);

        // Nobody hears how a comparison went before the try is stored that it cost.
        Identities.ThrowUnlessSucceeded(await users.AccessFailedAsync(user));
        if (!await users.VerifyUserTokenAsync(user, SignInFeature.CodeProvider, SignInCodes.Purpose, code))
        {
            if (!await users.IsLockedOutAsync(user)) return (new WrongCode(), null);
            await SignInCodes.UseUpAsync(users, user);
            return (new TooManyTries(options.Value.Lockout), null);
        }

        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        return await accounts.AdmitAsync(user, e164, newAccount) is { } other
            ? (new OtherSpelling(e164, other), null)
            : (new SignedIn(user.Id), user);
    }

    private string TemplateLanguage()
    {
        var languages = settings.CurrentValue.OtpTemplateLanguages;
        var wanted = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return languages.FirstOrDefault(language => language.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)) ?? languages[0];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "User {UserId} signed in")]
        public static partial void SignedIn(ILogger logger, Guid userId);
    }
}
