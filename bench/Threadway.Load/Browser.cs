using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Threadway.Load;

/// <summary>Somebody who is signed in, with a code from their emulated phone.</summary>
internal sealed partial class Browser : IDisposable
{
    private Browser(Uri address) => Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    public HttpClient Http { get; }

    public static async Task<Browser> SignInAsync(Uri address, Child emulator, string phone)
    {
        var browser = new Browser(address);
        using var kapso = new HttpClient { BaseAddress = emulator.Address };
        (await browser.Http.PostAsJsonAsync("/api/auth/code", new { phoneNumber = phone })).EnsureSuccessStatusCode();
        var messages = await kapso.GetStringAsync(new Uri($"/_emulator/phones/{Uri.EscapeDataString(phone)}/messages", UriKind.Relative));
        using var signedIn = await browser.Http.PostAsJsonAsync("/api/auth/sign-in", new { phoneNumber = phone, code = Code().Matches(messages)[^1].Groups[1].Value });
        signedIn.EnsureSuccessStatusCode();
        // It is for HTTPS alone; the load is not.
        browser.Http.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        return browser;
    }

    /// <summary>Somebody's status as it changes, from any node.</summary>
    public async Task<StreamReader> WatchAsync(Uri node)
    {
        var answer = await Http.GetAsync(new Uri(node, "/api/whatsapp/connection/events"), HttpCompletionOption.ResponseHeadersRead);
        return new(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("\"code\": ?\"(\\d{6})\"")]
    private static partial Regex Code();
}
