using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Tests.Messaging;

namespace Threadway.Web.Tests.Connections.Disconnect;

public sealed class QueueTests(SharedApp shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_wait_are_asked_about_and_canceled_where_that_is_said()
    {
        var shop = await Shop.OpenAsync(shared.App);
        var waiting = await WaitingAsync(shop, await shop.CustomerAsync());

        using var asked = await DisconnectAsync(shop, null);
        await Expect.ProblemAsync(asked, HttpStatusCode.Conflict, "queue_not_empty");
        using var wrong = await DisconnectAsync(shop, "drop");
        await Expect.ProblemAsync(wrong, HttpStatusCode.BadRequest, "invalid_request", "queue");
        Assert.Equal("connected", (await shop.Owner.ConnectionAsync(shop.PhoneNumberId)).Status);
        Assert.Equal("queued", (string?)(await shop.MessageAsync(waiting["id"]!))["status"]);

        using var canceled = await DisconnectAsync(shop, "cancel");
        Assert.Equal(HttpStatusCode.NoContent, canceled.StatusCode);
        Assert.Equal("canceled", (string?)(await shop.MessageAsync(waiting["id"]!))["status"]);
        Assert.False(await shared.App.Kapso.HasNumberAsync(shop.PhoneNumberId));
    }

    [Fact]
    public async Task Sent_first_the_number_takes_no_more_and_goes_when_the_last_is_sent_also_after_a_restart()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app, "coexistence");
        List<string> customers = [];
        for (var i = 0; i < 25; i++) customers.Add(await shop.CustomerAsync());
        await shop.TakenAsync(customers.Select(customer => Shop.Text(customer, "Hello")));

        using var later = await DisconnectAsync(shop, "send");
        Assert.Equal(HttpStatusCode.Accepted, later.StatusCode);
        Assert.True((long)(await later.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["disconnectBy"]! > app.Time.GetUtcNow().ToUnixTimeMilliseconds());
        using var more = await shop.SendTextAsync(customers[0], "One more");
        await Expect.ProblemAsync(more, HttpStatusCode.Conflict, "connection_disconnecting");
        await app.RestartAsync();
        // Whoever asks first lets begin what waits for that.
        using (await app.Anonymous().GetAsync(new Uri("/health/live", UriKind.Relative), Cancel))
        {
        }

        await Eventually.TrueAsync(async () => !await app.Kapso.HasNumberAsync(shop.PhoneNumberId));
        Assert.All(customers, customer => Assert.Equal(["Hello"], shop.TextsOf(customer)));
        await Eventually.TrueAsync(() => app.ReadAsync(db => db.Connections.AllAsync(c => c.DisconnectBy == null, Cancel)));
    }

    [Fact]
    public async Task When_its_time_is_over_what_still_waits_is_canceled()
    {
        var shop = await Shop.OpenAsync(shared.App);
        var waiting = await WaitingAsync(shop, await shop.CustomerAsync());
        using var later = await DisconnectAsync(shop, "send");
        Assert.Equal(HttpStatusCode.Accepted, later.StatusCode);
        Assert.True(await shared.App.Kapso.HasNumberAsync(shop.PhoneNumberId));

        var over = shared.App.Time.GetUtcNow();
        await shared.App.ReadAsync(db => db.Connections.Where(c => c.PhoneNumberId == shop.PhoneNumberId).ExecuteUpdateAsync(set => set.SetProperty(c => c.DisconnectBy, over), Cancel));

        await shop.BecomesAsync(waiting, "canceled");
        await Eventually.TrueAsync(async () => !await shared.App.Kapso.HasNumberAsync(shop.PhoneNumberId));
    }

    [Fact]
    public async Task Of_a_number_that_has_to_be_reconnected_nothing_can_be_sent_first()
    {
        var shop = await Shop.OpenAsync(shared.App);
        await WaitingAsync(shop, await shop.CustomerAsync());
        await shared.App.Kapso.RevokeAsync(shop.PhoneNumberId);
        await Eventually.HoldsAsync(() => shop.Owner.ConnectionAsync(shop.PhoneNumberId), connection => connection.Status == "needs_reconnect");

        using var send = await DisconnectAsync(shop, "send");
        await Expect.ProblemAsync(send, HttpStatusCode.Conflict, "queue_not_empty");
        Assert.DoesNotContain("queue=send", await send.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var cancel = await DisconnectAsync(shop, "cancel");
        Assert.Equal(HttpStatusCode.NoContent, cancel.StatusCode);
    }

    /// <summary>One that is not to go before tomorrow.</summary>
    private Task<JsonObject> WaitingAsync(Shop shop, string customer) => shop.TakenAsync(new
    {
        to = customer,
        type = "template",
        template = new { name = "hello_world", language = new { code = "en_US" } },
        sendAt = shared.App.Time.GetUtcNow().AddDays(1).ToString("O"),
    });

    private static Task<HttpResponseMessage> DisconnectAsync(Shop shop, string? queue) => shop.Owner.Browser.DeleteAsync(
        new Uri($"/api/whatsapp/connections/{shop.PhoneNumberId}{(queue is null ? "" : $"?queue={queue}")}", UriKind.Relative), Cancel);
}
