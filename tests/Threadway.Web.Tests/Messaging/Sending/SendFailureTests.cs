using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Threadway.Web.Tests.Messaging.Sending;

public sealed class SendFailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Messages = "/meta/whatsapp/v24.0/";

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
}
