using Microsoft.AspNetCore.Components;
using MudBlazor;
using Threadway.Web.Hosting;

namespace Threadway.Web.Connections.Setup.Dialogs;

/// <summary>What the dialogs that end in leaving for Kapso's page have in common: pending, failed, gone.</summary>
public abstract class SetupDialog : ComponentBase
{
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    protected bool Leaving { get; private set; }

    /// <summary>Why it did not work; the dialog stays open and says so.</summary>
    protected SetupOutcome? Problem { get; private set; }

    protected async Task LeaveAsync(Func<Task<SetupOutcome>> ask)
    {
        (Leaving, Problem) = (true, null);
        Redraw();
        var outcome = await AskAsync(ask);
        if (outcome is SetupReady ready)
        {
            // The continue address sends the browser on, so that Kapso's secret link never stands in our page.
            Navigation.NavigateTo(ready.ContinuePath, forceLoad: true);
            return;
        }

        (Leaving, Problem) = (false, outcome);
        Redraw();
    }

    private static async Task<SetupOutcome> AskAsync(Func<Task<SetupOutcome>> ask)
    {
        try
        {
            return await ask();
        }
        catch (UnavailableException e)
        {
            return new SetupBusy(e.Code);
        }
    }

    protected void Forget() => Problem = null;

    /// <summary>The title is drawn by the dialog's frame, which does not see what changes in here.</summary>
    protected void Redraw()
    {
        StateHasChanged();
        Dialog.StateHasChanged();
    }

    protected void Close() => Dialog.Close();
}
