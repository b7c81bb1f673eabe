using Microsoft.AspNetCore.Identity;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts;

internal static class AccountsFeature
{
    public const string CookieName = "threadway";

    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(options =>
        {
            options.Cookie.Name = CookieName;
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

        builder.Services.AddIdentityCore<User>().AddEntityFrameworkStores<ThreadwayDb>().AddSignInManager();
        return builder;
    }

    /// <summary>A person goes to the sign-in page; a program is told.</summary>
    private static Task RedirectOrProblemAsync(HttpContext context, string redirectUri)
    {
        if (!context.Request.IsFromProgram())
        {
            context.Response.Redirect(redirectUri);
            return Task.CompletedTask;
        }
        return Problems.Of(StatusCodes.Status401Unauthorized, "not_signed_in", "Sign in first.").ExecuteAsync(context);
    }
}
