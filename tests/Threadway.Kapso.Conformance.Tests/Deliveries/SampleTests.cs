using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

/// <summary>The body of every event, as a test delivery shows it: the one way to see it at a target that does not let it happen.</summary>
[Contract("9"), Contract("7")]
public class SampleTests(Target target)
{
    [Theory]
    [MemberData(nameof(EventNames.OfProjects), MemberType = typeof(EventNames))]
    public Task An_event_of_a_project_has_its_body(string eventName) => TestAsync(null, eventName);

    [Theory]
    [MemberData(nameof(EventNames.OfNumbers), MemberType = typeof(EventNames))]
    public Task An_event_of_a_number_has_its_body(string eventName) => TestAsync(target.Number, eventName);

    [Fact]
    public async Task An_event_that_needs_a_plan_has_its_body_or_its_webhook_is_402()
    {
        const string name = "project.event";
        var inbox = target.OpenInbox();
        var created = await target.Platform.PostAsync(
            "/whatsapp/webhooks", $$"""{"whatsapp_webhook":{"url":"{{inbox.Url}}","secret_key":"s","events":["{{name}}"]} }""");
        if (created.Status == 402)
        {
            created.IsE1(402);
            return;
        }

        var id = created.Data(Shapes.Webhook, 201)["id"];
        await target.Platform.PostAsync($"/whatsapp/webhooks/{id}/test", "{}");
        (await inbox.NextAsync()).Fits(EventShapes.Of(name));
        await target.Platform.DeleteAsync($"/whatsapp/webhooks/{id}");
    }

    private async Task TestAsync(string? number, string eventName)
    {
        await using var webhook = await Subscription.ToAsync(target, number, eventName);

        (await target.Platform.PostAsync($"/whatsapp/webhooks/{webhook.Id}/test", $$"""{"event_type":"{{eventName}}"}""")).Is(200);

        // Others may be at work on the same number, so that a real event may come first: its body is the same.
        (await webhook.Inbox.NextAsync(eventName)).Fits(EventShapes.Of(eventName));
    }
}
