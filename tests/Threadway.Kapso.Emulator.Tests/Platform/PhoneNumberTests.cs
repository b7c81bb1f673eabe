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
    public async Task A_number_leaves_out_no_field_that_may_be_null()
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
