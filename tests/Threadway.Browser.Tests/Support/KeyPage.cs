using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests.Support;

/// <summary>The keys of somebody's programs, on the page and over HTTP.</summary>
internal static class KeyPage
{
    public static async Task OpenKeysAsync(this Visitor visitor)
    {
        await visitor.OpenAsync("/settings/keys");
        await Expect(visitor.Heading(visitor.Words["Keys.Title"])).ToBeVisibleAsync();
    }

    public static async Task OpenNewKeyAsync(this Visitor visitor)
    {
        await visitor.OpenKeysAsync();
        await visitor.Button(visitor.Words["Keys.Make"]).ClickAsync();
        await Expect(visitor.Heading(visitor.Words["Keys.New.Title"])).ToBeVisibleAsync();
    }

    public static async Task FillKeyAsync(this Visitor visitor, string name, params string[] scopes)
    {
        await visitor.Dialog.GetByLabel(visitor.Words["Keys.Name"], new() { Exact = true }).FillAsync(name);
        foreach (var scope in scopes) await visitor.Dialog.GetByRole(AriaRole.Checkbox, new() { Name = visitor.Words[$"Scope.{scope}"] }).CheckAsync();
    }

    public static async Task<MadeKey> MakeKeyAsync(this Person person, string name, params string[] scopes)
    {
        using var answer = await person.Browser.PostAsJsonAsync("/api/keys", new { name, scopes });
        return JsonSerializer.Deserialize<MadeKey>(await answer.Content.ReadAsStringAsync(), JsonSerializerOptions.Web)!;
    }

    /// <summary>Returns the status of the answer.</summary>
    public static async Task<int> UseKeyAsync(this Person person, MadeKey key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/whatsapp/connections") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key.Key) } };
        using var answer = await person.Browser.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public static async Task RevokeKeyAsync(this Person person, MadeKey key)
    {
        using var answer = await person.Browser.DeleteAsync(new Uri($"/api/keys/{key.Id}", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode);
    }
}

internal sealed record MadeKey(Guid Id, string Key);
