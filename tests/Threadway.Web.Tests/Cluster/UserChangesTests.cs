using Threadway.Web.Cluster;

namespace Threadway.Web.Tests.Cluster;

/// <summary>What many pages are told of is read once for all of them, and never before it happened.</summary>
public sealed class UserChangesTests
{
    private readonly UserChanges changes = new();
    private readonly Guid user = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_hundred_streams_of_one_user_ask_once_for_each_change()
    {
        var streams = Enumerable.Range(0, 300).Select(_ => Listen()).ToList();
        var reads = 0;
        var answer = new TaskCompletionSource<int>();
        changes.Publish(user);

        var asked = streams.Select(stream => stream.Current.ReadAsync(
            "status",
            _ =>
            {
                Interlocked.Increment(ref reads);
                return answer.Task;
            },
            Stop)).ToList();
        answer.SetResult(7);

        Assert.All(await Task.WhenAll(asked), read => Assert.Equal(7, read));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task A_change_during_a_read_is_read_anew_and_those_before_it_share_what_came_later()
    {
        var (one, other) = (Listen(), Listen());
        changes.Publish(user);
        var old = one.Current;
        var first = old.ReadAsync("status", _ => Task.FromResult("old"), Stop);

        changes.Publish(user);
        var second = other.Current.ReadAsync("status", _ => Task.FromResult("new"), Stop);

        Assert.Equal("old", await first);
        Assert.Equal("new", await second);
        Assert.Equal("new", await old.ReadAsync("status", _ => Task.FromResult("never asked"), Stop));
    }

    [Fact]
    public async Task One_that_leaves_takes_the_answer_from_nobody_and_a_failed_read_is_asked_again()
    {
        var stream = Listen();
        changes.Publish(user);
        var change = stream.Current;
        var answer = new TaskCompletionSource<string>();
        using var leaving = new CancellationTokenSource();
        var left = change.ReadAsync("status", _ => answer.Task, leaving.Token);
        var stays = change.ReadAsync("status", _ => answer.Task, Stop);

        await leaving.CancelAsync();
        answer.SetException(new IOException());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Assert.ThrowsAsync<IOException>(() => stays);
        Assert.Equal("now", await change.ReadAsync("status", _ => Task.FromResult("now"), Stop));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_user_whose_last_page_was_closed()
    {
        using var leaving = new CancellationTokenSource();
        var watch = changes.WatchAsync(user, leaving.Token).GetAsyncEnumerator(Stop);
        await watch.MoveNextAsync();
        Assert.Contains(user, changes.Users);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch.MoveNextAsync().AsTask());
        await watch.DisposeAsync();

        Assert.Empty(changes.Users);
    }

    /// <summary>A stream, and the change that it was told of last.</summary>
    private Stream Listen() => new(changes.WatchAsync(user, Stop).GetAsyncEnumerator(Stop));

    private sealed class Stream
    {
        private readonly IAsyncEnumerator<UserChange> told;

        public Stream(IAsyncEnumerator<UserChange> told)
        {
            this.told = told;
            Assert.True(told.MoveNextAsync().AsTask().IsCompletedSuccessfully);
        }

        public UserChange Current
        {
            get
            {
                var next = told.MoveNextAsync();
                return next.IsCompletedSuccessfully ? told.Current : throw new InvalidOperationException("Nothing was told.");
            }
        }
    }
}
