using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.ApiKeys;

internal static class ApiKeysFeature
{
    private const string SessionOrKey = "SessionOrKey";

    public static WebApplicationBuilder AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.AddSettings<ApiKeyOptions, ApiKeyOptionsCheck>(ApiKeyOptions.Section);
        builder.Services.AddSingleton<ApiKeyVerifier>();
        builder.Services.AddSingleton<ApiKeyService>();
        builder.Services.AddSingleton<ApiKeyLimits>();
        builder.Services.AddSingleton<ApiKeyCalls>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ApiKeyCalls>());

        // A call is known by its key or by its cookie, and never by both.
        builder.Services.AddAuthentication(SessionOrKey)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, configureOptions: null)
            .AddPolicyScheme(SessionOrKey, displayName: null, either => either.ForwardDefaultSelector = context =>
                context.Request.BringsKey() ? ApiKeyHandler.SchemeName : IdentityConstants.ApplicationScheme);
        builder.Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new KeyScope()).Build());
        builder.Services.DescribeKeys();
        return builder;
    }

    public static void MapApiKeys(this WebApplication app) => app.MapApiKeyEndpoints();
}
