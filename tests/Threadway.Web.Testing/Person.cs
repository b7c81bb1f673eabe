using System.Net;
using System.Net.Http.Json;

namespace Threadway.Web.Testing;

/// <summary>Somebody with a phone and a browser. The browser keeps its cookies and follows no redirects.</summary>
public sealed class Person(ThreadwayApp app, string phoneNumber)
{
    public string PhoneNumber { get; } = phoneNumber;

    public HttpClient Browser { get; } = app.Anonymous();

    public async Task SignInAsync()
    {
        using var asked = await Browser.PostAsJsonAsync("/api/auth/code", new { phoneNumber = PhoneNumber });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        using var answer = await EnterAsync(await app.Kapso.LastCodeAsync(PhoneNumber));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    public Task<HttpResponseMessage> EnterAsync(string code) =>
        Browser.PostAsJsonAsync("/api/auth/sign-in", new { phoneNumber = PhoneNumber, code });

    public async Task<ShownStatus> StatusAsync() => (await Browser.GetFromJsonAsync<ShownStatus>("/api/whatsapp/connection", Answers.OfApp))!;

    public async Task<IReadOnlyList<ShownConnection>> ConnectionsAsync() =>
        (await Browser.GetFromJsonAsync<ShownConnection[]>("/api/whatsapp/connections", Answers.OfApp))!;

    public async Task<ShownConnection> ConnectionAsync(string phoneNumberId) =>
        (await ConnectionsAsync()).Single(connection => connection.PhoneNumberId == phoneNumberId);

    public Task<HttpResponseMessage> AskForLinkAsync(bool provisionPhoneNumber = false, string[]? connectionTypes = null) =>
        Browser.PostAsJsonAsync("/api/whatsapp/setup-links", new { provisionPhoneNumber, connectionTypes });

    /// <summary>Asks for a link and returns it with the id that Kapso gave it.</summary>
    public async Task<Link> CreateLinkAsync(bool provisionPhoneNumber = false, string[]? connectionTypes = null)
    {
        using var answer = await AskForLinkAsync(provisionPhoneNumber, connectionTypes);
        return await LinkOfAsync(answer);
    }

    public async Task<Link> LinkOfAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var shown = (await answer.Content.ReadFromJsonAsync<ShownLink>(Answers.OfApp))!;
        var links = await app.Kapso.LinksAsync(shown.KapsoCustomerId);
        return new(links.Single(link => link.Url == shown.SetupUrl.AbsoluteUri).Id, shown.SetupUrl, shown.KapsoCustomerId);
    }

    /// <summary>Connects a number from the first press to the settled status; returns its phone number id.</summary>
    public async Task<string> ConnectAsync(string connectionType = "coexistence", object? more = null)
    {
        var link = await CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, connectionType, more: more);
        await Eventually.HoldsAsync(
            ConnectionsAsync, all => all.Any(connection => connection.PhoneNumberId == completed.PhoneNumberId && connection.Receiving.Reason == "receiving"));
        return completed.PhoneNumberId;
    }

    public Task<HttpResponseMessage> DisconnectAsync(string phoneNumberId) =>
        Browser.DeleteAsync(new Uri($"/api/whatsapp/connections/{phoneNumberId}", UriKind.Relative));

    public Task<HttpResponseMessage> AskToReconnectAsync(string phoneNumberId) =>
        Browser.PostAsync(new Uri($"/api/whatsapp/connections/{phoneNumberId}/reconnect", UriKind.Relative), content: null);

    public Task<HttpResponseMessage> GetAsync(string path) => Browser.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));

    /// <summary>Follows one redirect of Kapso's; returns where the app sends the browser.</summary>
    public async Task<string> ReturnAsync(Uri redirect)
    {
        using var answer = await Browser.GetAsync(redirect);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }
}

public sealed record Link(string Id, Uri Url, string CustomerId);
