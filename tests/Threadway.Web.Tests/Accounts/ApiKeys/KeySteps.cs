using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Threadway.Web.Tests.Accounts.ApiKeys;

/// <summary>A key as its maker is shown it, once.</summary>
internal sealed record ShownKey(string Key, Guid Id, string Name, string[] Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>A key as it is listed.</summary>
internal sealed record ListedKey(Guid Id, string Name, string[] Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

internal static class KeySteps
{
    public const string ReadPath = "/api/whatsapp/connections";

    public static readonly string[] AllScopes = ["messages:send", "messages:read", "connections:read", "connections:write"];

    public static Task<HttpResponseMessage> AskForKeyAsync(this Person person, string? name = "Shop", string[]? scopes = null, object? expiresAt = null) =>
        person.Browser.PostAsJsonAsync("/api/keys", new { name, scopes = scopes ?? ["connections:read"], expiresAt }, TestContext.Current.CancellationToken);

    public static async Task<ShownKey> MakeKeyAsync(this Person person, string[]? scopes = null, DateTimeOffset? expiresAt = null, string name = "Shop")
    {
        using var answer = await person.AskForKeyAsync(name, scopes, expiresAt);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<ShownKey>(Answers.OfApp, TestContext.Current.CancellationToken))!;
    }

    public static async Task<ListedKey[]> KeysAsync(this Person person) =>
        (await person.Browser.GetFromJsonAsync<ListedKey[]>("/api/keys", Answers.OfApp, TestContext.Current.CancellationToken))!;

    public static Task<HttpResponseMessage> RevokeAsync(this Person person, object id) =>
        person.Browser.DeleteAsync(new Uri($"/api/keys/{id}", UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>A call with a key and, where a browser is given, with its cookie too.</summary>
    public static async Task<HttpResponseMessage> CallAsync(
        this ThreadwayApp app, string? key, string path = ReadPath, HttpMethod? method = null, HttpClient? browser = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await (browser ?? app.Anonymous()).SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<HttpStatusCode> StatusAsync(this ThreadwayApp app, string key, string path = ReadPath, HttpMethod? method = null)
    {
        using var answer = await app.CallAsync(key, path, method);
        return answer.StatusCode;
    }
}
