using Microsoft.AspNetCore.Components;
using MudBlazor;
using Threadway.Web.Components;
using Threadway.Web.Connections.Reconciliation;

namespace Threadway.Web.Connections.Disconnect;

/// <summary>Says what stops, what stays and how to come back before anything is done.</summary>
public sealed partial class DisconnectDialog
{
    private bool working;
    private DisconnectPending? pending;

    [Inject] private DisconnectService Disconnects { get; set; } = default!;

    [Inject] private ISnackbar Snackbar { get; set; } = default!;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    [Parameter, EditorRequired] public required Guid UserId { get; set; }

    [Parameter, EditorRequired] public required string PhoneNumberId { get; set; }

    /// <summary>As Kapso formats it; null where it is not known.</summary>
    [Parameter, EditorRequired] public required string? PhoneNumber { get; set; }

    [Parameter, EditorRequired] public required bool IsCoexistence { get; set; }

    private IEnumerable<(string Title, string[] Sentences)> Preview
    {
        get
        {
            yield return ("Disconnect.Stops", ["Disconnect.Stops.Messages", "Disconnect.Stops.Kapso"]);
            yield return ("Disconnect.Stays", ["Disconnect.Stays.Meta", "Disconnect.Stays.History"]);
            if (IsCoexistence)
                yield return ("Disconnect.Phone", ["Disconnect.Phone.Sentence"]);
            yield return ("Disconnect.Return", ["Disconnect.Return.Sentence"]);
        }
    }

    private async Task DisconnectAsync()
    {
        Work(true);
        DisconnectOutcome? outcome = null;
        try
        {
            outcome = await Disconnects.DisconnectAsync(UserId, PhoneNumberId, CancellationToken.None);
        }
        catch (UserTurnUnavailableException)
        {
            Snackbar.Add(T["Busy"], Severity.Warning);
        }
        Work(false);
        switch (outcome)
        {
            case Disconnected done:
                Leave(done.PhoneStepRemains ? "Disconnect.DonePhone" : "Disconnect.Done", done.PhoneStepRemains ? Severity.Info : Severity.Success);
                break;
            case DisconnectPending waits:
                pending = waits;
                break;
            case DisconnectUnknownNumber:
                Leave("Disconnect.Unknown", Severity.Warning);
                break;
        }
    }

    private void Leave(string sentence, Severity severity)
    {
        Snackbar.Add(T[sentence, T.Number(PhoneNumber)], severity);
        Close();
    }

    private void Work(bool begun)
    {
        working = begun;
        // The title is drawn by the dialog's frame, which does not see what changes in here.
        Dialog.StateHasChanged();
    }

    private void Close() => Dialog.Close();
}
