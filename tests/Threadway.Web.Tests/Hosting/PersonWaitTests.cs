using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Threadway.Web.Hosting;

namespace Threadway.Web.Tests.Hosting;

public sealed class PersonWaitTests
{
    private readonly FakeTimeProvider time = new();

    private PersonWait Wait => new(Options.Create(new ThreadwayOptions()), time);

    [Fact]
    public void A_person_waits_ten_seconds_and_what_nobody_waits_for_has_no_limit()
    {
        var before = PersonWait.Over;

        using var waiting = Wait.Begin();
        time.Advance(TimeSpan.FromSeconds(9.9));
        var almost = PersonWait.Over.IsCancellationRequested;
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.False(before.CanBeCanceled);
        Assert.False(almost);
        Assert.True(PersonWait.Over.IsCancellationRequested);
    }

    [Fact]
    public void Inside_a_wait_the_first_clock_counts()
    {
        var wait = Wait;
        using var outer = wait.Begin();
        time.Advance(TimeSpan.FromSeconds(6));

        using (wait.Begin()) time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(PersonWait.Over.IsCancellationRequested);
    }

    [Fact]
    public async Task It_flows_with_the_call_and_not_beyond()
    {
        var wait = Wait;

        await WaitingAsync();

        Assert.False(PersonWait.Over.CanBeCanceled);

        async Task WaitingAsync()
        {
            using var _ = wait.Begin();
            await Task.Yield();
            Assert.True(await Task.Run(() => PersonWait.Over.CanBeCanceled));
        }
    }
}
