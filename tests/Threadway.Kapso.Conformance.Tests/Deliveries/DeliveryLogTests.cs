using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

[Contract("10")]
public class DeliveryLogTests(Target target)
{
    // Nobody can bring a workflow about here: the log holds the test's own delivery alone.
    private const string WorkflowFailed = "workflow.execution.failed";

    [Fact]
    public async Task The_log_tells_what_became_of_a_delivery_and_shows_no_body()
    {
        await using var project = await Subscription.ToAsync(target, null, WorkflowFailed);

        await target.Platform.PostAsync($"{project.Path}/{project.Id}/test");
        await project.Inbox.NextAsync();

        var log = await Eventually.HoldsAsync(
            () => target.Platform.GetAsync($"/webhook_deliveries?webhook_id={project.Id}"),
            answer => answer.CursorPage(Shapes.Delivery) is [var only] && only["status"]!.ToString() == "delivered");
        var row = log.CursorPage(Shapes.Delivery)[0];
        Assert.Equal((WorkflowFailed, 1, 200), (row["event"]!.ToString(), row["attempt_count"]!.GetValue<int>(), row["response_status"]!.GetValue<int>()));
        Assert.Equal((project.Id, project.Inbox.Url.AbsoluteUri), (row["webhook_id"]!.ToString(), row["webhook_url"]!.ToString()));
        Assert.NotNull(row["delivered_at"]);
        Assert.Null(row["failed_at"]);
    }

    [Theory]
    [InlineData("status=delivered", true)]
    [InlineData("status=failed", false)]
    [InlineData($"event={WorkflowFailed}", true)]
    [InlineData("event=whatsapp.message.read", false)]
    [InlineData("errors_only=true", false)]
    [InlineData("errors_only=false", true)]
    [InlineData("period=24h", true)]
    [InlineData("period=7d", true)]
    [InlineData("period=30d", true)]
    public async Task The_log_is_filtered(string filter, bool finds)
    {
        await using var project = await Subscription.ToAsync(target, null, WorkflowFailed);
        await target.Platform.PostAsync($"{project.Path}/{project.Id}/test");
        await project.Inbox.NextAsync();
        var path = $"/webhook_deliveries?webhook_id={project.Id}";
        await Eventually.HoldsAsync(() => target.Platform.GetAsync($"{path}&status=delivered"), all => all.CursorPage(Shapes.Delivery).Count == 1);

        var found = (await target.Platform.GetAsync($"{path}&{filter}")).CursorPage(Shapes.Delivery);

        Assert.Equal(finds ? 1 : 0, found.Count);
    }
}
