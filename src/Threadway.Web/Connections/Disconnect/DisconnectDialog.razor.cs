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
    private WaitingMessages? waiting;
    private QueueChoice choice;

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

    private string Confirm => waiting is null ? "Disconnect.Confirm" : choice == QueueChoice.Send ? "Disconnect.Confirm.Send" : "Disconnect.Confirm.Cancel";

    protected override async Task OnInitializedAsync() => Ask(await Disconnects.FindWaitingAsync(UserId, PhoneNumberId, CancellationToken.None));

    /// <summary>Nothing is lost without being asked for: to send first is what is chosen, where it is possible.</summary>
    private void Ask(WaitingMessages? messages) => (waiting, choice) = (messages, messages?.DoneAt is null ? QueueChoice.Cancel : QueueChoice.Send);

    private async Task DisconnectAsync()
    {
        Work(true);
        DisconnectOutcome? outcome = null;
        try
        {
            outcome = await Disconnects.DisconnectAsync(UserId, PhoneNumberId, waiting is null ? null : choice, CancellationToken.None);
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
            case DisconnectAsks asks:
                Ask(asks.Waiting);
                break;
            case DisconnectLater:
                Leave("Disconnect.Later", Severity.Info);
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
