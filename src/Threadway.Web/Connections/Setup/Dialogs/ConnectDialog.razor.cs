using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
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

    [Inject] private IOptionsMonitor<SetupLinkOptions> Options { get; set; } = default!;

    [Parameter, EditorRequired] public required Guid UserId { get; set; }

    private IReadOnlyList<ConnectionType> Offered => [.. Options.CurrentValue.ConnectionTypes.Select(name => new ConnectionType(name))];

    /// <summary>A new number is in no phone app that could be kept; null leaves the choice to the next page.</summary>
    private ConnectionType? Type => purpose == SetupPurpose.Provision ? ConnectionType.Dedicated : Offered is [var only] ? only : type;

    private void Show(bool choices)
    {
        checking = !choices;
        Forget();
        Redraw();
    }

    private Task StartAsync() => LeaveAsync(() =>
        Setups.StartAsync(UserId, new SetupRequest(purpose, Type is { } only ? [only] : null, Preferences.Language), CancellationToken.None));
}
