using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

/// <summary>What happens to numbers and business accounts, as it happens.</summary>
public class LifecycleEventTests(Target target)
{
    private const string Created = "whatsapp.phone_number.created";
    private const string Deleted = "whatsapp.phone_number.deleted";

    [Fact, Contract("9.2")]
    public async Task A_connected_number_is_told_and_so_is_its_end()
    {
        await using var project = await Subscription.ToAsync(target, null, Created, Deleted);

        var (customer, number) = await target.ConnectAsync();
        var created = (await OfNumberAsync(project, Created, number)).Fits(EventShapes.Of(Created));
        await target.Platform.DeleteAsync($"/whatsapp/phone_numbers/{number}");
        var deleted = (await OfNumberAsync(project, Deleted, number)).Fits(EventShapes.Of(Deleted));

        Assert.All([created, deleted], body => Assert.Equal(customer, body["customer"]!["id"]!.ToString()));
    }

    [Theory, Contract("9.3")]
    [InlineData("revoke", "whatsapp.phone_number.disconnected", "coexistence")]
    [InlineData("revoke", "whatsapp.phone_number.disconnected", "dedicated")]
    [InlineData("offboard", "whatsapp.phone_number.offboarded", "dedicated")]
    [InlineData("reconnect", "whatsapp.phone_number.reconnected", "coexistence")]
    public async Task What_Meta_does_to_a_number_is_told(string action, string eventName, string type)
    {
        var control = target.Control;
        var external = $"ext-{Guid.CreateVersion7():N}";
        var (customer, number) = await target.ConnectAsync(type, external);
        if (action == "reconnect")
            (await control.PostAsync($"/phone-numbers/{number}/revoke")).Is(204);
        await using var project = await Subscription.ToAsync(target, null, eventName);

        (await control.PostAsync($"/phone-numbers/{number}/{action}")).Is(204);

        var body = (await OfNumberAsync(project, eventName, number)).Fits(EventShapes.Of(eventName));
        Assert.Equal((customer, external), (body["customer"]!["id"]!.ToString(), body["customer"]!["external_id"]!.ToString()));
        Assert.Equal(type, body["connection_type"]!.ToString());
        Assert.Equal(eventName.EndsWith("disconnected", StringComparison.Ordinal), body.ContainsKey("disconnection"));
    }

    [Theory, Contract("9.4")]
    [InlineData("disable", "whatsapp.account.disabled", "ban")]
    [InlineData("reinstate", "whatsapp.account.reinstated", "ban")]
    [InlineData("restrict", "whatsapp.account.restricted", "restrictions")]
    [InlineData("violate", "whatsapp.account.violation", "violation")]
    public async Task What_Meta_does_to_an_account_is_told_once_with_all_its_numbers(string action, string eventName, string part)
    {
        var control = target.Control;
        var (_, number) = await target.ConnectAsync();
        var account = await target.AccountAsync(number);
        await using var project = await Subscription.ToAsync(target, null, eventName);

        (await control.PostAsync($"/business-accounts/{account}/{action}")).Is(204);

        var delivered = await project.Inbox.NextAsync(one => one.Body["business_account_id"]!.ToString() == account, eventName);
        var body = delivered.Fits(EventShapes.Of(eventName));
        var told = Assert.Single(body["phone_numbers"]!.AsArray())!;
        var display = (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number}")).Text("data.display_phone_number");
        Assert.Equal((number, display), (told["id"]!.ToString(), told["display_phone_number"]!.ToString()));
        foreach (var other in new[] { "ban", "restrictions", "violation" })
            Assert.Equal(other == part, body.ContainsKey(other));
    }

    [Fact, Contract("9.7"), Contract("8.5")]
    public async Task In_version_1_a_connected_number_comes_with_config_customer_and_setup_link()
    {
        const string name = "whatsapp.config.created";
        await using var project = await Subscription.OpenAsync(target, null, $$"""{"events":["{{name}}"],"payload_version":"v1"}""");

        var external = $"ext-{Guid.CreateVersion7():N}";
        var (customer, number) = await target.ConnectAsync("coexistence", external);

        var delivered = await project.Inbox.NextAsync(one => one.Body["whatsapp_config"]?["phone_number_id"]?.ToString() == number, name);
        var body = delivered.Fits(EventShapes.Of(name));
        Assert.Equal((name, "v1"), (delivered.Event, delivered.Header("X-Webhook-Payload-Version")));
        var link = Assert.Single((await target.Platform.GetAsync($"/customers/{customer}/setup_links")).Page(Shapes.SetupLink));
        Assert.Equal((customer, external, customer), (
            body["customer"]!["id"]!.ToString(), body["customer"]!["external_customer_id"]!.ToString(), body["whatsapp_config"]!["customer_id"]!.ToString()));
        Assert.True(body["whatsapp_config"]!["is_coexistence"]!.GetValue<bool>());
        Assert.Equal(link["id"]!.ToString(), body["setup_link"]!["id"]!.ToString());
    }

    private static Task<Received> OfNumberAsync(Subscription project, string eventName, string number) => project.Inbox.NextAsync(
        one => one.Event == eventName && one.Body["phone_number_id"]?.ToString() == number, eventName);
}
