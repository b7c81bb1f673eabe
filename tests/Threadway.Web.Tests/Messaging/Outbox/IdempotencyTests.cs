using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Threadway.Web.Messaging.Outbox;

namespace Threadway.Web.Tests.Messaging.Outbox;

public sealed class IdempotencyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_and_body_is_one_message_and_the_first_answer_again()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();

        using var first = await shop.SendTextAsync(customer, "once", "key-1");
        var told = await first.Content.ReadAsStringAsync(Cancel);
        await shop.BecomesAsync(JsonNode.Parse(told)!.AsObject(), "accepted", "sent", "delivered", "read");
        using var again = await shop.SendTextAsync(customer, "once", "key-1");

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(told, await again.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(["once"], shop.TextsOf(customer));
    }

    [Fact]
    public async Task Many_at_once_with_one_key_are_one_row_and_one_answer_for_all()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.SendTextAsync(customer, "once", "key-1")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        Assert.Equal(1, await app.ReadAsync(db => db.IdempotencyKeys.CountAsync(Cancel)));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task A_key_for_another_body_or_another_number_is_refused_and_a_refused_call_keeps_no_key()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var other = new Shop(app, shop.Owner, await shop.Owner.ConnectAsync("dedicated", new { displayPhoneNumber = "+573009998877" }));
        var customer = await shop.CustomerAsync();
        var stranger = "+573001112233";

        using var closed = await shop.SendTextAsync(stranger, "closed", "key-0");
        await shop.WriteAsync(stranger, "hi");
        using var open = await shop.SendTextAsync(stranger, "open", "key-0");
        using var first = await shop.SendTextAsync(customer, "one", "key-1");
        using var body = await shop.SendTextAsync(customer, "two", "key-1");
        using var number = await other.SendTextAsync(customer, "one", "key-1");
        using var bad = await shop.SendTextAsync(customer, "one", new string('x', 256));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, closed.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, open.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("idempotency_key_reused", await CodeOf(body));
        Assert.Equal("idempotency_key_reused", await CodeOf(number));
        Assert.Equal("idempotency_key_invalid", await CodeOf(bad));
    }

    [Fact]
    public async Task Of_a_batch_each_has_its_own_result_in_order_and_its_own_key()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        object[] messages =
        [
            new { to = customer, type = "text", text = new { body = "one" }, idempotencyKey = "a" },
            new { to = customer, type = "text", text = new { body = "" } },
            new { to = customer, type = "text", text = new { body = "one" }, idempotencyKey = "a" },
            new { to = customer, type = "text", text = new { body = "two" } },
        ];

        using var answer = await shop.Owner.Browser.PostAsJsonAsync($"/api/whatsapp/connections/{shop.PhoneNumberId}/messages/batch", new { messages }, Cancel);

        var results = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["results"]!.AsArray();
        Assert.Equal(4, results.Count);
        Assert.Equal((string?)results[0]!["message"]!["id"], (string?)results[2]!["message"]!["id"]);
        Assert.Equal(("text_missing", "text.body"), ((string?)results[1]!["problem"]!["code"], (string?)results[1]!["problem"]!["path"]));
        Assert.Equal("bulk", (string?)results[3]!["message"]!["priority"]);
        await Eventually.TrueAsync(() => Task.FromResult(shop.TextsOf(customer).SequenceEqual(["one", "two"])));
    }

    [Fact]
    public async Task A_key_is_kept_for_a_day_and_more_and_not_for_ever()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        await shop.TakenAsync(Shop.Text(customer, "one"), "key-1");
        var retention = app.Services.GetRequiredService<OutboxRetention>();

        app.Time.Advance(TimeSpan.FromHours(25));
        await retention.RunAsync(Cancel);
        var afterADay = await app.ReadAsync(db => db.IdempotencyKeys.CountAsync(Cancel));
        app.Time.Advance(TimeSpan.FromHours(25));
        await retention.RunAsync(Cancel);

        Assert.Equal(1, afterADay);
        Assert.Equal(0, await app.ReadAsync(db => db.IdempotencyKeys.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Anothers_number_and_message_are_not_found()
    {
        await using var app = await ThreadwayApp.StartAsync();
        var shop = await Shop.OpenAsync(app);
        var customer = await shop.CustomerAsync();
        var taken = await shop.TakenAsync(Shop.Text(customer, "mine"));
        var stranger = new Shop(app, await app.SignInAsync(), shop.PhoneNumberId);

        using var sent = await stranger.SendTextAsync(customer, "theirs");
        using var read = await stranger.Owner.GetAsync($"/api/whatsapp/messages/{(string)taken["id"]!}");
        using var canceled = await stranger.Owner.Browser.PostAsync($"/api/whatsapp/messages/{(string)taken["id"]!}/cancel", null, Cancel);
        using var queue = await stranger.Owner.GetAsync($"/api/whatsapp/connections/{shop.PhoneNumberId}/queue");

        Assert.All([sent, read, canceled, queue], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) => (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["code"];
}
