using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.SetupPage;

public class OnboardingTests
{
    private const string Redirects = """{"success_redirect_url":"https://shop.example/ok?tenant=7#done","failure_redirect_url":"https://shop.example/no?tenant=7"}""";

    [Fact]
    public async Task Success_redirects_with_Kapsos_parameters_after_the_integrators_own_and_before_the_fragment()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), Redirects);

        var done = await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");

        var url = new Uri(done.Text("redirectUrl"));
        Assert.Equal(
            ["tenant", "setup_link_id", "status", "phone_number_id", "business_account_id", "display_phone_number"],
            url.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')[0]));
        Assert.Equal("#done", url.Fragment);
    }

    [Fact]
    public async Task The_number_is_as_the_call_says()
    {
        await using var lab = await Lab.StartAsync();

        var (_, id) = await lab.ConnectAsync("""{"verifiedName":"Ana & co","displayPhoneNumber":"+1 212 555 0101"}""");

        var number = await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{id}");
        Assert.Equal(("Ana & co", "+1 212 555 0101", "CONNECTED"), (
            number.Text("data.verified_name"), number.Text("data.display_phone_number"), number.Text("data.status")));
        Assert.Matches("^[1-9][0-9]{14}$", id);
    }

    [Fact]
    public async Task A_new_number_is_provisioned_in_the_country_that_the_call_says()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, """{"provision_phone_number":true,"phone_number_country_isos":["US","CO"]}""");

        await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete", """{"countryIso":"CO"}""");

        var provisioned = (await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links")).Data[0]!["provisioned_phone_number"]!;
        Assert.StartsWith("+57", provisioned["phone_number"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("CO", "57"), (provisioned["country_iso"]!.ToString(), provisioned["country_dial_code"]!.ToString()));
    }

    [Theory]
    [InlineData("facebook_auth_failed")]
    [InlineData("phone_verification_failed")]
    [InlineData("waba_limit_reached")]
    [InlineData("token_exchange_failed")]
    public async Task A_failure_keeps_the_integrators_own_parameters_and_the_link_can_be_tried_again(string code)
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, Redirects);
        var id = link.Text("data.id");

        var failed = await lab.PostAsync($"/_emulator/setup-links/{id}/fail", $$"""{"errorCode":"{{code}}"}""");
        var after = (await lab.GetAsync($"/platform/v1/customers/{customer}/setup_links")).Data[0]!;
        var again = await lab.PostAsync($"/_emulator/setup-links/{id}/complete");

        Assert.Equal($"https://shop.example/no?tenant=7&setup_link_id={id}&error_code={code}", failed.Text("redirectUrl"));
        Assert.Equal("active", after["status"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }

    [Fact]
    public async Task A_link_that_failed_as_expired_is_expired()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        var link = await lab.LinkAsync(customer, Redirects);

        await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/fail", """{"errorCode":"link_expired"}""");

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
    public async Task A_reconnect_brings_the_number_back_and_says_reconnected_not_created()
    {
        await using var lab = await Lab.StartAsync();
        var (customer, id) = await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke");
        await lab.Receiver.NextAsync();
        var link = await lab.LinkAsync(customer, """{"reconnect_phone_number":"34600112233"}""");

        await lab.PostAsync($"/_emulator/setup-links/{link.Text("data.id")}/complete");

        var told = Assert.Single(lab.Receiver.Waiting());
        var number = await lab.GetAsync($"/platform/v1/whatsapp/phone_numbers/{id}");
        Assert.Equal("CONNECTED", number.Text("data.status"));
        Assert.Equal("whatsapp.phone_number.reconnected", told.Event);
    }

    [Fact]
    public async Task A_number_that_another_customer_has_and_another_than_the_one_to_reconnect_are_not_verified()
    {
        await using var lab = await Lab.StartAsync();
        var (ana, _) = await lab.ConnectAsync("""{"displayPhoneNumber":"+34 600 11 22 33"}""");
        var foreign = await lab.LinkAsync(await lab.CustomerAsync("Mallory"));
        var reconnect = await lab.LinkAsync(ana, """{"reconnect_phone_number":"34600112233"}""");

        var taken = await lab.PostAsync($"/_emulator/setup-links/{foreign.Text("data.id")}/complete", """{"displayPhoneNumber":"34600112233"}""");
        var other = await lab.PostAsync($"/_emulator/setup-links/{reconnect.Text("data.id")}/complete", """{"displayPhoneNumber":"+34 600 99 88 77"}""");

        Assert.All([taken, other], failed => Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "phone_verification_failed"), (failed.Status, failed.Text("errorCode"))));
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
