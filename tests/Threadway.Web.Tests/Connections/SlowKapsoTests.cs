using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace Threadway.Web.Tests.Connections;

/// <summary>Kapso hangs. A person waits no longer than is set, at whichever door, and is told what comes next.</summary>
public sealed class SlowKapsoTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>What the machine may add; Kapso hangs for much longer.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(6);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Doors => ["code", "setup link", "reconnect", "disconnect", "continue", "success", "failure"];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Nobody_waits_longer_than_the_limit(string door)
    {
        await using var app = await StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        var link = await person.CreateLinkAsync();
        var back = await BackFromKapsoAsync(app, link, door);
        var goOn = await app.ContinuePathAsync(link);
        await HangAsync(app);

        var began = Stopwatch.GetTimestamp();
        using var answer = await (door switch
        {
            "code" => person.Browser.PostAsJsonAsync("/api/auth/code", new { phoneNumber = person.PhoneNumber }, Stop),
            "setup link" => person.AskForLinkAsync(),
            "reconnect" => person.AskToReconnectAsync(number),
            "disconnect" => person.DisconnectAsync(number),
            "continue" => person.GetAsync(goOn),
            _ => person.Browser.GetAsync(back, Stop),
        });
        var took = Stopwatch.GetElapsedTime(began);

        Assert.InRange(took, TimeSpan.Zero, Limit + Slack);
        await ExpectAsync(door, answer, link);
    }

    [Fact]
    public async Task Waiting_for_ones_turn_is_part_of_the_wait()
    {
        await using var app = await StartAsync();
        var person = await app.SignInAsync();
        await person.ConnectAsync();
        await HangAsync(app);

        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => person.AskForLinkAsync()));

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Limit + Slack);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}"));
    }

    [Fact]
    public async Task A_browser_that_comes_back_sees_a_page_while_Kapso_is_asked_and_goes_on_by_itself()
    {
        await using var app = await StartAsync();
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var back = await BackFromKapsoAsync(app, link, "success");
        await HangAsync(app);
        using var request = new HttpRequestMessage(HttpMethod.Get, back) { Headers = { { "Accept", "text/html" } } };

        using var answer = await person.Browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var page = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        var first = new char[4096];
        var shown = new string(first, 0, await page.ReadAsync(first, Stop));
        var rest = await page.ReadToEndAsync(Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("http-equiv=\"refresh\"", shown, StringComparison.Ordinal);
        Assert.Contains("<h1>", shown + rest, StringComparison.Ordinal);
        Assert.EndsWith($"""<meta http-equiv="refresh" content="0;url=/whatsapp/connected?link={link.Id}">""", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_cut_short_is_made_good_by_the_sweep()
    {
        await using var app = await StartAsync();
        var person = await app.SignInAsync();
        var number = await person.ConnectAsync();
        await HangAsync(app);
        using var asked = await person.DisconnectAsync(number);

        await app.Kapso.StopFailingAsync();
        await app.SweepAsync();

        await Expect.ProblemAsync(asked, HttpStatusCode.BadGateway, "kapso_disconnect_failed");
        Assert.Equal("disconnected", (await person.ConnectionAsync(number)).Status);
    }

    private static Task<ThreadwayApp> StartAsync() => ThreadwayApp.StartAsync(("Threadway:PersonWait", Limit.ToString()), ("Kapso:Timeout", "00:00:30"));

    private static Task HangAsync(ThreadwayApp app) => app.Kapso.FailNextAsync(new { delayMs = 30_000, times = 1000 });

    private static async Task<Uri?> BackFromKapsoAsync(ThreadwayApp app, Link link, string door) => door switch
    {
        "success" => (await app.Kapso.CompleteAsync(link.Id, webhook: "never")).RedirectUrl,
        "failure" => await app.Kapso.FailAsync(link.Id, "facebook_auth_failed"),
        _ => null,
    };

    private static async Task ExpectAsync(string door, HttpResponseMessage answer, Link link)
    {
        switch (door)
        {
            case "code":
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
                Assert.Contains("unconfirmed", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
                break;
            case "setup link" or "reconnect":
                await Expect.ProblemAsync(answer, HttpStatusCode.BadGateway, "kapso_setup_link_creation_failed");
                break;
            case "disconnect":
                await Expect.ProblemAsync(answer, HttpStatusCode.BadGateway, "kapso_disconnect_failed");
                break;
            case "continue":
                Assert.EndsWith("/stopped?reason=unavailable&code=kapso_setup_link_creation_failed", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
                break;
            case "success":
                Assert.Equal($"/whatsapp/connected?link={link.Id}", answer.Headers.Location!.ToString());
                break;
            default:
                Assert.StartsWith($"/whatsapp/failed?link={link.Id}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
                break;
        }
    }
}
