using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Threadway.Web.Accounts.SignIn;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

using SignInOptions = Threadway.Web.Accounts.SignIn.SignInOptions;

namespace Threadway.Web.Accounts;

internal static class AccountsFeature
{
    public const string CodeProvider = "SignInCode";

    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(options =>
        {
            options.Cookie.Name = "threadway";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.ExpireTimeSpan = TimeSpan.FromDays(30);
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnRedirectToLogin = context => RedirectOrProblemAsync(context.HttpContext, context.RedirectUri);
            options.Events.OnRedirectToAccessDenied = context => RedirectOrProblemAsync(context.HttpContext, context.RedirectUri);
        }));
        builder.Services.AddAuthorization();

        builder.Services.AddIdentityCore<User>()
            .AddEntityFrameworkStores<ThreadwayDb>()
            .AddSignInManager()
            .AddTokenProvider<SignInCodes>(CodeProvider);
        builder.Services.AddOptions<IdentityOptions>().Configure<IOptions<SignInOptions>>((identity, signIn) =>
        {
            identity.Lockout.MaxFailedAccessAttempts = signIn.Value.MaxTries;
            identity.Lockout.DefaultLockoutTimeSpan = signIn.Value.Lockout;
        });
        builder.Services.AddScoped<SignInCodes>();
        builder.Services.AddSingleton<CodeRequestLimit>();
        builder.Services.AddScoped<SignInService>();
        return builder;
    }

    public static void MapAccounts(this WebApplication app)
    {
        app.MapAccountEndpoints();
        app.MapSignOutForm();
    }

    /// <summary>A person goes to the sign-in page; a program is told.</summary>
    private static Task RedirectOrProblemAsync(HttpContext context, string redirectUri)
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.Redirect(redirectUri);
            return Task.CompletedTask;
        }
        return Problems.Of(StatusCodes.Status401Unauthorized, "not_signed_in", "Sign in first.").ExecuteAsync(context);
    }
}
