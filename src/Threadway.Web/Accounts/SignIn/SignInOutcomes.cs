namespace Threadway.Web.Accounts.SignIn;

/// <summary>What came of asking for a sign-in code; the same whether or not the number has an account.</summary>
internal abstract record CodeRequestOutcome;

/// <param name="PhoneNumber">E.164.</param>
/// <param name="DeliveryId">Under which <see cref="CodeDeliveries"/> tells what becomes of it.</param>
/// <param name="State">Sent, or not confirmed within the person's wait and still being tried.</param>
/// <param name="EmulatedPhone">Where the code shows when the emulator stands in for Kapso.</param>
internal sealed record CodeSent(string PhoneNumber, string DeliveryId, CodeDeliveryState State, Uri? EmulatedPhone) : CodeRequestOutcome;

internal sealed record BadPhoneNumber : CodeRequestOutcome;

internal sealed record TooManyCodeRequests(TimeSpan RetryAfter) : CodeRequestOutcome;

/// <summary>Kapso refused.</summary>
/// <param name="ProviderSentence">Kapso's own words where they are about this number; null where codes cannot be sent to anybody just now.</param>
internal sealed record CodeNotSent(string? ProviderSentence) : CodeRequestOutcome;

/// <summary>What came of a sign-in.</summary>
internal abstract record SignInOutcome;

internal sealed record SignedIn(Guid UserId) : SignInOutcome;

internal sealed record WrongCode : SignInOutcome;

/// <summary>No code of the last five minutes waits for this number: it expired, was used, or was never asked for.</summary>
internal sealed record ExpiredCode : SignInOutcome;

internal sealed record TooManyTries(TimeSpan RetryAfter) : SignInOutcome;

internal sealed record BadSignInNumber : SignInOutcome;

/// <summary>No six digits: not counted as a try.</summary>
internal sealed record BadCode : SignInOutcome;

/// <summary>The code was right, the number has no account, and its other spelling has one. The code is still good.</summary>
/// <param name="PhoneNumber">What was typed; E.164, as the other.</param>
internal sealed record OtherSpelling(string PhoneNumber, string Other) : SignInOutcome;
