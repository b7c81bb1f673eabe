using Microsoft.Extensions.Time.Testing;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Webhooks;

namespace Threadway.Web.Tests.Webhooks;

public sealed class SignalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider time = new();
    private readonly Signal signal = new();

    [Fact]
    public async Task A_wait_that_ran_out_does_not_swallow_what_comes_next()
    {
        var first = signal.WaitAsync(TimeSpan.FromSeconds(30), time, Stop);
        time.Advance(TimeSpan.FromSeconds(30));
        await first;

        signal.Set();
        var second = signal.WaitAsync(TimeSpan.FromSeconds(30), time, Stop);

        await second.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Stop);
    }

    [Fact]
    public async Task What_was_set_before_the_wait_counts_once()
    {
        signal.Set();
        signal.Set();

        await signal.WaitAsync(TimeSpan.FromSeconds(30), time, Stop);
        var second = signal.WaitAsync(TimeSpan.FromSeconds(30), time, Stop);

        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(30));
        await second;
    }
}
