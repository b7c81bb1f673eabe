using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Threadway.Web.Accounts.ApiKeys;

/// <summary>What a key is for, what it may do and for how long; then the key, which is nowhere to be seen again.</summary>
public sealed partial class MakeKeyDialog
{
    /// <summary>Days; 0 is for good.</summary>
    private static readonly int[] Spans = [0, 30, 90, 365];

    private readonly HashSet<string> scopes = [];
    private string name = "";
    private int days = 90;
    private bool working;
    private string? wrong;
    private TooManyApiKeys? many;
    private ApiKeyMade? made;

    [Inject] private ApiKeyService Keys { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    [Parameter, EditorRequired] public required Guid UserId { get; set; }

    private void Choose(string scope, bool chosen) => _ = chosen ? scopes.Add(scope) : scopes.Remove(scope);

    private async Task MakeAsync()
    {
        if (working) return;
        Work(true);
        try
        {
            var outcome = await Keys.MakeAsync(UserId, name, scopes, days == 0 ? null : Time.GetUtcNow().AddDays(days), CancellationToken.None);
            (wrong, many, made) = ((outcome as ApiKeyInvalid)?.Field, outcome as TooManyApiKeys, outcome as ApiKeyMade);
        }
        finally
        {
            Work(false);
        }
    }

    private void Work(bool begun)
    {
        working = begun;
        // The title is drawn by the dialog's frame, which does not see what changes in here.
        Dialog.StateHasChanged();
    }

    private void Close() => Dialog.Close();
}
