using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

/// <summary>The body of every event, as a test delivery shows it: the one way to see it at a target that does not let it happen.</summary>
[Contract("9"), Contract("7")]
public class SampleTests(Target target)
{
    [Theory]
    [InlineData("whatsapp.phone_number.created")]
    [InlineData("whatsapp.phone_number.deleted")]
    [InlineData("whatsapp.phone_number.disconnected")]
    [InlineData("whatsapp.phone_number.offboarded")]
    [InlineData("whatsapp.phone_number.reconnected")]
    [InlineData("whatsapp.account.disabled")]
    [InlineData("whatsapp.account.restricted")]
    [InlineData("whatsapp.account.reinstated")]
    [InlineData("whatsapp.account.violation")]
    [InlineData("workflow.execution.handoff")]
    [InlineData("workflow.execution.failed")]
    [InlineData("kapso_agent.run.approval_required")]
    [InlineData("kapso_agent.run.completed")]
    [InlineData("kapso_agent.run.failed")]
    [InlineData("kapso_agent.run.cancelled")]
    public Task An_event_of_a_project_has_its_body(string eventName) => TestAsync(null, eventName);

    [Theory]
    [InlineData("whatsapp.message.received")]
    [InlineData("whatsapp.message.sent")]
    [InlineData("whatsapp.message.delivered")]
    [InlineData("whatsapp.message.read")]
    [InlineData("whatsapp.message.failed")]
    [InlineData("whatsapp.conversation.created")]
    [InlineData("whatsapp.conversation.ended")]
    [InlineData("whatsapp.conversation.inactive")]
    [InlineData("whatsapp.contact.identity_changed")]
    [InlineData("whatsapp.contact.marketing_preference_changed")]
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
