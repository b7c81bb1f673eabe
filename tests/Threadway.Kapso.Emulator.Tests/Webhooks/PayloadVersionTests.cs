using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Webhooks;

public class PayloadVersionTests
{
    private const string Webhooks = "/platform/v1/whatsapp/webhooks";

    [Fact]
    public async Task On_v1_a_connection_is_told_as_a_config_with_project_customer_and_link()
    {
        await using var lab = await Lab.StartAsync(options => options.WebhookUrl = null);
        await CreateAsync(lab, Webhooks, "whatsapp.config.created");
        var customer = await lab.CustomerAsync("Panadería", "tenant-42");
        var link = await lab.LinkAsync(customer);

        var number = (await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"connectionType":"coexistence"}""")).Text("phoneNumberId");
        var told = await lab.Receiver.NextAsync();

        var config = told.Body["whatsapp_config"]!.AsObject();
        Assert.Equal(("whatsapp.config.created", "v1"), (told.Event, told.Headers["X-Webhook-Payload-Version"]));
        Assert.Equal(["whatsapp_config", "project", "customer", "setup_link"], told.Body.Select(field => field.Key));
        Assert.Equal(
            [
                "id", "name", "phone_number_id", "business_account_id", "is_coexistence", "inbound_processing_enabled", "calls_enabled",
                "webhook_verified_at", "customer_id", "display_name", "display_phone_number", "display_phone_number_normalized", "created_at", "updated_at",
            ],
            config.Select(field => field.Key));
        Assert.Equal((number, customer, "true"), (config["phone_number_id"]!.ToString(), config["customer_id"]!.ToString(), config["is_coexistence"]!.ToString()));
        Assert.Equal("tenant-42", told.Body["customer"]!["external_customer_id"]!.ToString());
        Assert.Equal(link.Text("data.id"), told.Body["setup_link"]!["id"]!.ToString());
    }

    [Fact]
    public async Task On_v1_a_message_is_flat_beside_a_nested_config_and_without_the_numbers_id()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await CreateAsync(lab, $"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks", "whatsapp.message.received");

        var id = await chat.WriteAsync("""{"text":{"body":"¿Abren hoy?"}}""");
        var told = await lab.Receiver.NextAsync();

        var message = told.Body["message"]!.AsObject();
        Assert.Equal("v1", told.Headers["X-Webhook-Payload-Version"]);
        Assert.Equal(["message", "conversation", "is_new_conversation", "whatsapp_config"], told.Body.Select(field => field.Key));
        Assert.Equal((id, "¿Abren hoy?", "text", "inbound"), (
            message["id"]!.ToString(), message["content"]!.ToString(), message["message_type"]!.ToString(), message["direction"]!.ToString()));
        Assert.Equal(("cloud_api", "false", Chat.Phone), (
            message["origin"]!.ToString(), message["has_media"]!.ToString(), message["conversation_phone_number"]!.ToString()));
        Assert.Equal(told.Body["conversation"]!["whatsapp_config_id"]!.ToString(), told.Body["whatsapp_config"]!["id"]!.ToString());
        Assert.Equal(chat.NumberId, told.Body["whatsapp_config"]!["phone_number_id"]!.ToString());
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

    private static async Task CreateAsync(Lab lab, string path, string name) => (await lab.PostAsync(
        path, $$"""{"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","secret_key":"s","payload_version":"v1","events":["{{name}}"]} }""")).Ok();
}
