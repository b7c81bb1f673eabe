using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Tests.Hosting;

/// <summary>A person reads a page and a program reads problem details, whatever address they came to.</summary>
public sealed class ErrorPageTests(SharedApp shared)
{
    private const string OfBrowser = "text/html,application/xhtml+xml,*/*;q=0.8";
    private const string OfProgram = "*/*";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/numbers/1", OfBrowser, "text/html")]
    [InlineData("/api/webhooks/kapso/success?setup_link_id=1", OfBrowser, "text/html")]
    [InlineData("/api/webhooks/kapso/success?setup_link_id=1", OfProgram, "application/problem+json")]
    [InlineData("/api/whatsapp/connections", OfProgram, "application/problem+json")]
    public async Task What_nobody_expected_is_told_in_the_readers_form(string path, string accept, string answered)
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        await own.ReadAsync(db => db.Database.ExecuteSqlAsync($"DROP TABLE connections", Stop));
        await own.ReadAsync(db => db.Database.ExecuteSqlAsync($"DROP TABLE setup_links", Stop));
        person.Browser.DefaultRequestHeaders.Add("Accept", accept);

        using var answer = await person.Browser.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.InternalServerError, answered), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_person_who_is_not_signed_in_is_led_to_the_sign_in_page_from_an_address_of_the_API_too()
    {
        using var browser = shared.App.Anonymous();
        browser.DefaultRequestHeaders.Add("Accept", OfBrowser);

        using var answer = await browser.GetAsync(new Uri("/api/whatsapp/connections", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/sign-in?returnUrl=%2Fapi%2Fwhatsapp%2Fconnections", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
