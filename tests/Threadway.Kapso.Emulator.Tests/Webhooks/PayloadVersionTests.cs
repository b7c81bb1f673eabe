using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class PayloadVersionTests
{
    private const string Webhooks = "/platform/v1/whatsapp/webhooks";

    [Fact]
    public async Task On_v1_a_connection_is_told_without_leaving_out_a_field_that_may_be_null()
    {
        await using var lab = await Lab.StartAsync(options => options.WebhookUrl = null);
        (await lab.PostAsync(Webhooks, $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","payload_version":"v1","events":["whatsapp.config.created"]} }
            """)).Ok();

        var link = await lab.LinkAsync(await lab.CustomerAsync());
        await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");
        var told = await lab.Receiver.NextAsync();

        Assert.Equal(["whatsapp_config", "project", "customer", "setup_link"], told.Body.Select(field => field.Key));
        Assert.Equal(
            [
                "id", "name", "phone_number_id", "business_account_id", "is_coexistence", "inbound_processing_enabled", "calls_enabled",
                "webhook_verified_at", "customer_id", "display_name", "display_phone_number", "display_phone_number_normalized", "created_at", "updated_at",
            ],
            told.Body["whatsapp_config"]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task On_v1_a_number_that_was_connected_by_hand_names_no_setup_link_of_its_customer()
    {
        await using var lab = await Lab.StartAsync(options => options.WebhookUrl = null);
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer);
        (await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete")).Ok();
        (await lab.PostAsync(Webhooks, $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","payload_version":"v1","events":["whatsapp.config.created"]} }
            """)).Ok();

        (await lab.PostAsync($"/platform/v1/customers/{customer}/whatsapp/phone_numbers", """
            {"whatsapp_phone_number":{"name":"Support","phone_number_id":"700000000000001","business_account_id":"800000000000001","access_token":"EAAB"}}
            """)).Ok();
        var told = await lab.Receiver.NextAsync();

        Assert.Equal(["whatsapp_config", "project", "customer"], told.Body.Select(field => field.Key));
    }

    [Fact]
    public async Task On_v1_too_a_message_tells_whether_its_conversation_is_new()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{id}/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","secret_key":"s","payload_version":"v1","events":["whatsapp.message.received"]} }
            """)).Ok();

        await new Chat(lab, id).WriteAsync("""{"text":{"body":"¿Abren hoy?"}}""");
        var told = await lab.Receiver.NextAsync();

        Assert.Equal(["message", "conversation", "is_new_conversation", "whatsapp_config"], told.Body.Select(field => field.Key));
        Assert.True(told.Body["is_new_conversation"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_webhook_changes_its_version_but_not_while_it_listens_for_what_v1_does_not_have()
    {
        await using var lab = await Lab.StartAsync();
        var id = (await lab.GetAsync(Webhooks)).Data[0]!["id"];

        var refused = await lab.PatchAsync($"{Webhooks}/{id}", """{"whatsapp_webhook":{"payload_version":"v1"}}""");
        var changed = await lab.PatchAsync($"{Webhooks}/{id}", """{"whatsapp_webhook":{"payload_version":"v1","events":["whatsapp.phone_number.deleted"]}}""");
        await lab.PostAsync($"{Webhooks}/{id}/test");
        var told = await lab.Receiver.NextAsync();

        Assert.Contains("payload_version v1 does not have", refused.Text("error"), StringComparison.Ordinal);
        Assert.Equal("v1", changed.Text("data.payload_version"));
        Assert.Equal(("whatsapp.phone_number.deleted", KapsoEmulator.OperatorPhoneNumberId), (told.Event, told.Body["whatsapp_config"]!["phone_number_id"]!.ToString()));
    }
}
