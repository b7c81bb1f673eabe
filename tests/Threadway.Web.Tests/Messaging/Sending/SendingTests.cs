using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Tests.Messaging.Sending;

public sealed class SendingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Messages = "/meta/whatsapp/v24.0/";

    [Fact]
    public async Task A_message_is_taken_sent_and_followed_until_it_is_read()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();

        var taken = await shop.TakenAsync(Shop.Text(customer, "Your order is ready"));
        Assert.Equal("queued", (string?)taken["status"]);
        var delivered = await shop.BecomesAsync(taken, "delivered", "read");

        Assert.NotNull(delivered["acceptedAt"]);
        Assert.StartsWith("wamid.", (string?)delivered["wamid"], StringComparison.Ordinal);
        Assert.Equal(["Your order is ready"], shop.TextsOf(customer));
    }

    [Fact]
    public async Task Messages_to_one_contact_arrive_in_the_order_in_which_they_were_taken()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();

        await shop.TakenAsync(Enumerable.Range(0, 10).Select(i => Shop.Text(customer, $"{i:00}")));

        await Eventually.TrueAsync(() => Task.FromResult(shop.TextsOf(customer).Count == 10));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i:00}"), shop.TextsOf(customer));
        Assert.Equal(0, app.Kapso.StatsOf(shop.PhoneNumberId)!.SendsRefusedForPair);
    }

    [Fact]
    public async Task A_coexistence_number_sends_five_a_second_and_never_more()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app, "coexistence");
        var customers = new List<string>();
        for (var i = 0; i < 30; i++) customers.Add(await shop.CustomerAsync());

        var began = app.Time.GetUtcNow();
        await shop.TakenAsync(customers.Select(customer => Shop.Text(customer, "Hello")));
        await Eventually.TrueAsync(() => Task.FromResult(app.Kapso.StatsOf(shop.PhoneNumberId)?.SendsAccepted == 30));

        var stats = app.Kapso.StatsOf(shop.PhoneNumberId)!;
        Assert.Equal(0, stats.SendsRefusedForRate);
        Assert.InRange(stats.BusiestSecond, 1, 5);
        var sent = customers.Select(customer => app.Kapso.MessagesOf(customer)[^1].SentAt).Order().ToList();
        Assert.InRange((sent[^1] - sent[0]).TotalSeconds, 5.7, 12);
        Assert.True(sent[0] >= began);
    }

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

    [Theory]
    [InlineData(130429)]
    [InlineData(131016)]
    [InlineData(131057)]
    public async Task What_passes_is_waited_for_and_nothing_is_lost(int code)
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        await app.Kapso.FailNextAsync(new { method = "POST", route = $"{Messages}{shop.PhoneNumberId}/messages", code, status = 400, times = 2 });

        var taken = await shop.TakenAsync(Shop.Text(customer, "through"));
        if (code == 131057)
        {
            await Eventually.HoldsAsync(shop.QueueAsync, queue => (string?)queue["heldBy"] == "paused");
            app.Time.Advance(TimeSpan.FromMinutes(1.1));
            await Eventually.HoldsAsync(shop.QueueAsync, queue => (string?)queue["heldBy"] == "paused");
            await Eventually.HoldsAsync(() => Task.FromResult(app.Time), time =>
            {
                time.Advance(TimeSpan.FromSeconds(20));
                return shop.TextsOf(customer).Count > 0;
            });
        }

        await shop.BecomesAsync(taken, "accepted", "sent", "delivered", "read");
        Assert.Equal(["through"], shop.TextsOf(customer));
    }

    [Fact]
    public async Task What_WhatsApp_refuses_for_good_fails_at_once_with_its_code_and_what_helps()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        await app.Kapso.FailNextAsync(new { method = "POST", route = $"{Messages}{shop.PhoneNumberId}/messages", code = 131026, status = 400, times = 1 });

        var failed = await shop.BecomesAsync(await shop.TakenAsync(Shop.Text(customer, "nobody there")), "failed");

        Assert.Equal("recipient_unreachable", (string?)failed["failure"]!["code"]);
        Assert.Equal("131026", (string?)failed["failure"]!["providerCode"]);
        await shop.BecomesAsync(await shop.TakenAsync(Shop.Text(customer, "again")), "accepted", "sent", "delivered", "read");
    }

    [Fact]
    public async Task A_window_that_Kapso_calls_closed_is_closed_until_the_contact_writes_again()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        await app.Kapso.FailNextAsync(new { method = "POST", route = $"{Messages}{shop.PhoneNumberId}/messages", code = 131047, status = 422, times = 1 });

        var failed = await shop.BecomesAsync(await shop.TakenAsync(Shop.Text(customer, "late")), "failed");
        Assert.Equal("window_closed", (string?)failed["failure"]!["code"]);
        using (var refused = await shop.SendTextAsync(customer, "later"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal("window_closed", (string?)(await refused.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["code"]);
        }

        await app.Kapso.AdvanceClockAsync("00:00:02");
        await shop.WriteAsync(customer, "I am back");
        await shop.BecomesAsync(await shop.TakenAsync(Shop.Text(customer, "welcome")), "accepted", "sent", "delivered", "read");
    }

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

    [Fact]
    public async Task Bulk_has_a_tenth_of_the_pace_and_a_person_goes_first()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app, "coexistence");
        var customers = new List<string>();
        for (var i = 0; i < 12; i++) customers.Add(await shop.CustomerAsync());

        await shop.TakenAsync(customers.Select(customer => Shop.Text(customer, "bulk")));
        var urgent = await shop.CustomerAsync();
        await shop.TakenAsync(Shop.Text(urgent, "urgent"));
        await Eventually.TrueAsync(() => Task.FromResult(shop.TextsOf(urgent).Count == 1));

        Assert.InRange(customers.Count(customer => shop.TextsOf(customer).Count > 0), 0, 9);
        await Eventually.TrueAsync(() => Task.FromResult(customers.TrueForAll(customer => shop.TextsOf(customer).Count == 1)));
    }

    [Fact]
    public async Task A_queue_says_how_long_it_is_what_holds_it_and_when_it_is_done()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app, "coexistence");
        var customer = await shop.CustomerAsync();
        Assert.Equal(0, (int)(await shop.QueueAsync())["length"]!);

        await shop.TakenAsync(Enumerable.Range(0, 60).Select(i => Shop.Text(customer, $"{i}")));

        var held = await Eventually.HoldsAsync(shop.QueueAsync, queue => (string?)queue["heldBy"] is "number" or "pair");
        Assert.Equal(5, (double)held["perSecond"]!);
        Assert.NotNull(held["doneAt"]);
        await Eventually.HoldsAsync(shop.QueueAsync, queue => (string?)queue["heldBy"] == "pair");
        Assert.Equal(0, app.Kapso.StatsOf(shop.PhoneNumberId)!.SendsRefusedForPair);
    }
}
