using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Webhooks;

public sealed class DeliveryLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deliveries_are_listed_by_cursor_with_every_filter()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/webhook-deliveries");

        var delivery = Assert.Single(await kapso.Client().Webhooks.ListDeliveriesAsync(
            new()
            {
                Status = DeliveryStatus.Failed,
                Event = "whatsapp.message.received",
                WebhookId = "w1",
                ErrorsOnly = true,
                Period = DeliveryPeriod.LastWeek,
                PageSize = 50,
            },
            Token).ToListAsync(Token));

        Assert.Equal(
            "GET /platform/v1/webhook_deliveries?status=failed&event=whatsapp.message.received&webhook_id=w1&errors_only=true&period=7d&limit=50",
            kapso.Request.Line);
        Assert.Equal((DeliveryStatus.Failed, 4, 503), (delivery.Status, delivery.AttemptCount, delivery.ResponseStatus));
        Assert.Equal(new(2026, 5, 4, 10, 2, 30, TimeSpan.Zero), delivery.FailedAt);
        Assert.DoesNotContain("34600998877", delivery.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_webhook_is_read()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/webhook");

        await kapso.Client().Webhooks.GetAsync("w1", Token);

        Assert.Equal("GET /platform/v1/whatsapp/webhooks/w1", kapso.Request.Line);
    }

    [Fact]
    public async Task Buffering_silence_and_extra_headers_are_set_with_the_webhook()
    {
        var kapso = new ScriptedKapso().Answers(
            """{"data":{"id":"w1","url":"https://tenant.example/hook","headers":{"X-Tenant":"42"},"buffer_enabled":true}}""", 201);

        var webhook = await kapso.Client().Webhooks.CreateForNumberAsync(
            "601",
            new()
            {
                Url = new("https://tenant.example/hook"),
                Events = ["whatsapp.message.received"],
                SecretKey = "s",
                Headers = new Dictionary<string, string> { ["X-Tenant"] = "42" },
                BufferEnabled = true,
                BufferWindowSeconds = 5,
                MaxBufferSize = 50,
                BufferEvents = ["whatsapp.message.received"],
                InactivityMinutes = 60,
            },
            Token);

        Assert.Equal(
            """{"whatsapp_webhook":{"url":"https://tenant.example/hook","events":["whatsapp.message.received"],"secret_key":"s","active":true,"payload_version":"v2","headers":{"X-Tenant":"42"},"buffer_enabled":true,"buffer_window_seconds":5,"max_buffer_size":50,"buffer_events":["whatsapp.message.received"],"inactivity_minutes":60}}""",
            kapso.Request.Json);
        Assert.Equal(("42", true), (webhook.Headers?["X-Tenant"], webhook.BufferEnabled));
    }
}
