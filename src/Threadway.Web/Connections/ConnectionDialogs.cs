using MudBlazor;
using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Setup;

namespace Threadway.Web.Connections;

internal static class ConnectionDialogs
{
    public static Task ConnectAsync(this IDialogService dialogs, Guid userId) =>
        dialogs.ShowAsync<ConnectDialog>(null, new DialogParameters<ConnectDialog> { { d => d.UserId, userId } });

    public static Task ReconnectAsync(this IDialogService dialogs, Guid userId, ConnectionView connection) =>
        dialogs.ShowAsync<ReconnectDialog>(null, new DialogParameters<ReconnectDialog> { { d => d.UserId, userId }, { d => d.Connection, connection } });

    public static Task DisconnectAsync(this IDialogService dialogs, Guid userId, ConnectionView connection) =>
        dialogs.ShowAsync<DisconnectDialog>(null, new DialogParameters<DisconnectDialog> { { d => d.UserId, userId }, { d => d.Connection, connection } });
}
