using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Threadway.Web.Cluster;
using Threadway.Web.Hosting;

namespace Threadway.Web.Components;

/// <summary>
/// What shows what is true now: it reads when it opens, again on every change of what is the user's, each second while what it
/// shows moves by itself, and draws itself once a minute so that "2 minutes ago" stays right. Without a session it reads nothing.
/// </summary>
public abstract class LiveContent : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();

    // What was read first is not drawn last.
    private readonly SemaphoreSlim reading = new(1, 1);
    private Task live = Task.CompletedTask, following = Task.CompletedTask;

    [Inject] private UserChanges Updates { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    protected Guid? UserId { get; private set; }

    /// <summary>Whether what is shown becomes another without a change that is told.</summary>
    protected virtual bool Moves => false;

    protected abstract Task LoadAsync(Guid userId, CancellationToken cancellationToken);

    protected override async Task OnInitializedAsync()
    {
        var user = (await Session).User;
        if (user.Identity is not { IsAuthenticated: true })
            return;

        UserId = user.UserId();
        if (RendererInfo.IsInteractive)
            live = Task.WhenAll(WatchAsync(user.UserId()), TickAsync());
        else
            await LoadAsync(user.UserId(), leaving.Token);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await live;
        await following;
        leaving.Dispose();
        reading.Dispose();
        GC.SuppressFinalize(this);
    }

    // The first change comes as soon as the page listens, so this reads on opening too.
    private Task WatchAsync(Guid userId) => UntilLeavingAsync(async () =>
    {
        await foreach (var _ in Updates.WatchAsync(userId, leaving.Token))
            await ReadAsync(userId);
    });

    private Task FollowAsync(Guid userId) => UntilLeavingAsync(async () =>
    {
        while (Moves)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Clock, leaving.Token);
            await ReadAsync(userId);
        }
    });

    private async Task ReadAsync(Guid userId)
    {
        await reading.WaitAsync(leaving.Token);
        try
        {
            await LoadAsync(userId, leaving.Token);
        }
        finally
        {
            reading.Release();
        }
        StateHasChanged();
        if (Moves && following.IsCompleted) following = FollowAsync(userId);
    }

    private Task TickAsync() => UntilLeavingAsync(async () =>
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), Clock);
        while (await minute.WaitForNextTickAsync(leaving.Token))
            StateHasChanged();
    });

    private async Task UntilLeavingAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
