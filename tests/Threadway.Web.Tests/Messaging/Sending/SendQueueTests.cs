namespace Threadway.Web.Tests.Messaging.Sending;

public sealed class SendQueueTests
{
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
