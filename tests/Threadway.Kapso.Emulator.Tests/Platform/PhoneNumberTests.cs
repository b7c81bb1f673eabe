using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class PhoneNumberTests
{
    private const string Numbers = "/platform/v1/whatsapp/phone_numbers";

    [Fact]
    public async Task The_operators_number_is_there_from_the_start_and_after_a_reset()
    {
        await using var lab = await Lab.StartAsync();
        await lab.ConnectAsync();

        await lab.PostAsync("/_emulator/reset");

        var number = Assert.Single((await lab.GetAsync(Numbers)).Data)!;
        Assert.Equal(KapsoEmulator.OperatorPhoneNumberId, number["id"]!.ToString());
        Assert.Equal("+1 555 000 0001", number["display_phone_number"]!.ToString());
        Assert.Null(number["customer_id"]);
        Assert.False(number["is_coexistence"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_number_has_every_field_of_the_contract()
    {
        await using var lab = await Lab.StartAsync();

        var number = await lab.GetAsync($"{Numbers}/{KapsoEmulator.OperatorPhoneNumberId}");

        string[] fields =
        [
            "id", "phone_number_id", "internal_id", "name", "created_at", "updated_at", "customer_id", "business_account_id",
            "is_coexistence", "inbound_processing_enabled", "calls_enabled", "webhook_verified_at", "display_name", "verified_name",
            "name_status", "display_phone_number", "display_phone_number_normalized", "quality_rating", "code_verification_status",
            "status", "throughput_tier", "whatsapp_business_manager_messaging_limit", "is_official_business_account", "is_pin_enabled",
        ];
        Assert.Equal(fields, number.At("data")!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task The_list_is_filtered_by_customer_number_account_and_name()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, id) = await lab.ConnectAsync("""{"verifiedName":"Panadería"}""");
        var account = (await lab.GetAsync($"{Numbers}/{id}")).Text("data.business_account_id");

        foreach (var filter in new[] { $"customer_id={customer}", $"phone_number_id={id}", $"business_account_id={account}", "name_contains=panader%C3%ADa" })
            Assert.Equal(id, Assert.Single((await lab.GetAsync($"{Numbers}?{filter}")).Data)!["id"]!.ToString());
        Assert.Empty((await lab.GetAsync($"{Numbers}?customer_id={Guid.Empty}&phone_number_id={id}")).Data);
    }

    [Fact]
    public async Task A_deleted_number_is_gone_and_the_project_is_told()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, id) = await lab.ConnectAsync();

        var deleted = await lab.DeleteAsync($"{Numbers}/{id}");

        var told = await lab.Receiver.NextAsync();
        var gone = await lab.GetAsync($"{Numbers}/{id}");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.Status, gone.Status));
        Assert.Equal("whatsapp.phone_number.deleted", told.Event);
        Assert.Equal((id, customer), (told.Body["phone_number_id"]!.ToString(), told.Body["customer"]!["id"]!.ToString()));
    }

    [Fact]
    public async Task A_healthy_number_says_so_without_a_data_envelope()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync("""{"connectionType":"coexistence"}""");

        var health = await lab.GetAsync($"{Numbers}/{id}/health");

        Assert.Equal("healthy", health.Text("status"));
        Assert.Equal("CONNECTED", health.Text("checks.phone_number_connection.details.status"));
        Assert.Equal("AVAILABLE", health.Text("checks.messaging_health.overall_status"));
        Assert.Equal("true", health.Text("checks.token_validity.passed"));
    }

    [Fact]
    public async Task A_revoked_number_is_disconnected_its_token_dead_and_the_project_is_told()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, id) = await lab.ConnectAsync("""{"connectionType":"coexistence"}""");

        await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke");

        var told = await lab.Receiver.NextAsync();
        var health = await lab.GetAsync($"{Numbers}/{id}/health");
        var number = await lab.GetAsync($"{Numbers}/{id}");
        Assert.Equal("unhealthy", health.Text("status"));
        Assert.Equal("DISCONNECTED", health.Text("checks.phone_number_connection.details.status"));
        Assert.Contains("\"code\" => 190", health.Text("checks.phone_number_access.error"), StringComparison.Ordinal);
        Assert.Equal("DISCONNECTED", number.Text("data.status"));
        Assert.Equal("whatsapp.phone_number.disconnected", told.Event);
        Assert.Equal("whatsapp.phone_number.disconnected", told.Body["event"]!.ToString());
        Assert.Equal("PARTNER_REMOVED", told.Body["source"]!["event"]!.ToString());
        Assert.Equal("coexistence", told.Body["connection_type"]!.ToString());
        Assert.Equal(customer, told.Body["customer"]!["id"]!.ToString());
        Assert.Equal("""{"reason":null,"initiated_by":null}""", told.Body["disconnection"]!.ToJsonString());
    }

    [Fact]
    public async Task The_owner_can_unlink_a_coexistence_number_after_it_was_removed_at_Kapso()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync("""{"connectionType":"coexistence"}""");
        await lab.DeleteAsync($"{Numbers}/{id}");
        await lab.Receiver.NextAsync();

        var revoked = await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke");

        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        Assert.Equal("whatsapp.phone_number.disconnected", (await lab.Receiver.NextAsync()).Event);
    }

    [Fact]
    public async Task A_dedicated_number_that_was_removed_cannot_be_revoked()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync("""{"connectionType":"dedicated"}""");
        await lab.DeleteAsync($"{Numbers}/{id}");

        var revoked = await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke");

        Assert.Equal(HttpStatusCode.NotFound, revoked.Status);
    }

    [Fact]
    public async Task A_number_that_comes_back_after_its_removal_has_the_id_that_Meta_knows_it_by()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, id) = await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        await lab.DeleteAsync($"{Numbers}/{id}");
        await lab.Receiver.NextAsync();
        var link = await lab.LinkAsync(customer);

        var done = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"displayPhoneNumber":"34600112233"}""");

        Assert.Equal(id, done.Text("phoneNumberId"));
        Assert.Equal("whatsapp.phone_number.created", (await lab.Receiver.NextAsync()).Event);
    }
}
