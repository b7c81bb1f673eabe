using Microsoft.AspNetCore.Components;
using MudBlazor;
using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Evidence;

namespace Threadway.Web.Connections.Numbers;

/// <summary>One number: how it is doing, why we think so, and the way out and back.</summary>
public sealed partial class NumberPage
{
    [Inject] private ConnectionQueries Queries { get; set; } = default!;

    [Inject] private DisconnectService Disconnects { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    [Parameter] public required string PhoneNumberId { get; set; }

    /// <summary>Handed from the prerendered page to the live one, so that it does not blink.</summary>
    [PersistentState] public NumberView? View { get; set; }

    private bool Gone => View?.Connection?.Status == ConnectionStatus.Disconnected;

    protected override async Task LoadAsync(Guid userId, CancellationToken cancellationToken) =>
        View = new(
            await Queries.FindAsync(userId, PhoneNumberId, cancellationToken),
            await Queries.GetEvidenceAsync(userId, PhoneNumberId, cancellationToken));

    private Task ReconnectAsync() => Dialogs.ReconnectAsync(UserId!.Value, View!.Connection!);

    private Task KeepAsync() => Disconnects.KeepAsync(UserId!.Value, PhoneNumberId, CancellationToken.None);

    private Task DisconnectAsync() => Dialogs.DisconnectAsync(UserId!.Value, View!.Connection!);
}
