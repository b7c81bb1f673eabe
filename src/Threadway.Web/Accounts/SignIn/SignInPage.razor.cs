using Microsoft.AspNetCore.Components;
using Threadway.Web.Components;
using Threadway.Web.Kapso;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>Phone number, then code, and a question where the number has an account in another spelling: one form that works without JavaScript.</summary>
public sealed partial class SignInPage
{
    private Step step = Step.Phone;
    private string? fieldError;
    private CodeNotSent? notSent;

    /// <summary>How long until another code may be asked for.</summary>
    private TimeSpan nextIn;

    private enum Step
    {
        Phone,
        Code,
        Spelling,
    }

    [Inject] private SignInService Accounts { get; set; } = default!;

    [Inject] private EmulatorNotice Emulator { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm] public SignInForm Form { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "returnUrl")] public string? ReturnUrl { get; set; }

    private string Title => step switch
    {
        Step.Phone => "SignIn.Title",
        Step.Code => "SignIn.CodeTitle",
        _ => "SignIn.Other.Title",
    };

    private CodeDeliveryState Delivery => Accounts.DeliveryOf(Form.Delivery);

    private bool ConcernsNumber => notSent?.ProviderSentence is not null;

    private Uri? EmulatedPhone => Emulator.Active && Form.PhoneNumber is { } number ? Emulator.PhonePage(number) : null;

    private string StartPath => LocalPath.SignIn(ReturnUrl);

    /// <summary>The country that is chosen: as posted, else the browser's.</summary>
    private string Region => Countries.Find(Form.Region) ?? Countries.OfBrowser(Context.Request);

    private string? Invalid => fieldError is null ? null : "true";

    private string? DescribedBy => fieldError is null ? null : "field-error";

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        if (Context.User.Identity is { IsAuthenticated: true })
            Navigation.NavigateTo(LocalPath.OrHome(ReturnUrl));
    }

    private async Task SubmitAsync()
    {
        await AnswerAsync();
        if (step == Step.Code) nextIn = await Accounts.NextCodeInAsync(Form.PhoneNumber, Form.Delivery, Context.RequestAborted);
    }

    private Task AnswerAsync()
    {
        switch (Form.Action)
        {
            case SignInForm.SignIn:
                return SignInAsync(newAccount: false);
            case SignInForm.NewAccount:
                return SignInAsync(newAccount: true);
            case SignInForm.Other:
                Form.PhoneNumber = Form.OtherNumber;
                return SendCodeAsync(otherwise: Step.Phone);
            default:
                return SendCodeAsync(otherwise: Form.Action == SignInForm.Resend ? Step.Code : Step.Phone);
        }
    }

    private async Task SendCodeAsync(Step otherwise)
    {
        step = otherwise;
        switch (await Accounts.RequestCodeAsync(Form.PhoneNumber, Countries.Find(Form.Region), Context.RequestAborted))
        {
            case CodeSent sent:
                step = Step.Code;
                (Form.PhoneNumber, Form.Delivery, Form.Code) = (sent.PhoneNumber, sent.DeliveryId, null);
                break;
            case BadPhoneNumber:
                step = Step.Phone;
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

    private async Task SignInAsync(bool newAccount)
    {
        step = Step.Code;
        switch (await Accounts.SignInAsync(Form.PhoneNumber, Form.Code, newAccount, Context.RequestAborted))
        {
            case SignedIn:
                Navigation.NavigateTo(LocalPath.OrHome(ReturnUrl));
                break;
            case BadSignInNumber:
                (fieldError, step) = (T["SignIn.BadNumber"], Step.Phone);
                break;
            case OtherSpelling other:
                (Form.PhoneNumber, Form.OtherNumber, step) = (other.PhoneNumber, other.Other, Step.Spelling);
                break;
            case var refused:
                fieldError = Sentence(refused);
                break;
        }
    }

    private string Sentence(SignInOutcome refused) => refused switch
    {
        BadCode => T["SignIn.CodeShape"],
        WrongCode => T["SignIn.WrongCode"],
        TooManyTries many => T["SignIn.TooManyTries", T.Duration(many.RetryAfter)],
        _ => T["SignIn.ExpiredCode"],
    };
}
