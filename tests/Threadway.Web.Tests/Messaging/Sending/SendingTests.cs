namespace Threadway.Web.Tests.Messaging.Sending;

public sealed class SendingTests
{
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
        Assert.True(sent[^1] - sent[0] >= TimeSpan.FromSeconds(5.7));
        Assert.True(sent[0] >= began);
    }
}
