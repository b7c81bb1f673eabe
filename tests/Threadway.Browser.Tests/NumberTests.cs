using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
                Id = Guid.CreateVersion7(), UserId = connection.UserId, ConnectionId = connection.Id, PhoneNumberId = phoneNumberId,
                Witness = Witness.Sweep, Fact = fact, Detail = detail, FirstObservedAt = at, ObservedAt = at,
            });
        }
        await db.SaveChangesAsync();
    }
}
