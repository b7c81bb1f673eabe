using Microsoft.AspNetCore.Components;
using Threadway.Kapso;
using Threadway.Web.Components;
using Threadway.Web.Connections.Reconciliation;

namespace Threadway.Web.Connections.Setup.Dialogs;

/// <summary>What to connect and how, then what to have ready, then off to Kapso's page.</summary>
public sealed partial class ConnectDialog : SetupDialog
{
    private SetupPurpose purpose = SetupPurpose.Connect;
    private ConnectionType? type;
    private bool checking;

    [Inject] private SetupService Setups { get; set; } = default!;

    [Parameter, EditorRequired] public required Guid UserId { get; set; }

    private void GoBack()
    {
        checking = false;
        Forget();
    }

    private Task StartAsync() => LeaveAsync(() =>
        Setups.StartAsync(UserId, new SetupRequest(purpose, type is { } only ? [only] : null, Preferences.Language), CancellationToken.None));
}
