using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Deliveries;

/// <summary>What becomes of a delivery that was not taken: minutes at Kapso, so that only a clock that can be moved shows it.</summary>
[Contract("8.3"), Collection(Alone.Name)]
public class RetryTests(Target target)
{
    private const string Created = "whatsapp.phone_number.created";

    private Task<Reply> LogAsync(Subscription project, int attempts, string status) => Eventually.HoldsAsync(
        () => target.Platform.GetAsync($"/webhook_deliveries?webhook_id={project.Id}"),
        log => log.CursorPage(Shapes.Delivery) is [var row] && row["attempt_count"]!.GetValue<int>() == attempts && row["status"]!.ToString() == status);

    private async Task PassAsync(string time) => (await target.Control.PostAsync("/clock", $$"""{"advance":"{{time}}"}""")).Is(200);

    [Fact]
    public async Task Anything_but_200_is_tried_again_after_10_40_and_90_seconds_and_then_has_failed()
    {
        _ = target.Control;
        await using var project = await Subscription.ToAsync(target, null, Created);
        project.Inbox.AnswerNext(500, 204, 302, 404);
        await target.Platform.PostAsync($"{project.Path}/{project.Id}/test");
        var first = await project.Inbox.NextAsync();

        List<Received> retries = [];
        foreach (var (early, wait) in new[] { ("00:00:08", "00:00:02"), ("00:00:38", "00:00:02"), ("00:01:28", "00:00:02") })
        {
            await LogAsync(project, retries.Count + 1, "pending");
            await PassAsync(early);
            Assert.True(project.Inbox.IsEmpty, "It came too early");
            await PassAsync(wait);
            retries.Add(await project.Inbox.NextAsync());
        }

        var row = (await LogAsync(project, 4, "failed")).CursorPage(Shapes.Delivery)[0];
        Assert.All(retries, retry => Assert.Equal((first.Event, first.Header("X-Idempotency-Key")), (retry.Event, retry.Header("X-Idempotency-Key"))));
        Assert.All(retries, retry => Assert.Equal(first.Bytes, retry.Bytes));
        Assert.Equal(404, row["response_status"]!.GetValue<int>());
        Assert.NotNull(row["failed_at"]);
        Assert.Null(row["delivered_at"]);
    }

    [Fact]
    public async Task A_delivery_that_is_taken_the_second_time_is_delivered()
    {
        _ = target.Control;
        await using var project = await Subscription.ToAsync(target, null, Created);
        project.Inbox.AnswerNext(503);
        await target.Platform.PostAsync($"{project.Path}/{project.Id}/test");
        await project.Inbox.NextAsync();
        await LogAsync(project, 1, "pending");

        await PassAsync("00:00:10");
        await project.Inbox.NextAsync();

        var row = (await LogAsync(project, 2, "delivered")).CursorPage(Shapes.Delivery)[0];
        Assert.Equal(200, row["response_status"]!.GetValue<int>());
        Assert.NotNull(row["delivered_at"]);
    }
}
