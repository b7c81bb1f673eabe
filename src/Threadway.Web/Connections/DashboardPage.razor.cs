using Microsoft.AspNetCore.Components;
using MudBlazor;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Connections.Setup.Dialogs;

namespace Threadway.Web.Connections;

/// <summary>The user's numbers with their lights, and the setup that waits to be finished.</summary>
public sealed partial class DashboardPage
{
    [Inject] private ConnectionQueries Connections { get; set; } = default!;

    [Inject] private SetupQueries Setups { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    /// <summary>Handed from the prerendered page to the live one, so that it does not blink.</summary>
    [PersistentState] public DashboardView? View { get; set; }

    private SetupView? Waiting => SetupCard.Shows(View?.Setup) ? View!.Setup : null;

    /// <summary>Whether something else asks to be done first: a page has one button that stands out.</summary>
    private bool HasPressing => Waiting is not null || View?.Connections.Any(connection => connection.Status == ConnectionStatus.NeedsReconnect) == true;

    protected override async Task LoadAsync(Guid userId, CancellationToken cancellationToken) =>
        View = new(await Connections.ListAsync(userId, cancellationToken), await Setups.FindOpenAsync(userId, cancellationToken));

    private async Task ConnectAsync() => await Dialogs.ShowAsync<ConnectDialog>(null, new DialogParameters<ConnectDialog> { { d => d.UserId, UserId!.Value } });

    private Task ReconnectAsync(ConnectionView connection) => Dialogs.ReconnectAsync(UserId!.Value, connection);
}
