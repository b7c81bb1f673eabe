using Threadway.Kapso.Tests.Support;
using Threadway.Kapso.Webhooks;

namespace Threadway.Kapso.Tests.Webhooks;

public sealed class WebhookClientTests
{
    private static readonly CreateWebhook New = new()
    {
        Url = new("https://app.example/api/webhooks/kapso"),
        Events = KapsoEvents.ProjectLifecycleMinimum,
        SecretKey = "s3cret",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creating_sends_secret_events_and_the_second_payload_version()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/webhook", 201).AnswersPayload("api/webhook", 201);

        await kapso.Client().Webhooks.CreateAsync(New, Token);
        await kapso.Client().Webhooks.CreateForNumberAsync("601", New, Token);

        Assert.Equal("POST /platform/v1/whatsapp/webhooks", kapso.Requests[0].Line);
        Assert.Equal("POST /platform/v1/whatsapp/phone_numbers/601/webhooks", kapso.Requests[1].Line);
        var expected = RecordedRequest.Compact(
            """
            {
              "whatsapp_webhook": {
                "url": "https://app.example/api/webhooks/kapso",
                "events": ["whatsapp.phone_number.created", "whatsapp.phone_number.deleted"],
                "secret_key": "s3cret",
                "active": true,
                "payload_version": "v2"
              }
            }
            """);
        Assert.All(kapso.Requests, request => Assert.Equal(expected, request.Json));
    }

    [Fact]
    public async Task Updating_sends_what_changes_alone()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/webhook");

        await kapso.Client().Webhooks.UpdateAsync("w1", new() { Active = true }, Token);

        Assert.Equal("PATCH /platform/v1/whatsapp/webhooks/w1", kapso.Request.Line);
        Assert.Equal("""{"whatsapp_webhook":{"active":true}}""", kapso.Request.Body);
    }

    [Fact]
    public async Task Deleting_and_testing_name_the_webhook()
    {
        var kapso = new ScriptedKapso().AnswersNothing().AnswersPayload("api/webhook-test").AnswersPayload("api/webhook-test");

        await kapso.Client().Webhooks.DeleteAsync("w1", Token);
        await kapso.Client().Webhooks.TestAsync("w1", cancellationToken: Token);
        await kapso.Client().Webhooks.TestAsync("w1", KapsoEvents.PhoneNumberCreated, Token);

        Assert.Equal("DELETE /platform/v1/whatsapp/webhooks/w1", kapso.Requests[0].Line);
        Assert.Equal("POST /platform/v1/whatsapp/webhooks/w1/test", kapso.Requests[1].Line);
        Assert.Equal("{}", kapso.Requests[1].Body);
        Assert.Equal("""{"event_type":"whatsapp.phone_number.created"}""", kapso.Requests[2].Body);
    }

    [Fact]
    public async Task The_projects_list_shows_both_scopes_and_forgives_missing_fields()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/webhooks");

        var webhooks = await kapso.Client().Webhooks.ListAsync(new() { Kind = WebhookKind.Kapso }, Token).ToListAsync(Token);

        Assert.Equal("GET /platform/v1/whatsapp/webhooks?kind=kapso&page=1", kapso.Request.Line);
        Assert.Equal(["601234567890123", null, "602345678901234"], webhooks.Select(webhook => webhook.PhoneNumberId));
        Assert.Equal([null, WebhookKind.Kapso, WebhookKind.Meta], webhooks.Select(webhook => webhook.Kind));
        Assert.Equal([false, true, true], webhooks.Select(webhook => webhook.Active));
        Assert.Empty(webhooks[2].Events);
        Assert.Equal("invented-secret", webhooks[1].SecretKey);
    }

    [Fact]
    public async Task The_projects_list_can_be_narrowed_to_one_number()
    {
        using var kapso = ScriptedKapso.AnsweringPayload("api/webhooks");

        var webhooks = await kapso.Webhooks.ListAsync(new() { PhoneNumberId = "601234567890123" }, Token).ToListAsync(Token);

        Assert.Equal("cd0c9feb-6d9b-4aee-8dea-9a5c5c9c2faa", Assert.Single(webhooks).Id);
    }

    [Fact]
    public async Task One_numbers_webhooks_have_a_list_of_their_own()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/webhooks");

        await kapso.Client().Webhooks.ListForNumberAsync("601", cancellationToken: Token).ToListAsync(Token);

        Assert.Equal("GET /platform/v1/whatsapp/phone_numbers/601/webhooks?page=1", kapso.Request.Line);
    }

    [Fact]
    public async Task One_numbers_list_is_filtered_at_kapso()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/webhooks");
        var filter = new NumberWebhookFilter
        {
            Kind = WebhookKind.Meta,
            UrlContains = "app.example/api",
            Active = false,
            CreatedAfter = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            CreatedBefore = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
            PageSize = 50,
        };

        await kapso.Client().Webhooks.ListForNumberAsync("601", filter, Token).ToListAsync(Token);

        Assert.Equal(
            "GET /platform/v1/whatsapp/phone_numbers/601/webhooks?kind=meta&url_contains=app.example%2Fapi&active=false"
            + "&created_after=2026-01-02T02%3A04%3A05Z&created_before=2026-02-01T00%3A00%3A00Z&per_page=50&page=1",
            kapso.Request.Line);
    }

    [Fact]
    public async Task One_numbers_webhook_is_read_changed_and_deleted_below_its_number()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/webhook").AnswersPayload("api/webhook").AnswersNothing();
        var webhooks = kapso.Client().Webhooks;

        await webhooks.GetForNumberAsync("601", "w1", Token);
        await webhooks.UpdateForNumberAsync("601", "w1", new() { PayloadVersion = "v1", InactivityMinutes = 30 }, Token);
        await webhooks.DeleteForNumberAsync("601", "w1", Token);

        Assert.Equal(
            [
                "GET /platform/v1/whatsapp/phone_numbers/601/webhooks/w1",
                "PATCH /platform/v1/whatsapp/phone_numbers/601/webhooks/w1",
                "DELETE /platform/v1/whatsapp/phone_numbers/601/webhooks/w1",
            ],
            kapso.Requests.Select(request => request.Line));
        Assert.Equal("""{"whatsapp_webhook":{"payload_version":"v1","inactivity_minutes":30}}""", kapso.Requests[1].Json);
    }
}
