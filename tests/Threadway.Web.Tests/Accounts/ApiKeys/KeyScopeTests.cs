using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Accounts.ApiKeys;

namespace Threadway.Web.Tests.Accounts.ApiKeys;

public sealed class KeyScopeTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Calls => new()
    {
        { "GET", "/api/whatsapp/connection", "connections:read" },
        { "GET", "/api/whatsapp/customer", "connections:read" },
        { "GET", "/api/whatsapp/connections", "connections:read" },
        { "GET", "/api/whatsapp/connection/events", "connections:read" },
        { "POST", "/api/whatsapp/setup-links", "connections:write" },
        { "DELETE", "/api/whatsapp/connections/123", "connections:write" },
        { "POST", "/api/whatsapp/connections/123/reconnect", "connections:write" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_key_needs_the_scope_of_the_call_and_no_other(string method, string path, string scope)
    {
        var person = await app.SignInAsync();
        var without = await person.MakeKeyAsync([.. KeySteps.AllScopes.Where(other => other != scope)]);
        var with = await person.MakeKeyAsync([scope]);

        using var refused = await app.CallAsync(without.Key, path, new(method), person.Browser);
        using var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative)) { Headers = { Authorization = new("Bearer", with.Key) } };
        if (path.EndsWith("setup-links", StringComparison.Ordinal)) request.Content = JsonContent.Create(new { provisionPhoneNumber = false });
        using var allowed = await app.Anonymous().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);

        await Expect.ProblemAsync(refused, HttpStatusCode.Forbidden, "scope_missing");
        Assert.Equal(scope, (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("scope").GetString());
        Assert.Contains(allowed.StatusCode, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.NotFound]);
    }

    [Fact]
    public async Task A_call_that_names_no_scope_is_for_sessions_alone()
    {
        var key = await (await app.SignInAsync()).MakeKeyAsync(KeySteps.AllScopes);

        using var answer = await app.CallAsync(key.Key, "/api/auth/sign-out", HttpMethod.Post);

        await Expect.ProblemAsync(answer, HttpStatusCode.Forbidden, "session_required");
    }

    /// <summary>A call that somebody adds is for sessions alone until a scope is chosen for it, and stands here when it is none for keys.</summary>
    [Fact]
    public void Every_call_is_open_to_everybody_for_sessions_alone_or_names_a_scope()
    {
        string[] sessionsAlone = ["signOut", "createApiKey", "listApiKeys", "revokeApiKey"];

        var closed = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(call => call.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Where(call => call.Metadata.GetMetadata<IAuthorizeData>() is not null && call.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(call => (Name: call.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, call.Metadata.GetMetadata<RequiredScope>()?.Scope))
            .ToList();

        Assert.Equal(sessionsAlone.Order(StringComparer.Ordinal), closed.Where(call => call.Scope is null).Select(call => call.Name).Order(StringComparer.Ordinal));
        Assert.All(closed.Where(call => call.Scope is not null), call => Assert.Contains(call.Scope!, ApiScopes.All));
    }

    [Fact]
    public async Task The_OpenAPI_document_says_what_each_call_takes()
    {
        using var browser = app.Anonymous();

        var document = (await browser.GetFromJsonAsync<JsonObject>("/openapi/v1.json", Stop))!;

        var schemes = document["components"]!["securitySchemes"]!;
        Assert.Equal(("http", "bearer"), (schemes["key"]!["type"]!.GetValue<string>(), schemes["key"]!["scheme"]!.GetValue<string>()));
        Assert.Equal(("apiKey", "cookie", "threadway"), (schemes["session"]!["type"]!.GetValue<string>(), schemes["session"]!["in"]!.GetValue<string>(), schemes["session"]!["name"]!.GetValue<string>()));
        Assert.Equal("""[{"session":[]},{"key":["connections:read"]}]""", Security("/api/whatsapp/connections", "get"));
        Assert.Equal("""[{"session":[]},{"key":["connections:write"]}]""", Security("/api/whatsapp/setup-links", "post"));
        Assert.Equal("""[{"session":[]}]""", Security("/api/keys", "post"));
        Assert.Null(Security("/api/auth/code", "post"));

        string? Security(string path, string method) => document["paths"]![path]![method]!["security"]?.ToJsonString();
    }
}
