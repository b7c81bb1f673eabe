using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Tests.Hosting;

/// <summary>Exactly one policy on whatever is answered: of two a browser would keep both.</summary>
public sealed class SecurityHeaderTests(SharedApp shared)
{
    private const string Header = "Content-Security-Policy";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/dashboard")]
    [InlineData("/numbers/1")]
    [InlineData("/whatsapp/connected")]
    [InlineData("/whatsapp/failed?code=unknown")]
    [InlineData("/nothing/here")]
    [InlineData("/error")]
    [InlineData("/error/429")]
    [InlineData("/app.css")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/api/whatsapp/connections")]
    [InlineData("/api/nothing")]
    [InlineData("/api/webhooks/kapso")]
    [InlineData("/api/webhooks/kapso/success")]
    [InlineData("/connect/00000000-0000-0000-0000-000000000000/continue")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/scalar/v1")]
    public async Task Every_address_answers_with_one_policy(string path)
    {
        using var stranger = shared.App.Anonymous();
        var person = await shared.App.SignInAsync();

        using var signedOut = await stranger.GetAsync(new Uri(path, UriKind.Relative), Stop);
        using var signedIn = await person.GetAsync(path);

        Assert.All([signedOut, signedIn], ExpectOnePolicy);
    }

    [Fact]
    public async Task So_do_refusals_failures_and_streams()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();

        using var notJson = await person.Browser.PostAsync(new Uri("/api/auth/code", UriKind.Relative), new StringContent("x"), Stop);
        using var badForm = await person.Browser.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent([]), Stop);
        using var badCode = await person.Browser.PostAsJsonAsync("/api/auth/sign-in", new { }, Stop);
        using var badDelivery = await person.Browser.PostAsync(new Uri("/api/webhooks/kapso", UriKind.Relative), new StringContent("{}"), Stop);
        using var stream = await person.Browser.GetAsync(new Uri("/api/whatsapp/connection/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        await own.ReadAsync(db => db.Database.ExecuteSqlAsync($"DROP TABLE connections", Stop));
        using var failedCall = await person.GetAsync("/api/whatsapp/connections");
        using var failedPage = await person.GetAsync("/numbers/1");

        Assert.Equal(HttpStatusCode.InternalServerError, failedCall.StatusCode);
        Assert.All([notJson, badForm, badCode, badDelivery, stream, failedCall, failedPage], ExpectOnePolicy);
        Assert.Contains("nosniff", failedPage.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task So_does_the_socket_of_a_live_page()
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };

        await socket.ConnectAsync(new UriBuilder(new Uri(shared.App.Address, "/_blazor")) { Scheme = "ws" }.Uri, Stop);

        Assert.Single(socket.HttpResponseHeaders![Header]);
    }

    private static void ExpectOnePolicy(HttpResponseMessage answer)
    {
        var policy = Assert.Single(answer.Headers.GetValues(Header));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Single(policy.Split("frame-ancestors").Skip(1));
    }
}
