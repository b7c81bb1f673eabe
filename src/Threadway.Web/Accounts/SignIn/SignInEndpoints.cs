using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Threadway.Web.Components;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Examples;

namespace Threadway.Web.Accounts.SignIn;

internal static class SignInEndpoints
{
    public static void MapSignInEndpoints(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/auth").WithTags("Accounts").RequireRateLimiting(SignInFeature.RatePolicy);
        auth.MapPost("/code", RequestCode).WithName("requestSignInCode").AllowAnonymous()
            .WithSummary("Sends a six-digit code to the number by WhatsApp; the answer is the same for every number.")
            .WithRequestExample(new CodeRequest("+57 300 1234567")).WithExample(new DeliveryAnswer("sent"), StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status502BadGateway);
        auth.MapGet("/code/{id}", GetDelivery).WithName("getSignInCodeDelivery").AllowAnonymous()
            .WithSummary("Whether a code that was asked for has gone out; the address is in the Location of the answer to the request.")
            .WithExample(new DeliveryAnswer("sent"))
            .ProducesProblem(StatusCodes.Status404NotFound);
        auth.MapPost("/sign-in", SignIn).WithName("signIn").AllowAnonymous()
            .WithSummary("Signs in with number and code and sets the session cookie; a first sign-in makes the user.")
            .WithRequestExample(new SignInRequest("+57 300 1234567", "123456", NewAccount: null))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);
        auth.MapPost("/sign-out", SignOut).WithName("signOut").RequireAuthorization()
            .WithSummary("Ends the session.");
    }

    /// <summary>The layout's button: a form, so that it works without script.</summary>
    public static void MapSignOutForm(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sign-out", SignOutByForm).RequireAuthorization().WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();

    /// <param name="PhoneNumber">In any usual spelling, with the country code.</param>
    internal sealed record CodeRequest(string? PhoneNumber);

    /// <param name="Delivery"><c>sent</c>; <c>unconfirmed</c> where Kapso gave no clear answer and the code is being sent again; <c>failed</c>.</param>
    internal sealed record DeliveryAnswer(string Delivery)
    {
        public static DeliveryAnswer Of(CodeDeliveryState state) => new(state switch
        {
            CodeDeliveryState.Sent => "sent",
            CodeDeliveryState.Unconfirmed => "unconfirmed",
            _ => "failed",
        });
    }

    /// <param name="Code">The six digits, in any usual form.</param>
    /// <param name="NewAccount">True where a number whose other spelling has an account is another person's.</param>
    internal sealed record SignInRequest(string? PhoneNumber, string? Code, bool? NewAccount);

    private static async Task<Results<Accepted<DeliveryAnswer>, ProblemHttpResult>> RequestCode(
        CodeRequest request, SignInService accounts, HttpContext context, CancellationToken cancellationToken) =>
        await accounts.RequestCodeAsync(request.PhoneNumber, region: null, cancellationToken) switch
        {
            CodeSent sent => TypedResults.Accepted($"/api/auth/code/{sent.DeliveryId}", DeliveryAnswer.Of(sent.State)),
            TooManyCodeRequests many => TooMany(context, "too_many_code_requests", "Too many codes were asked for. Wait before asking again.", many.RetryAfter),
            CodeNotSent failure => Problems.Of(
                StatusCodes.Status502BadGateway, "sign_in_code_not_sent",
                failure.ProviderSentence is { } sentence ? $"No code can be sent to this number. Kapso says: {sentence}" : "Codes cannot be sent just now. Try again in a few minutes."),
            _ => BadNumber(),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> SignIn(
        SignInRequest request, SignInService accounts, HttpContext context, CancellationToken cancellationToken) =>
        await accounts.SignInAsync(request.PhoneNumber, request.Code, request.NewAccount ?? false, cancellationToken) switch
        {
            SignedIn => TypedResults.NoContent(),
            BadCode => Problems.Invalid("code", "code is no sign-in code: it has six digits, for example 123456. This was not counted as a try."),
            OtherSpelling other => Problems.Of(
                StatusCodes.Status409Conflict, "account_under_other_spelling",
                $"There is an account for {other.Other} and none for {other.PhoneNumber}. If both are you, ask for a code for the other one and sign in with it; if not, repeat this with newAccount true.",
                ("otherPhoneNumber", other.Other)),
            WrongCode => Problems.Of(StatusCodes.Status401Unauthorized, "sign_in_code_wrong", "The code is not right."),
            ExpiredCode => Problems.Of(StatusCodes.Status401Unauthorized, "sign_in_code_expired", "No valid code waits for this number: codes are good for five minutes and once. Ask for a new one."),
            TooManyTries many => TooMany(context, "too_many_sign_in_tries", "Too many wrong codes. Wait, then ask for a new one.", many.RetryAfter),
            _ => BadNumber(),
        };

    private static Results<Ok<DeliveryAnswer>, ProblemHttpResult> GetDelivery(string id, CodeDeliveries deliveries) =>
        deliveries.Find(id) is { } delivery
            ? TypedResults.Ok(DeliveryAnswer.Of(delivery.Outcome.State))
            : Problems.Of(StatusCodes.Status404NotFound, "sign_in_code_unknown", "No code of the last five minutes was asked for under this address.");

    private static async Task<NoContent> SignOut(SignInService accounts)
    {
        await accounts.SignOutAsync();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SignOutByForm(HttpContext context, SignInService accounts)
    {
        await accounts.SignOutAsync();
        return SeeOther.To(context, LocalPath.SignIn());
    }

    private static ProblemHttpResult BadNumber() =>
        Problems.Invalid("phoneNumber", "phoneNumber is not a phone number. Give it with its country code, for example +57 300 1234567.");

    private static ProblemHttpResult TooMany(HttpContext context, string code, string detail, TimeSpan wait)
    {
        context.Response.SetRetryAfter(wait);
        return Problems.Of(StatusCodes.Status429TooManyRequests, code, detail);
    }
}
