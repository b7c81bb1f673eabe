using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Data;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class NumberTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task The_page_of_a_number_with_a_long_history_comes_alive_too()
    {
        var visitor = await VisitSignedInAsync();
        var number = await visitor.Person.ConnectAsync();
        await SeeAsync(number, 300, n => new(Fact.Unclear, $"{n}: Meta answered with an error of its own that nobody has met before, and told its whole story, as it does."));

        await visitor.OpenNumberAsync(number);
        await visitor.Button(visitor.Words["Action.Disconnect"]).ClickAsync();

        await Expect(visitor.Dialog).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Number_name_type_and_date_are_each_said_once()
    {
        var visitor = await VisitSignedInAsync();
        var number = await visitor.Person.ConnectAsync("dedicated", new { displayPhoneNumber = "+573001112233", verifiedName = "Café Aurora" });
        await visitor.OpenNumberAsync(number);

        var said = await visitor.Page.GetByRole(AriaRole.Main).InnerTextAsync();

        foreach (var once in (string[])["+57 300 1112233", "Café Aurora", visitor.Words["Type.dedicated"], $"{visitor.App.Time.GetUtcNow():MMMM d, yyyy}"])
            Assert.Single(Regex.Matches(said, Regex.Escape(once)));
    }

    [Fact]
    public async Task The_page_of_a_number_is_short_on_a_phone_and_keeps_its_history_folded()
    {
        var visitor = await VisitSignedInAsync(look: Look.Phone);
        var number = await visitor.Person.ConnectAsync();
        await SeeAsync(number, 40, n => (Fact.Unclear, "503"));
        await visitor.OpenNumberAsync(number);

        Assert.InRange(await visitor.Page.EvaluateAsync<int>("document.scrollingElement.scrollHeight"), 1, 1850);
        var evidence = visitor.Page.GetByRole(AriaRole.Region, new() { Name = visitor.Words["Evidence.Title"] });
        var shown = await evidence.GetByRole(AriaRole.Listitem).CountAsync();
        await evidence.Locator("summary").ClickAsync();

        Assert.True(await evidence.GetByRole(AriaRole.Listitem).CountAsync() > shown);
    }

    [Fact]
    public async Task The_evidence_tells_each_moment_once_with_its_time_and_its_codes_in_words()
    {
        var visitor = await VisitSignedInAsync();
        var number = await visitor.Person.ConnectAsync();
        await visitor.App.Kapso.RevokeAsync(number);
        await Eventually.HoldsAsync(() => visitor.Person.ConnectionAsync(number), connection => connection.Status == "needs_reconnect");
        await visitor.OpenNumberAsync(number);
        var evidence = visitor.Page.GetByRole(AriaRole.Region, new() { Name = visitor.Words["Evidence.Title"] });
        if (await evidence.Locator("summary").IsVisibleAsync()) await evidence.Locator("summary").ClickAsync();

        var times = await evidence.GetByRole(AriaRole.Time).AllInnerTextsAsync();

        Assert.All(times, time => Assert.Matches(@"^\d\d:\d\d UTC \(.+\)$", time));
        Assert.Equal(times.Distinct(), times);
        await Expect(evidence).ToContainTextAsync(visitor.Words["Detail.PARTNER_REMOVED"]);
        await Expect(evidence.Locator("code").Filter(new() { HasText = "PARTNER_REMOVED" }).First).ToBeVisibleAsync();
    }

    /// <summary>As though so much had been seen of the number, a minute apart.</summary>
    private async Task SeeAsync(string phoneNumberId, int times, Func<int, (Fact Fact, string? Detail)> what)
    {
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<ThreadwayDb>>().CreateDbContextAsync();
        var connection = await db.Connections.SingleAsync(c => c.PhoneNumberId == phoneNumberId);
        for (var n = 0; n < times; n++)
        {
            var (fact, detail) = what(n);
            var at = connection.ConnectedAt.AddMinutes(-n);
            db.Observations.Add(new()
            {
                Id = Guid.CreateVersion7(),
                UserId = connection.UserId,
                ConnectionId = connection.Id,
                PhoneNumberId = phoneNumberId,
                Witness = Witness.Sweep,
                Fact = fact,
                Detail = detail,
                FirstObservedAt = at,
                ObservedAt = at,
            });
        }
        await db.SaveChangesAsync();
    }
}
