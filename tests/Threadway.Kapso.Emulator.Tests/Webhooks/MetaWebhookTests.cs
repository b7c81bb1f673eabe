using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class MetaWebhookTests
{
    [Fact]
    public async Task A_test_delivery_is_a_message_and_like_all_of_its_kind_without_the_name_of_an_event()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        var created = await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{id}/webhooks", $$"""
            {"whatsapp_webhook":{"kind":"meta","url":"{{lab.Receiver.Url}}","secret_key":"n"} }
            """);

        await lab.PostAsync($"/platform/v1/whatsapp/webhooks/{created.Text("data.id")}/test");
        var sample = await lab.Receiver.NextAsync();

        JsonNode value = sample.Body["entry"]![0]!["changes"]![0]!["value"]!;
        Assert.Equal("This is a test message", value["messages"]![0]!["text"]!["body"]!.ToString());
        Assert.DoesNotContain("X-Webhook-Event", sample.Headers.Keys);
    }
}
