using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Threadway.Web.Accounts.ApiKeys;

internal static class ApiKeyDocument
{
    private const string Session = "session", Key = "key";

    /// <summary>The API's description says of each call whether it takes the session's cookie, a key as well, or whoever comes.</summary>
    public static void DescribeKeys(this IServiceCollection services) => services.Configure<OpenApiOptions>("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.AddComponent<IOpenApiSecurityScheme>(Session, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = AccountsFeature.CookieName,
                Description = "The session of a browser that signed in.",
            });
            document.AddComponent<IOpenApiSecurityScheme>(Key, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = $"{ApiKeyText.Prefix}<id>_<secret><crc32>",
                Description = "A key that its user made in the settings. Where one comes, no cookie is looked at.",
            });
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (!metadata.OfType<IAuthorizeData>().Any() || metadata.OfType<IAllowAnonymous>().Any()) return Task.CompletedTask;

            operation.Security = [Needs(Session)];
            if (metadata.OfType<RequiredScope>().LastOrDefault() is not { } needed) return Task.CompletedTask;
            operation.Security.Add(Needs(Key, needed.Scope));
            return Task.CompletedTask;

            OpenApiSecurityRequirement Needs(string scheme, params List<string> scopes) => new() { [new(scheme, context.Document)] = scopes };
        });
    });
}
