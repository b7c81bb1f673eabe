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
    [InlineData("revoke", "whatsapp.phone_number.disconnected")]
    [InlineData("offboard", "whatsapp.phone_number.offboarded")]
    [InlineData("reconnect", "whatsapp.phone_number.reconnected")]
    public async Task What_Meta_does_to_a_number_is_told(string action, string eventName)
    {
        var control = target.Control;
        var external = $"ext-{Guid.CreateVersion7():N}";
        var (customer, number) = await target.ConnectAsync("coexistence", external);
        if (action == "reconnect")
            (await control.PostAsync($"/phone-numbers/{number}/revoke")).Is(204);
        await using var project = await Subscription.ToAsync(target, null, eventName);

        (await control.PostAsync($"/phone-numbers/{number}/{action}")).Is(204);

        var body = (await OfNumberAsync(project, eventName, number)).Fits(EventShapes.Of(eventName));
        Assert.Equal((customer, external), (body["customer"]!["id"]!.ToString(), body["customer"]!["external_id"]!.ToString()));
        Assert.Equal("coexistence", body["connection_type"]!.ToString());
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
        Assert.Equal(number, Assert.Single(body["phone_numbers"]!.AsArray())!["id"]!.ToString());
        foreach (var other in new[] { "ban", "restrictions", "violation" })
            Assert.Equal(other == part, body.ContainsKey(other));
    }

    [Fact, Contract("9.7"), Contract("8.5")]
    public async Task In_version_1_a_connected_number_comes_with_config_customer_and_setup_link()
    {
        const string name = "whatsapp.config.created";
        await using var project = await Subscription.OpenAsync(target, null, $$"""{"events":["{{name}}"],"payload_version":"v1"}""");

        var (customer, number) = await target.ConnectAsync();

        var delivered = await project.Inbox.NextAsync(one => one.Body["whatsapp_config"]?["phone_number_id"]?.ToString() == number, name);
        var body = delivered.Fits(EventShapes.Of(name));
        Assert.Equal((name, "v1"), (delivered.Event, delivered.Header("X-Webhook-Payload-Version")));
        Assert.Equal(customer, body["customer"]!["id"]!.ToString());
        Assert.True(body.ContainsKey("setup_link"));
    }

    private static Task<Received> OfNumberAsync(Subscription project, string eventName, string number) => project.Inbox.NextAsync(
        one => one.Event == eventName && one.Body["phone_number_id"]?.ToString() == number, eventName);
}
