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

    [Theory]
    [InlineData("""{"url":"http://shop.example/hook","events":["whatsapp.phone_number.created"]}""", "url must be an https URL (plain http is accepted for this machine alone)")]
    [InlineData("""{"events":["whatsapp.phone_number.created"]}""", "url can't be blank")]
    [InlineData("""{"url":"https://shop.example/hook"}""", "events can't be blank")]
    [InlineData("""{"url":"https://shop.example/hook","events":[]}""", "events can't be blank")]
    [InlineData("""{"url":"https://shop.example/hook","events":["whatsapp.phone_number.born"]}""", "events contains unsupported events: whatsapp.phone_number.born")]
    [InlineData("""{"url":"https://shop.example/hook","events":["whatsapp.message.received"]}""", "events contains unsupported events: whatsapp.message.received")]
    [InlineData("""{"url":"https://shop.example/hook","secret_key":"","events":["whatsapp.phone_number.created"]}""", "secret_key can't be blank")]
    public async Task A_wrong_project_webhook_is_refused_in_one_sentence_and_nothing_is_saved(string fields, string sentence)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Webhooks, $$"""{"whatsapp_webhook":{{fields}}}""");

        Assert.Equal(sentence, refused.Text("error"));
        Assert.Single((await lab.GetAsync(Webhooks)).Data);
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
}
