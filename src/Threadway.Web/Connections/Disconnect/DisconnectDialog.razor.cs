using Microsoft.AspNetCore.Components;
using MudBlazor;
using Threadway.Kapso;
using Threadway.Web.Components;
using Threadway.Web.Connections.Numbers;

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

    [Parameter, EditorRequired] public required ConnectionView Connection { get; set; }

    private IEnumerable<(string Title, string[] Sentences)> Preview
    {
        get
        {
            yield return ("Disconnect.Stops", ["Disconnect.Stops.Messages", "Disconnect.Stops.Kapso"]);
            yield return ("Disconnect.Stays", ["Disconnect.Stays.Meta", "Disconnect.Stays.History"]);
            if (Connection.ConnectionType == ConnectionType.Coexistence)
                yield return ("Disconnect.Phone", ["Disconnect.Phone.Sentence"]);
            yield return ("Disconnect.Return", ["Disconnect.Return.Sentence"]);
        }
    }

    private async Task DisconnectAsync()
    {
        working = true;
        var outcome = await Disconnects.DisconnectAsync(UserId, Connection.PhoneNumberId, CancellationToken.None);
        working = false;
        switch (outcome)
        {
            case Disconnected done:
                Leave(done.PhoneStepRemains ? "Disconnect.DonePhone" : "Disconnect.Done", done.PhoneStepRemains ? Severity.Info : Severity.Success);
                break;
            case DisconnectPending waits:
                pending = waits;
                break;
            default:
                Leave("Disconnect.Unknown", Severity.Warning);
                break;
        }
    }

    private void Leave(string sentence, Severity severity)
    {
        Snackbar.Add(T[sentence, T.Number(Connection.PhoneNumber)], severity);
        Close();
    }

    private void Close() => Dialog.Close();
}
