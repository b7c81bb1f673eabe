using Microsoft.EntityFrameworkCore;

namespace Threadway.Web.Tests.Messaging.Sending;

public sealed class SettlingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Messages = "/meta/whatsapp/v24.0/";

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_cut_connection_leaves_a_doubt_that_is_settled_and_nothing_is_sent_twice(string cut)
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        await app.Kapso.FailNextAsync(new { method = "POST", route = $"{Messages}{shop.PhoneNumberId}/messages", drop = cut, times = 1 });

        var first = await shop.TakenAsync(Shop.Text(customer, "first"));
        var second = await shop.TakenAsync(Shop.Text(customer, "second"));
        if (cut == "before")
        {
            // It takes a minute of good answers to be sure that it never arrived.
            await Eventually.HoldsAsync(() => shop.MessageAsync(first["id"]!), seen => seen["inDoubtSince"] is not null);
            for (var i = 0; i < 20 && shop.TextsOf(customer).Count == 0; i++)
            {
                app.Time.Advance(TimeSpan.FromSeconds(6));
                await app.Kapso.AdvanceClockAsync("00:00:06");
                await shop.LookedAtKapsoOrSentToAsync(customer);
            }
        }

        await shop.BecomesAsync(first, "accepted", "sent", "delivered", "read");
        await shop.BecomesAsync(second, "accepted", "sent", "delivered", "read");
        Assert.Equal(["first", "second"], shop.TextsOf(customer));
    }

    [Fact]
    public async Task A_status_that_overtakes_the_answer_settles_the_message_and_the_next_one_goes()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        // It takes effect, its status is delivered, and the answer never comes.
        await app.Kapso.FailNextAsync(new { method = "POST", route = $"{Messages}{shop.PhoneNumberId}/messages", drop = "after", times = 1 });

        var first = await shop.TakenAsync(Shop.Text(customer, "first"));
        await shop.BecomesAsync(first, "sent", "delivered", "read");
        var second = await shop.TakenAsync(Shop.Text(customer, "second"));
        await shop.BecomesAsync(second, "accepted", "sent", "delivered", "read");

        Assert.Equal(["first", "second"], shop.TextsOf(customer));
        Assert.Null(await app.ReadAsync(db => db.SendLines.Select(l => l.InFlight).SingleAsync(Cancel)));
    }
}
