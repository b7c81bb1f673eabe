namespace Threadway.Web.Accounts.SignIn;

/// <summary>What the sign-in page posts. The number travels along after the first step; changing it there gains nothing, for the code belongs to the number.</summary>
public sealed class SignInForm
{
    public const string Send = "send";
    public const string Resend = "resend";
    public const string SignIn = "sign-in";
    /// <summary>It is the account of the other spelling.</summary>
    public const string Other = "other";
    /// <summary>It is not.</summary>
    public const string NewAccount = "new-account";

    /// <summary>The country of a number that is typed without its country code.</summary>
    public string? Region { get; set; }

    public string? PhoneNumber { get; set; }

    public string? OtherNumber { get; set; }

    public string? Code { get; set; }

    /// <summary>Which sending the page tells of.</summary>
    public string? Delivery { get; set; }

    /// <summary>The pressed button; it tells the step too.</summary>
    public string? Action { get; set; }
}
