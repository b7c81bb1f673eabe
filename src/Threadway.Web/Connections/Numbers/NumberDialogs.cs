using MudBlazor;
using Threadway.Kapso;
using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Setup.Dialogs;

namespace Threadway.Web.Connections.Numbers;

internal static class NumberDialogs
{
    public static Task ReconnectAsync(this IDialogService dialogs, Guid userId, ConnectionView connection) =>
        dialogs.ShowAsync<ReconnectDialog>(null, new DialogParameters<ReconnectDialog>
        {
            { d => d.UserId, userId },
            { d => d.PhoneNumberId, connection.PhoneNumberId },
            { d => d.PhoneNumber, connection.PhoneNumber },
            { d => d.BusinessAccountId, connection.BusinessAccountId },
            { d => d.ConnectionType, connection.ConnectionType },
        });

    public static Task DisconnectAsync(this IDialogService dialogs, Guid userId, ConnectionView connection) =>
        dialogs.ShowAsync<DisconnectDialog>(null, new DialogParameters<DisconnectDialog>
        {
            { d => d.UserId, userId },
            { d => d.PhoneNumberId, connection.PhoneNumberId },
            { d => d.PhoneNumber, connection.PhoneNumber },
            { d => d.IsCoexistence, connection.ConnectionType == ConnectionType.Coexistence },
        });
}
