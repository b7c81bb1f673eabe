namespace Threadway.Web.Accounts.SignIn;

/// <summary>What came of asking for a sign-in code; the same whether or not the number has an account.</summary>
internal abstract record CodeRequestOutcome;

/// <param name="PhoneNumber">E.164.</param>
/// <param name="EmulatedPhone">Where the code shows when the emulator stands in for Kapso.</param>
internal sealed record CodeSent(string PhoneNumber, Uri? EmulatedPhone) : CodeRequestOutcome;

internal sealed record BadPhoneNumber : CodeRequestOutcome;

internal sealed record TooManyCodeRequests(TimeSpan RetryAfter) : CodeRequestOutcome;

/// <summary>Kapso refused or could not be reached.</summary>
internal sealed record CodeNotSent(string? ProviderSentence) : CodeRequestOutcome;

/// <summary>What came of a sign-in.</summary>
internal abstract record SignInOutcome;

internal sealed record SignedIn(Guid UserId) : SignInOutcome;

internal sealed record WrongCode : SignInOutcome;

/// <summary>No code of the last five minutes waits for this number: it expired, was used, or was never asked for.</summary>
internal sealed record ExpiredCode : SignInOutcome;

internal sealed record TooManyTries(TimeSpan RetryAfter) : SignInOutcome;

internal sealed record BadSignInNumber : SignInOutcome;
