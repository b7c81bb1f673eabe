using System.Net;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Tests.Messaging.Sending;

public sealed class SendWaitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Messages = "/meta/whatsapp/v24.0/";

    [Fact]
    public async Task A_window_that_closes_while_a_message_waits_ends_it_without_a_request()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();

        var later = await shop.TakenAsync(new { to = customer, type = "text", text = new { body = "tomorrow" }, sendAt = app.Time.GetUtcNow().AddHours(25) });
        app.Time.Advance(TimeSpan.FromHours(25.1));

        var failed = await shop.BecomesAsync(later, "failed");
        Assert.Equal("window_closed", (string?)failed["failure"]!["code"]);
        Assert.Empty(shop.TextsOf(customer));
    }

    [Fact]
    public async Task A_message_that_waited_longer_than_it_may_expires_and_one_that_is_taken_back_is_not_sent()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        var at = app.Time.GetUtcNow().AddHours(1);

        var back = await shop.TakenAsync(new { to = customer, type = "text", text = new { body = "back" }, sendAt = at });
        using var canceled = await shop.Owner.Browser.PostAsync($"/api/whatsapp/messages/{(string)back["id"]!}/cancel", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, canceled.StatusCode);
        Assert.Equal("canceled", (string?)(await shop.MessageAsync(back["id"]!))["status"]);

        var sent = await shop.BecomesAsync(await shop.TakenAsync(Shop.Text(customer, "now")), "accepted", "sent", "delivered", "read");
        using var late = await shop.Owner.Browser.PostAsync($"/api/whatsapp/messages/{(string)sent["id"]!}/cancel", null, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);

        await app.Kapso.FailNextAsync(new { method = "POST", route = $"{Messages}{shop.PhoneNumberId}/messages", code = 131057, status = 400, times = 1 });
        var waits = await shop.TakenAsync(new { to = customer, type = "text", text = new { body = "short" }, timeToLive = 5 });
        await Eventually.HoldsAsync(shop.QueueAsync, queue => (string?)queue["heldBy"] == "paused");
        app.Time.Advance(TimeSpan.FromSeconds(10));
        await shop.BecomesAsync(waits, "expired");
        Assert.Equal(["now"], shop.TextsOf(customer));
    }

    [Fact]
    public async Task A_number_that_has_to_be_reconnected_keeps_its_queue()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        var later = await shop.TakenAsync(new { to = customer, type = "text", text = new { body = "kept" }, sendAt = app.Time.GetUtcNow().AddMinutes(1), timeToLive = 86400 });

        await app.Kapso.RevokeAsync(shop.PhoneNumberId);
        await Eventually.HoldsAsync(() => app.ReadAsync(db => db.Connections.Select(c => c.Status).SingleAsync(Cancel)), status => status == ConnectionStatus.NeedsReconnect);
        app.Time.Advance(TimeSpan.FromMinutes(2));

        await Eventually.HoldsAsync(shop.QueueAsync, queue => (string?)queue["heldBy"] == "reconnect" && (int)queue["length"]! == 1);
        Assert.Equal("queued", (string?)(await shop.MessageAsync(later["id"]!))["status"]);
        using var refused = await shop.SendTextAsync(customer, "not now");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }
}
