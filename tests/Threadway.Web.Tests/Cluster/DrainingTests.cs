using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Threadway.Web.Cluster;

namespace Threadway.Web.Tests.Cluster;

/// <summary>Stopping in order: unready first, then the pages, and only then what serves them.</summary>
public sealed class DrainingTests
{
    private readonly FakeTimeProvider time = new();
    private readonly Lifetime lifetime = new();
    private readonly Draining draining;

    public DrainingTests()
    {
        var services = new ServiceCollection().BuildServiceProvider();
        draining = new(
            Options.Create(new ClusterSettings { DrainDelay = TimeSpan.FromSeconds(5) }),
            new ClusterNode(NodeName.Create(), isAlone: false, services, time, NullLogger<ClusterNode>.Instance),
            time,
            NullLogger<Draining>.Instance);
    }

    [Fact]
    public async Task Nothing_is_stopped_and_no_page_is_told_before_a_balancer_could_notice()
    {
        var told = new TaskCompletionSource();
        using var page = draining.Tell(() =>
        {
            told.SetResult();
            return Task.CompletedTask;
        });
        var stop = new DrainFirst(lifetime, draining);

        stop.StopApplication();
        var (begun, early) = (draining.HasBegun, told.Task.IsCompleted || lifetime.Stopped.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        await lifetime.Stopped;

        Assert.True(begun);
        Assert.False(early);
        Assert.True(told.Task.IsCompleted);
    }

    [Fact]
    public async Task A_page_that_does_not_hear_it_holds_nothing_up_for_long()
    {
        using var page = draining.Tell(() => new TaskCompletionSource().Task);
        new DrainFirst(lifetime, draining).StopApplication();

        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(lifetime.Stopped.IsCompleted);
        });
    }

    [Fact]
    public async Task A_second_wish_to_stop_does_not_wait()
    {
        var stop = new DrainFirst(lifetime, draining);
        stop.StopApplication();

        stop.StopApplication();

        await lifetime.Stopped;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        private readonly TaskCompletionSource stopped = new();

        public Task Stopped => stopped.Task;

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => stopped.TrySetResult();
    }
}
