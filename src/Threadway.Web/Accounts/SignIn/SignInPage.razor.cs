using Microsoft.AspNetCore.Components;
using Threadway.Web.Components;
using Threadway.Web.Kapso;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>Phone number, then code: one form that works without JavaScript.</summary>
public sealed partial class SignInPage
{
    private string? fieldError;
    private CodeNotSent? notSent;
    private bool codeSent;

    [Inject] private SignInService Accounts { get; set; } = default!;

    [Inject] private EmulatorNotice Emulator { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm] public SignInForm Form { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "returnUrl")] public string? ReturnUrl { get; set; }

    private bool CodeStep => codeSent || Form.Action is SignInForm.Resend or SignInForm.SignIn;

    private Uri? EmulatedPhone => Emulator.Active && Form.PhoneNumber is { } number ? Emulator.PhonePage(number) : null;

    private string StartPath => LocalPath.SignIn(ReturnUrl);

    private string? Invalid => fieldError is null ? null : "true";

    private string? DescribedBy => fieldError is null ? null : "field-error";

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        if (Context.User.Identity is { IsAuthenticated: true })
            Navigation.NavigateTo(LocalPath.OrHome(ReturnUrl));
    }

    private Task SubmitAsync() => Form.Action == SignInForm.SignIn ? SignInAsync() : SendCodeAsync();

    private async Task SendCodeAsync()
    {
        switch (await Accounts.RequestCodeAsync(Form.PhoneNumber ?? "", Context.RequestAborted))
        {
            case CodeSent sent:
                codeSent = true;
                (Form.PhoneNumber, Form.Code) = (sent.PhoneNumber, null);
                break;
            case BadPhoneNumber:
                fieldError = T["SignIn.BadNumber"];
                break;
            case TooManyCodeRequests many:
                fieldError = T["SignIn.TooManyRequests", T.Duration(many.RetryAfter)];
                break;
            case CodeNotSent failure:
                notSent = failure;
                break;
        }
    }

    private async Task SignInAsync()
    {
        if (Form.Code?.Count(char.IsAsciiDigit) != 6)
        {
            fieldError = T["SignIn.CodeShape"];
            return;
        }

        switch (await Accounts.SignInAsync(Form.PhoneNumber ?? "", Form.Code, Context.RequestAborted))
        {
            case SignedIn:
                Navigation.NavigateTo(LocalPath.OrHome(ReturnUrl));
                break;
            case BadSignInNumber:
                (fieldError, Form.Action) = (T["SignIn.BadNumber"], null);
                break;
            case var refused:
                fieldError = Sentence(refused);
                break;
        }
    }

    private string Sentence(SignInOutcome refused) => refused switch
    {
        WrongCode => T["SignIn.WrongCode"],
        TooManyTries many => T["SignIn.TooManyTries", T.Duration(many.RetryAfter)],
        _ => T["SignIn.ExpiredCode"],
    };
}
