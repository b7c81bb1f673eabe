using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class WebhookTests
{
    private const string Webhooks = "/platform/v1/whatsapp/webhooks";

    private static string OfNumber(string id) => $"/platform/v1/whatsapp/phone_numbers/{id}/webhooks";

    [Fact]
    public async Task The_options_webhook_listens_for_every_lifecycle_event_and_outlives_a_reset()
    {
        await using var lab = await Lab.StartAsync();

        await lab.PostAsync("/_emulator/reset");

        var webhook = Assert.Single((await lab.GetAsync(Webhooks)).Data)!;
        Assert.Equal(lab.Receiver.Url.AbsoluteUri, webhook["url"]!.ToString());
        Assert.Equal(Lab.Secret, webhook["secret_key"]!.ToString());
        Assert.Null(webhook["phone_number_id"]);
        foreach (var name in new[] { "created", "deleted", "offboarded", "disconnected", "reconnected" })
            Assert.Contains($"whatsapp.phone_number.{name}", webhook["events"]!.AsArray().Select(one => one!.ToString()));
    }

    [Fact]
    public async Task A_project_webhook_is_created_read_changed_and_deleted()
    {
        await using var lab = await Lab.StartAsync();

        var created = await lab.PostAsync(
            Webhooks, """{"whatsapp_webhook":{"url":"https://shop.example/hook","secret_key":"s","events":["whatsapp.phone_number.created"]}}""");
        var path = $"{Webhooks}/{created.Text("data.id")}";
        var changed = await lab.PatchAsync(path, """{"whatsapp_webhook":{"active":false,"secret_key":"t"}}""");
        var read = await lab.GetAsync(path);
        var deleted = await lab.DeleteAsync(path);
        var gone = await lab.GetAsync(path);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(("v2", "kapso", "true"), (created.Text("data.payload_version"), created.Text("data.kind"), created.Text("data.active")));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(("false", "t"), (read.Text("data.active"), read.Text("data.secret_key")));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.Status, gone.Status));
    }

    [Theory]
    [InlineData("""{"url":"http://shop.example/hook","events":["whatsapp.phone_number.created"]}""", "url must be an https URL (plain http is accepted for this machine alone)")]
    [InlineData("""{"events":["whatsapp.phone_number.created"]}""", "url can't be blank")]
    [InlineData("""{"url":"https://shop.example/hook"}""", "events can't be blank")]
    [InlineData("""{"url":"https://shop.example/hook","events":[]}""", "events can't be blank")]
    [InlineData("""{"url":"https://shop.example/hook","events":["whatsapp.phone_number.born"]}""", "events contains unsupported events: whatsapp.phone_number.born")]
    [InlineData("""{"url":"https://shop.example/hook","events":["whatsapp.message.received"]}""", "events contains unsupported events: whatsapp.message.received")]
    [InlineData("""{"url":"https://shop.example/hook","secret_key":"","events":["whatsapp.phone_number.created"]}""", "secret_key can't be blank")]
    public async Task A_wrong_project_webhook_is_refused_and_nothing_is_saved(string fields, string sentence)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Webhooks, $$"""{"whatsapp_webhook":{{fields}}}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, sentence), (refused.Status, refused.Text("error")));
        Assert.Single((await lab.GetAsync(Webhooks)).Data);
    }

    [Fact]
    public async Task A_numbers_webhook_needs_a_secret_and_hears_messages_but_no_lifecycle()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();

        var bare = await lab.PostAsync(OfNumber(id), """{"whatsapp_webhook":{"url":"https://shop.example/m","events":["whatsapp.message.received"]}}""");
        var lifecycle = await lab.PostAsync(OfNumber(id), """{"whatsapp_webhook":{"url":"https://shop.example/m","secret_key":"s","events":["whatsapp.phone_number.created"]}}""");
        var right = await lab.PostAsync(Webhooks, $$"""{"whatsapp_webhook":{"phone_number_id":"{{id}}","url":"https://shop.example/m","secret_key":"s","events":["whatsapp.message.received"]} }""");
        var listed = await lab.GetAsync(OfNumber(id));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "secret_key can't be blank"), (bare.Status, bare.Text("error")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lifecycle.Status);
        Assert.Equal(id, right.Text("data.phone_number_id"));
        Assert.Equal(right.Text("data.id"), Assert.Single(listed.Data)!["id"]!.ToString());
    }

    [Fact]
    public async Task A_number_that_is_not_there_has_no_webhooks()
    {
        await using var lab = await Lab.StartAsync();

        var answer = await lab.GetAsync(OfNumber("999"));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Theory]
    [InlineData("""{"buffer_window_seconds":0}""", "buffer_window_seconds must be a whole number from 1 to 60")]
    [InlineData("""{"max_buffer_size":101}""", "max_buffer_size must be a whole number from 1 to 100")]
    [InlineData("""{"max_buffer_size":"50"}""", "max_buffer_size must be a whole number from 1 to 100")]
    [InlineData("""{"buffer_events":["whatsapp.message.sent"]}""", "buffer_events contains events that cannot be buffered: whatsapp.message.sent")]
    [InlineData("""{"inactivity_minutes":1441}""", "inactivity_minutes must be a whole number from 1 to 1440")]
    [InlineData("""{"payload_version":"v3"}""", "payload_version must be one of v1, v2")]
    [InlineData("""{"payload_version":"v1","events":["whatsapp.phone_number.disconnected"]}""", "events contains events that payload_version v1 does not have: whatsapp.phone_number.disconnected")]
    [InlineData("""{"headers":{"X Tenant":"seven"}}""", "headers: X Tenant cannot be sent as a header")]
    [InlineData("""{"headers":{"X-Tenant":"seven\neight"}}""", "headers: X-Tenant cannot be sent as a header")]
    public async Task A_wrong_change_is_refused_and_changes_nothing(string fields, string sentence)
    {
        await using var lab = await Lab.StartAsync();
        var before = (await lab.GetAsync(Webhooks)).Data[0]!;

        var refused = await lab.PatchAsync($"{Webhooks}/{before["id"]}", $$"""{"whatsapp_webhook":{{fields}}}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, sentence), (refused.Status, refused.Text("error")));
        Assert.Equal(before.ToJsonString(), (await lab.GetAsync(Webhooks)).Data[0]!.ToJsonString());
    }

    [Fact]
    public async Task The_list_of_one_numbers_webhooks_is_filtered()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        await lab.PostAsync(OfNumber(id), """{"whatsapp_webhook":{"url":"https://shop.example/m","secret_key":"s","events":["whatsapp.message.received"],"active":false}}""");
        await lab.PostAsync(OfNumber(id), """{"whatsapp_webhook":{"url":"https://other.example/m","secret_key":"s","kind":"meta"}}""");

        async Task<string> FoundAsync(string query) =>
            string.Join(' ', (await lab.GetAsync($"{OfNumber(id)}?{query}")).Data.Select(row => new Uri(row!["url"]!.ToString()).Host));

        Assert.Equal("other.example shop.example", await FoundAsync("created_after=2020-01-01"));
        Assert.Equal("", await FoundAsync("created_before=2020-01-01"));
        Assert.Equal("shop.example", await FoundAsync("url_contains=SHOP"));
        Assert.Equal("other.example", await FoundAsync("active=true"));
        Assert.Equal("other.example", await FoundAsync("kind=meta"));
        Assert.Equal(HttpStatusCode.BadRequest, (await lab.GetAsync($"{OfNumber(id)}?kind=other")).Status);
    }

    [Theory]
    [InlineData("whatsapp.phone_number.offboarded")]
    [InlineData("whatsapp.account.restricted")]
    [InlineData("workflow.execution.failed")]
    [InlineData("project.event")]
    [InlineData("kapso_agent.run.completed")]
    public async Task Every_event_with_a_known_body_has_a_test_delivery(string name)
    {
        await using var lab = await Lab.StartAsync();
        var id = (await lab.GetAsync(Webhooks)).Data[0]!["id"]!.ToString();
        (await lab.PatchAsync($"{Webhooks}/{id}", $$"""{"whatsapp_webhook":{"events":["{{name}}"]} }""")).Ok();

        (await lab.PostAsync($"{Webhooks}/{id}/test")).Ok();

        var delivery = await lab.Receiver.NextAsync();
        Assert.Equal((name, name), (delivery.Event, delivery.Body["event"]!.ToString()));
    }

    [Fact]
    public async Task An_event_whose_body_nobody_documents_has_no_test_delivery()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        var created = await lab.PostAsync(OfNumber(id), """
            {"whatsapp_webhook":{"url":"https://shop.example/m","secret_key":"s","events":["whatsapp.meta_business_agent.handover"]}}
            """);

        var answer = await lab.PostAsync($"{Webhooks}/{created.Text("data.id")}/test");

        Assert.Equal(HttpStatusCode.NotImplemented, answer.Status);
    }

    [Fact]
    public async Task A_test_delivery_goes_to_that_webhook_for_an_event_it_listens_to()
    {
        await using var lab = await Lab.StartAsync();
        var id = (await lab.GetAsync(Webhooks)).Data[0]!["id"]!.ToString();

        var queued = await lab.PostAsync($"{Webhooks}/{id}/test", """{"event_type":"whatsapp.phone_number.deleted"}""");
        var delivery = await lab.Receiver.NextAsync();
        var refused = await lab.PostAsync($"{Webhooks}/{id}/test", """{"event_type":"whatsapp.message.received"}""");

        Assert.Equal("""{"data":{"success":true}}""", queued.Content);
        Assert.Equal("whatsapp.phone_number.deleted", delivery.Event);
        Assert.False(delivery.Body.ContainsKey("customer"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    [Fact]
    public async Task A_paused_webhook_hears_nothing()
    {
        await using var lab = await Lab.StartAsync();
        var id = (await lab.GetAsync(Webhooks)).Data[0]!["id"]!.ToString();
        await lab.PatchAsync($"{Webhooks}/{id}", """{"whatsapp_webhook":{"active":false}}""");
        var link = await lab.LinkAsync(await lab.CustomerAsync());

        await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");

        Assert.Empty(lab.Receiver.Waiting());
    }

    [Fact]
    public async Task A_subscribers_own_headers_come_along()
    {
        await using var lab = await Lab.StartAsync();
        var id = (await lab.GetAsync(Webhooks)).Data[0]!["id"]!.ToString();
        await lab.PatchAsync($"{Webhooks}/{id}", """{"whatsapp_webhook":{"headers":{"X-Tenant":"seven"}}}""");

        await lab.PostAsync($"{Webhooks}/{id}/test");

        Assert.Equal("seven", (await lab.Receiver.NextAsync()).Headers["X-Tenant"]);
    }
}
