using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Threadway.Web.Cluster;
using Threadway.Web.Hosting;

namespace Threadway.Web.Components;

/// <summary>
/// A page that shows what is true now: it reads when it opens, again on every change of the user's numbers or links, and
/// draws itself once a minute so that "2 minutes ago" stays right. Without a session it reads nothing.
/// </summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Task live = Task.CompletedTask;

    [Inject] private UserChanges Updates { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    protected Guid? UserId { get; private set; }

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
        leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    // The first change comes as soon as the page listens, so this reads on opening too.
    private Task WatchAsync(Guid userId) => UntilLeavingAsync(async () =>
    {
        await foreach (var _ in Updates.WatchAsync(userId, leaving.Token))
        {
            await LoadAsync(userId, leaving.Token);
            StateHasChanged();
        }
    });

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
            // The page was left.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }
}
