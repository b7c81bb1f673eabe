namespace Threadway.Web.Accounts.SignIn;

/// <summary>What the sign-in page posts. The number travels along in the second step; changing it there gains nothing, for the code belongs to the number.</summary>
public sealed class SignInForm
{
    public const string Send = "send";
    public const string Resend = "resend";
    public const string SignIn = "sign-in";

    public string? PhoneNumber { get; set; }

    public string? Code { get; set; }

    /// <summary>The pressed button; it tells the step too.</summary>
    public string? Action { get; set; }
}
