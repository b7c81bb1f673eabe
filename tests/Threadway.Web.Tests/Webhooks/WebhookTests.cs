using System.Net;
using System.Text;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Tests.Webhooks;

/// <summary>The signed endpoint, from outside.</summary>
public sealed class WebhookTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_delivery_is_stored_byte_for_byte_before_it_is_answered()
    {
        var key = Guid.NewGuid().ToString();
        var body = """{ "phone_number_id":"1",   "project":{"id":"ñ — not re-serialised"} }"""u8.ToArray();

        using var answer = await SendAsync("whatsapp.phone_number.created", body, Signed.Sign(body), key);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var stored = Assert.Single(await app.EventsAsync(), e => e.IdempotencyKey == key);
        Assert.Equal(body, stored.Body);
        Assert.Equal("whatsapp.phone_number.created", stored.Event);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not hex at all")]
    [InlineData("00")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_the_right_signature_nothing_is_stored(string? signature)
    {
        var key = Guid.NewGuid().ToString();

        using var answer = await SendAsync("whatsapp.phone_number.created", """{"phone_number_id":"1"}"""u8.ToArray(), signature, key);

        await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, "webhook_signature_invalid");
        Assert.DoesNotContain(await app.EventsAsync(), e => e.IdempotencyKey == key);
    }

    [Fact]
    public async Task A_body_changed_by_one_byte_is_refused()
    {
        var body = """{"phone_number_id":"1"}"""u8.ToArray();
        var signature = Signed.Sign(body);
        body[^2] ^= 1;

        using var answer = await SendAsync("whatsapp.phone_number.created", body, signature);

        await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, "webhook_signature_invalid");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    public async Task A_signed_body_that_is_no_object_is_unreadable(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        using var answer = await SendAsync("whatsapp.phone_number.created", body, Signed.Sign(body));

        await Expect.ProblemAsync(answer, HttpStatusCode.BadRequest, "webhook_unreadable");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_its_length_is_told(bool lengthTold)
    {
        var body = new byte[WebhookEndpoint.BodyLimit + 1];
        using var request = Signed.Request("whatsapp.phone_number.created", body, Signed.Sign(body), Guid.NewGuid().ToString());
        if (!lengthTold) request.Headers.TransferEncodingChunked = true;

        using var answer = await app.Anonymous().SendAsync(request, Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "webhook_too_large");
    }

    [Fact]
    public async Task The_same_key_counts_once_however_often_and_however_close_together_it_comes()
    {
        var key = Guid.NewGuid().ToString();
        var body = """{"phone_number_id":"1"}"""u8.ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SendAsync("whatsapp.phone_number.created", body, Signed.Sign(body), key)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(await app.EventsAsync(), e => e.IdempotencyKey == key);
    }

    [Fact]
    public async Task A_delivery_without_a_key_still_counts_once()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"phone_number_id":"{{Guid.NewGuid()}}"}""");

        using var first = await SendAsync("whatsapp.phone_number.created", body, Signed.Sign(body), key: null);
        using var second = await SendAsync("whatsapp.phone_number.created", body, Signed.Sign(body), key: null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Single(await app.EventsAsync(), e => e.Body.SequenceEqual(body));
    }

    [Fact]
    public async Task An_event_of_the_future_is_kept_and_answered()
    {
        var key = Guid.NewGuid().ToString();
        var body = """{"anything":"goes"}"""u8.ToArray();

        using var answer = await SendAsync("whatsapp.something.new", body, Signed.Sign(body), key);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Eventually.HoldsAsync(app.EventsAsync, events => events.Single(e => e.IdempotencyKey == key) is { ProcessedAt: not null, Event: "whatsapp.something.new" });
    }

    [Fact]
    public async Task Kapsos_own_test_delivery_is_answered()
    {
        await Eventually.HoldsAsync(app.Kapso.WebhooksAsync, webhooks => webhooks.Count > 0);
        var webhook = (await app.Kapso.WebhooksAsync()).First(w => w.PhoneNumberId is null).Id;

        await app.Kapso.TestWebhookAsync(webhook);

        await Eventually.HoldsAsync(app.Kapso.DeliveriesAsync, all => all.Any(delivery => delivery.WebhookId == webhook && delivery.Status == 200));
    }

    [Fact]
    public async Task While_the_secret_is_changed_the_former_one_is_taken_too()
    {
        await using var own = await ThreadwayApp.StartAsync(("Kapso:WebhookSecret", "the-new-secret"), ("Kapso:PreviousWebhookSecret", ThreadwayApp.WebhookSecret));
        var body = """{"phone_number_id":"1"}"""u8.ToArray();

        using var former = await own.Anonymous().SendAsync(Signed.Request("whatsapp.phone_number.created", body, Signed.Sign(body), "a"), Stop);
        using var current = await own.Anonymous().SendAsync(Signed.Request("whatsapp.phone_number.created", body, Signed.Sign(body, "the-new-secret"), "b"), Stop);
        using var other = await own.Anonymous().SendAsync(Signed.Request("whatsapp.phone_number.created", body, Signed.Sign(body, "another"), "c"), Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (former.StatusCode, current.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task At_start_the_project_webhook_exists_with_our_address_events_and_secret()
    {
        await Eventually.HoldsAsync(app.Kapso.WebhooksAsync, webhooks => webhooks.Count > 0);

        var webhook = Assert.Single(await app.Kapso.WebhooksAsync(), w => w.PhoneNumberId is null);
        Assert.Equal(new Uri(app.Address, "/api/webhooks/kapso").AbsoluteUri, webhook.Url);
        Assert.Equal(ThreadwayApp.WebhookSecret, webhook.SecretKey);
        Assert.True(webhook.Active);
        Assert.Contains("whatsapp.phone_number.disconnected", webhook.Events);
    }

    private Task<HttpResponseMessage> SendAsync(string name, byte[] body, string? signature, string? key = "fresh") =>
        app.Anonymous().SendAsync(Signed.Request(name, body, signature, key == "fresh" ? Guid.NewGuid().ToString() : key), Stop);
}
