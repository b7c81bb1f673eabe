using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>What the page shows.</summary>
public sealed record KeysView(IReadOnlyList<ApiKeyView> Keys);

/// <summary>The keys of the user's programs, and where new ones are made.</summary>
public sealed partial class KeysPage
{
    [Inject] private ApiKeyService Keys { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    /// <summary>Handed from the prerendered page to the live one, so that it does not blink.</summary>
    [PersistentState] public KeysView? View { get; set; }

    private IEnumerable<ApiKeyView> Good => View!.Keys.Where(key => !IsOver(key));

    private IEnumerable<ApiKeyView> Over => View!.Keys.Where(IsOver);

    protected override async Task LoadAsync(Guid userId, CancellationToken cancellationToken) => View = new(await Keys.ListAsync(userId, cancellationToken));

    private bool IsOver(ApiKeyView key) => key.RevokedAt is not null || key.ExpiresAt <= Time.GetUtcNow();

    private async Task MakeAsync() =>
        await Dialogs.ShowAsync<MakeKeyDialog>(null, new DialogParameters<MakeKeyDialog> { { d => d.UserId, UserId!.Value } });

    private async Task RevokeAsync(ApiKeyView key) =>
        await Dialogs.ShowAsync<RevokeKeyDialog>(null, new DialogParameters<RevokeKeyDialog> { { d => d.UserId, UserId!.Value }, { d => d.Key, key } });
}
