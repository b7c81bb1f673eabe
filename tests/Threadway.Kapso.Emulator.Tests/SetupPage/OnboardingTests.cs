using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.SetupPage;

public class OnboardingTests
{
    private const string Redirects = """{"success_redirect_url":"https://shop.example/ok?tenant=7#done","failure_redirect_url":"https://shop.example/no?tenant=7"}""";

    [Fact]
    public async Task Success_redirects_with_Kapsos_parameters_after_the_integrators_own()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), Redirects);

        var done = await lab.PostAsync(
            $"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"displayPhoneNumber":"+57 300 123 4567"}""");

        var url = new Uri(done.Text("redirectUrl"));
        var number = (await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{done.Text("phoneNumberId")}")).Json["data"]!;
        var query = QueryHelpers.ParseQuery(url.Query);
        Assert.Equal(
            ["tenant", "setup_link_id", "status", "phone_number_id", "business_account_id", "display_phone_number"],
            url.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')[0]));
        Assert.Equal("7", query["tenant"]);
        Assert.Equal(link.Text("data.id"), query["setup_link_id"]);
        Assert.Equal("completed", query["status"]);
        Assert.Equal(done.Text("phoneNumberId"), query["phone_number_id"]);
        Assert.Equal(number["business_account_id"]!.ToString(), query["business_account_id"]);
        Assert.Contains("display_phone_number=%2B573001234567", url.Query, StringComparison.Ordinal);
        Assert.Equal("#done", url.Fragment);
    }

    [Fact]
    public async Task Success_marks_the_link_and_tells_the_project_with_three_keys()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync("Ana", "user-1");
        var link = await lab.LinkAsync(customer);

        var done = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");

        var told = Assert.Single(lab.Receiver.Waiting());
        var used = (await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links")).Data[0]!;
        Assert.Equal("whatsapp.phone_number.created", told.Event);
        Assert.Equal(["phone_number_id", "project", "customer"], told.Body.Select(field => field.Key));
        Assert.Equal(done.Text("phoneNumberId"), told.Body["phone_number_id"]!.ToString());
        Assert.Equal(customer, told.Body["customer"]!["id"]!.ToString());
        Assert.Equal(("used", "completed"), (used["status"]!.ToString(), used["whatsapp_setup_status"]!.ToString()));
    }

    [Theory]
    [InlineData("coexistence", true)]
    [InlineData("dedicated", false)]
    public async Task The_chosen_connection_type_shows_on_the_number(string type, bool coexistence)
    {
        await using var lab = await Lab.StartAsync();

        var (customer, id) = await lab.ConnectAsync($$"""{"connectionType":"{{type}}","verifiedName":"Ana & co","displayPhoneNumber":"+1 212 555 0101"}""");

        var number = Assert.Single((await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers?customer_id={customer}")).Data)!;
        Assert.Equal(coexistence, number["is_coexistence"]!.GetValue<bool>());
        Assert.Equal("Ana & co", number["verified_name"]!.ToString());
        Assert.Equal("+1 212 555 0101", number["display_phone_number"]!.ToString());
        Assert.Equal("12125550101", number["display_phone_number_normalized"]!.ToString());
        Assert.Equal("CONNECTED", number["status"]!.ToString());
        Assert.Equal((id, id), (number["id"]!.ToString(), number["phone_number_id"]!.ToString()));
        Assert.Matches("^[1-9][0-9]{14}$", id);
    }

    [Fact]
    public async Task A_link_for_a_new_number_provisions_it_in_the_chosen_country_and_names_it_in_the_redirect()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(
            customer, """{"provision_phone_number":true,"phone_number_country_isos":["US","CO"],"success_redirect_url":"https://shop.example/ok"}""");

        var done = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"countryIso":"CO"}""");

        var provisioned = (await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links")).Data[0]!["provisioned_phone_number"]!;
        Assert.StartsWith("+57", provisioned["phone_number"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("CO", "57"), (provisioned["country_iso"]!.ToString(), provisioned["country_dial_code"]!.ToString()));
        Assert.Contains($"provisioned_phone_number_id={provisioned["id"]}", done.Text("redirectUrl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("facebook_auth_failed")]
    [InlineData("phone_verification_failed")]
    [InlineData("waba_limit_reached")]
    [InlineData("token_exchange_failed")]
    public async Task A_failure_redirects_with_link_and_code_alone_and_the_link_can_be_tried_again(string code)
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, Redirects);
        var id = link.Text("data.id");

        var failed = await lab.PostAsync($"/_emulator/setup-links/{id}/fail", $$"""{"errorCode":"{{code}}"}""");
        var after = (await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links")).Data[0]!;
        var again = await lab.PostAsync($"/_emulator/setup-links/{id}/complete");

        Assert.Equal($"https://shop.example/no?tenant=7&setup_link_id={id}&error_code={code}", failed.Text("redirectUrl"));
        Assert.Equal(("active", "failed"), (after["status"]!.ToString(), after["whatsapp_setup_status"]!.ToString()));
        Assert.NotEmpty(after["whatsapp_setup_error"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }

    [Fact]
    public async Task A_link_that_failed_as_expired_is_expired()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, Redirects);

        var failed = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/fail", """{"errorCode":"link_expired"}""");

        Assert.EndsWith("error_code=link_expired", failed.Text("redirectUrl"), StringComparison.Ordinal);
        Assert.Single((await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links?status=expired")).Data);
    }

    [Fact]
    public async Task A_link_is_finished_once()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), Redirects);
        var path = $"/_emulator/setup-links/{link.Text("data.id")}/complete";
        await lab.PostAsync(path);

        var second = await lab.PostAsync(path);

        Assert.Equal((HttpStatusCode.Conflict, "used"), (second.Status, second.Text("status")));
        Assert.EndsWith("error_code=already_used", second.Text("redirectUrl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_redirect_addresses_there_is_no_redirect()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync());

        var done = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");

        Assert.Null(done.At("redirectUrl"));
    }

    [Fact]
    public async Task A_reconnect_keeps_the_id_brings_the_number_back_and_says_reconnected_not_created()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, id) = await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke");
        await lab.Receiver.NextAsync();
        var link = await lab.LinkAsync(customer, """{"reconnect_phone_number":"34600112233"}""");

        var done = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");

        var told = Assert.Single(lab.Receiver.Waiting());
        var number = await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{id}");
        Assert.Equal(id, done.Text("phoneNumberId"));
        Assert.Equal("CONNECTED", number.Text("data.status"));
        Assert.Equal("whatsapp.phone_number.reconnected", told.Event);
        Assert.False(told.Body.ContainsKey("disconnection"));
    }

    [Fact]
    public async Task A_reconnect_with_another_number_fails()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, _) = await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        var link = await lab.LinkAsync(customer, """{"reconnect_phone_number":"34600112233"}""");

        var failed = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"displayPhoneNumber":"+34 600 99 88 77"}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "phone_verification_failed"), (failed.Status, failed.Text("errorCode")));
    }

    [Fact]
    public async Task A_number_that_another_customer_has_cannot_be_connected()
    {
        await using var lab = await Lab.StartAsync();
        await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        var link = await lab.LinkAsync(await lab.CustomerAsync("Mallory"));

        var failed = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"displayPhoneNumber":"34600112233"}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "phone_verification_failed"), (failed.Status, failed.Text("errorCode")));
    }

    [Fact]
    public async Task The_webhook_comes_before_the_answer_after_it_or_never()
    {
        await using var lab = await Lab.StartAsync();

        await CompleteAsync("before");
        var before = lab.Receiver.Waiting();
        await CompleteAsync("after");
        var after = await lab.Receiver.NextAsync();
        await CompleteAsync("never");
        var logged = await lab.GetAsync("/platform/v1/webhook_deliveries");

        Assert.Single(before);
        Assert.Equal("whatsapp.phone_number.created", after.Event);
        Assert.Equal(2, logged.Data.Count);

        async Task CompleteAsync(string when)
        {
            var link = await lab.LinkAsync(await lab.CustomerAsync());
            (await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", $$"""{"webhook":"{{when}}"}""")).Ok();
        }
    }

    [Fact]
    public async Task A_duplicated_webhook_has_the_same_key_and_body()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync());

        await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"duplicateWebhook":2}""");

        var copies = lab.Receiver.Waiting();
        Assert.Equal(3, copies.Count);
        Assert.Single(copies.Select(copy => copy.Key).Distinct());
        Assert.Single(copies.Select(copy => Convert.ToHexString(copy.Bytes)).Distinct());
    }
}
