using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Threadway.Kapso.AspNetCore;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.AspNetCore;

public sealed class MapKapsoWebhookTests
{
    private static readonly byte[] Created = WebhookApp.Bytes("""{"phone_number_id":"601","customer":{"id":"c1"}}""");

    [Fact]
    public async Task A_signed_delivery_reaches_the_handler_typed_and_is_answered_200()
    {
        await using var app = await WebhookApp.StartAsync();

        var answer = await app.DeliverAsync(Created, WebhookApp.Sign(Created));

        Assert.Equal(HttpStatusCode.OK, answer);
        var delivery = Assert.Single(app.Deliveries);
        Assert.Equal(
            ("key-1", KapsoEvents.PhoneNumberCreated, "v2", false),
            (delivery.IdempotencyKey, delivery.EventName, delivery.PayloadVersion, delivery.IsBatch));
        var created = Assert.IsType<PhoneNumberEvent>(Assert.Single(delivery.Events));
        Assert.Equal(("601", "c1"), (created.PhoneNumberId, created.CustomerId));
        Assert.Equal(Created, delivery.Body.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no hex at all")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_kapsos_signature_nothing_reaches_the_handler(string? signature)
    {
        await using var app = await WebhookApp.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await app.DeliverAsync(Created, signature));
        Assert.Empty(app.Deliveries);
    }

    [Fact]
    public async Task A_body_changed_by_one_byte_is_refused()
    {
        await using var app = await WebhookApp.StartAsync();
        byte[] changed = [.. Created];
        changed[^3] ^= 1;

        Assert.Equal(HttpStatusCode.Unauthorized, await app.DeliverAsync(changed, WebhookApp.Sign(Created)));
        Assert.Empty(app.Deliveries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task A_signed_body_that_is_no_object_is_a_bad_request(string text)
    {
        await using var app = await WebhookApp.StartAsync();
        var body = WebhookApp.Bytes(text);

        Assert.Equal(HttpStatusCode.BadRequest, await app.DeliverAsync(body, WebhookApp.Sign(body)));
        Assert.Empty(app.Deliveries);
    }

    [Theory]
    [InlineData(false, 0, HttpStatusCode.OK)]
    [InlineData(true, 0, HttpStatusCode.OK)]
    [InlineData(false, 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(true, 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task The_limit_holds_whether_or_not_the_length_is_told(bool isChunked, int over, HttpStatusCode expected)
    {
        await using var app = await WebhookApp.StartAsync(configure: options => options.MaxBodyBytes = Created.Length - over);

        Assert.Equal(expected, await app.DeliverAsync(Created, WebhookApp.Sign(Created), isChunked: isChunked));
    }

    [Fact]
    public async Task While_one_secret_replaces_the_other_both_are_valid()
    {
        await using var app = await WebhookApp.StartAsync(configure: options => options.Secrets.Add("the-next"));

        Assert.Equal(HttpStatusCode.OK, await app.DeliverAsync(Created, WebhookApp.Sign(Created)));
        Assert.Equal(HttpStatusCode.OK, await app.DeliverAsync(Created, WebhookApp.Sign(Created, "the-next")));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.DeliverAsync(Created, WebhookApp.Sign(Created, "another")));
    }

    [Fact]
    public async Task A_secret_changed_in_the_configuration_counts_from_the_next_delivery_on()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new($"{KapsoWebhookOptions.Section}:Secrets:0", "before")])
            .Build();
        await using var app = await WebhookApp.StartAsync(services =>
        {
            services.AddSingleton<IConfiguration>(configuration);
            services.AddKapsoWebhooks().BindConfiguration(KapsoWebhookOptions.Section);
        });

        var first = await app.DeliverAsync(Created, WebhookApp.Sign(Created, "before"));
        configuration[$"{KapsoWebhookOptions.Section}:Secrets:0"] = "after";
        configuration.Reload();

        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Equal(HttpStatusCode.Unauthorized, await app.DeliverAsync(Created, WebhookApp.Sign(Created, "before")));
        Assert.Equal(HttpStatusCode.OK, await app.DeliverAsync(Created, WebhookApp.Sign(Created, "after")));
    }

    [Fact]
    public async Task A_batch_is_its_events_in_order()
    {
        await using var app = await WebhookApp.StartAsync();
        var body = WebhookApp.Bytes(
            """
            {"type":"whatsapp.message.received","batch":true,"data":[
              {"message":{"id":"wamid.1","type":"text","text":{"body":"a"}},"phone_number_id":"601"},
              {"message":{"id":"wamid.2","type":"text","text":{"body":"b"}},"phone_number_id":"601"}]}
            """);

        await app.DeliverAsync(body, WebhookApp.Sign(body), KapsoEvents.MessageReceived);

        var delivery = Assert.Single(app.Deliveries);
        Assert.True(delivery.IsBatch);
        Assert.Equal(["wamid.1", "wamid.2"], delivery.Events.Cast<MessageEvent>().Select(one => one.Message.Id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("long")]
    public async Task A_delivery_without_a_usable_key_gets_one_that_its_repetition_gets_too(string? key)
    {
        await using var app = await WebhookApp.StartAsync();
        var sent = key == "long" ? new string('k', 201) : key;
        var other = WebhookApp.Bytes("""{"phone_number_id":"602"}""");

        await app.DeliverAsync(Created, WebhookApp.Sign(Created), key: sent);
        await app.DeliverAsync(Created, WebhookApp.Sign(Created), key: sent);
        await app.DeliverAsync(Created, WebhookApp.Sign(Created), KapsoEvents.PhoneNumberDeleted, key: sent);
        await app.DeliverAsync(other, WebhookApp.Sign(other), key: sent);

        var keys = app.Deliveries.Select(delivery => delivery.IdempotencyKey).ToArray();
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(3, keys.Distinct().Count());
        Assert.All(keys, one => Assert.InRange(one.Length, 1, 200));
    }

    [Fact]
    public async Task A_handler_that_throws_has_kapso_deliver_again()
    {
        await using var app = await WebhookApp.StartAsync();
        app.Handle = _ => throw new InvalidOperationException("The disk is full.");

        Assert.Equal(HttpStatusCode.InternalServerError, await app.DeliverAsync(Created, WebhookApp.Sign(Created)));
    }

    [Fact]
    public async Task A_handler_may_come_from_the_container_with_what_it_needs()
    {
        var inbox = new List<string>();
        await using var app = await WebhookApp.StartAsync(
            services =>
            {
                services.AddKapsoWebhooks(options => options.Secrets.Add(WebhookApp.Secret));
                services.AddSingleton(inbox).AddScoped<Inbox>();
            },
            routes => routes.MapKapsoWebhook<Inbox>(WebhookApp.Path));

        Assert.Equal(HttpStatusCode.OK, await app.DeliverAsync(Created, WebhookApp.Sign(Created)));
        Assert.Equal(["key-1"], inbox);
    }

    [Fact]
    public async Task Only_a_post_is_a_delivery()
    {
        await using var app = await WebhookApp.StartAsync();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, await app.GetAsync());
    }

    [Fact]
    public async Task Neither_body_nor_secret_nor_signature_is_logged()
    {
        await using var app = await WebhookApp.StartAsync();
        var body = WebhookApp.Bytes("""{"phone_number_id":"601","note":"private-34600998877"}""");
        var wrong = WebhookApp.Sign(body, "another");

        await app.DeliverAsync(body, WebhookApp.Sign(body));
        await app.DeliverAsync(body, wrong);
        var broken = WebhookApp.Bytes("private-34600998877");
        await app.DeliverAsync(broken, WebhookApp.Sign(broken));

        Assert.Contains(app.Logs.Lines(), line => line.Contains("refused with 401; signature: Mismatch", StringComparison.Ordinal));
        Assert.Contains(app.Logs.Lines(), line => line.Contains("refused with 400; signature: Valid", StringComparison.Ordinal));
        string[] secrets = ["private-34600998877", WebhookApp.Secret, WebhookApp.Sign(body), wrong];
        Assert.All(secrets, secret => Assert.DoesNotContain(app.Logs.Lines(), line => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_that_prints_holds_body_or_secret()
    {
        await using var app = await WebhookApp.StartAsync();
        await app.DeliverAsync(Created, WebhookApp.Sign(Created));

        Assert.DoesNotContain("601", app.Deliveries[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", new KapsoWebhookOptions { Secrets = { "s3cret" } }.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<KapsoWebhookOptions>> Mistakes => new()
    {
        { "Secrets is empty", _ => { } },
        { "empty secret", options => options.Secrets.Add(" ") },
        { "MaxBodyBytes", options => options.MaxBodyBytes = 0 },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_in_the_options_stops_the_start(string named, Action<KapsoWebhookOptions> mistake)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(
            () => WebhookApp.StartAsync(services => services.AddKapsoWebhooks(mistake)));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_without_registering_says_what_is_missing()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => WebhookApp.StartAsync(_ => { }));

        Assert.Contains("AddKapsoWebhooks", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_packages_public_types_are_where_one_using_finds_them()
    {
        Assert.All(typeof(KapsoWebhookOptions).Assembly.GetExportedTypes(), type => Assert.Equal("Threadway.Kapso.AspNetCore", type.Namespace));
    }

    private sealed class Inbox(List<string> keys) : IKapsoWebhookHandler
    {
        public Task HandleAsync(KapsoWebhookDelivery delivery, CancellationToken cancellationToken)
        {
            keys.Add(delivery.IdempotencyKey);
            return Task.CompletedTask;
        }
    }
}
