using System.Net;

namespace Threadway.Web.Tests.Connections.Setup;

/// <summary>The stable address to go on from.</summary>
public sealed class ContinueTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Continue_hands_out_the_active_link_again()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();

        using var first = await person.GetAsync(await app.ContinuePathAsync(link));
        using var second = await person.GetAsync(await app.ContinuePathAsync(link));

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal(link.Url, first.Headers.Location);
        Assert.Equal(link.Url, second.Headers.Location);
        Assert.True(first.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Continue_makes_a_new_link_when_the_old_one_was_revoked_elsewhere()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var path = await app.ContinuePathAsync(link);
        await app.Kapso.CreateLinkAsync(link.CustomerId);

        using var answer = await person.GetAsync(path);

        Assert.NotEqual(link.Url, answer.Headers.Location);
        Assert.StartsWith(app.Kapso.Address + "whatsapp/setup/", answer.Headers.Location!.AbsoluteUri);
    }

    [Fact]
    public async Task After_a_failed_setup_Continue_offers_a_fresh_link()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var path = await app.ContinuePathAsync(link);
        await person.ReturnAsync(await app.Kapso.FailAsync(link.Id, "phone_verification_failed"));

        using var answer = await person.GetAsync(path);

        Assert.NotEqual(link.Url, answer.Headers.Location);
    }

    [Fact]
    public async Task Continue_looks_at_the_truth_first()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var path = await app.ContinuePathAsync(link);
        await app.Kapso.CompleteAsync(link.Id, webhook: "never");

        using var answer = await person.GetAsync(path);

        Assert.Equal($"/whatsapp/connected?link={link.Id}", answer.Headers.Location!.ToString());
        Assert.True((await person.StatusAsync()).IsConnected);
    }

    [Fact]
    public async Task Almost_there_ends_when_Kapso_goes_on_knowing_of_nothing()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var link = await person.CreateLinkAsync();
        var path = await own.ContinuePathAsync(link);
        await person.ReturnAsync(new(own.Address, $"/api/webhooks/kapso/success?setup_link_id={link.Id}&status=completed"));

        using var soon = await person.GetAsync(path);
        own.Time.Advance(TimeSpan.FromMinutes(11));
        using var later = await person.GetAsync(path);

        Assert.Equal($"/whatsapp/connected?link={link.Id}", soon.Headers.Location!.ToString());
        Assert.Equal(link.Url, later.Headers.Location);
    }

    [Fact]
    public async Task Continue_needs_the_persons_own_session()
    {
        var person = await app.SignInAsync();
        var other = await app.SignInAsync();
        var path = await app.ContinuePathAsync(await person.CreateLinkAsync());

        using var anonymous = await app.Anonymous().GetAsync(new Uri(path, UriKind.Relative), Stop);
        using var foreign = await other.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, anonymous.StatusCode);
        Assert.StartsWith("/sign-in?returnUrl=", anonymous.Headers.Location!.PathAndQuery);
        Assert.EndsWith("/stopped?reason=unknown", foreign.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Continue_makes_no_links_without_end()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var path = await app.ContinuePathAsync(link);

        string? last = null;
        for (var i = 0; i < 6; i++)
        {
            await app.Kapso.CreateLinkAsync(link.CustomerId);
            using var answer = await person.GetAsync(path);
            last = answer.Headers.Location!.ToString();
        }

        Assert.EndsWith("/stopped?reason=exhausted", last);
    }

    [Fact]
    public async Task When_Kapso_cannot_be_reached_Continue_ends_on_a_page_with_words()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var path = await own.ContinuePathAsync(await person.CreateLinkAsync());
        await own.Kapso.FailNextAsync(new { route = "/platform/v1", status = 503 });

        using var answer = await person.GetAsync(path);

        Assert.EndsWith("/stopped?reason=unavailable&code=kapso_setup_link_creation_failed", answer.Headers.Location!.ToString());
    }
}
