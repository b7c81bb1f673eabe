using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.SignIn;

internal static class SignInFeature
{
    public const string CodeProvider = "SignInCode";

    public const string RatePolicy = "sign-in";

    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder)
    {
        Countries.Prepare();
        builder.AddSettings<SignInOptions, SignInOptionsCheck>(SignInOptions.Section);
        builder.AddSettings<CodeMessageOptions, CodeMessageOptionsCheck>(CodeMessageOptions.Section);
        builder.Services.Configure<IdentityOptions>(identity => identity.Tokens.ProviderMap[CodeProvider] = new(typeof(SignInCodes)));
        builder.Services.AddOptions<IdentityOptions>().Configure<IOptions<SignInOptions>>((identity, signIn) =>
        {
            identity.Lockout.MaxFailedAccessAttempts = signIn.Value.MaxTries;
            identity.Lockout.DefaultLockoutTimeSpan = signIn.Value.Lockout;
        });
        builder.Services.AddScoped<SignInCodes>();
        builder.Services.AddSingleton<CodeRequestLimit>();
        builder.Services.AddSingleton<CodeDeliveries>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CodeDeliveries>());
        builder.Services.AddScoped<SignInAccounts>();
        builder.Services.AddScoped<SignInService>();
        // Looking at the sign-in page is free; sending it, or calling the API, is what costs.
        builder.Services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(RatePolicy, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimits.PerAddress(context, context.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value.RequestsPerAddress, CodeRequestLimit.Window)
            : RateLimitPartition.GetNoLimiter("")));
        return builder;
    }

    public static void MapSignIn(this WebApplication app)
    {
        app.MapSignInEndpoints();
        app.MapSignOutForm();
    }
}
