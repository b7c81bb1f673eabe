using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Threadway.Web.Components;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Resources;

namespace Threadway.Web.Connections.Redirects;

/// <summary>How a setup came out, by what we know of it and never by what the address claims, unless we know nothing that contradicts.</summary>
public sealed partial class SetupResultContent
{
    private enum SetupResult
    {
        Connected,
        /// <summary>The setup went well once; the number is not connected any more.</summary>
        Lost,
        Almost,
        Failed,
        /// <summary>Expired, or replaced by a newer setup.</summary>
        Over,
        Unknown,
    }

    [Parameter, EditorRequired] public required SetupResultView View { get; set; }

    /// <summary>The error code that the address carries, where it says that the setup failed.</summary>
    [Parameter] public string? ClaimedFailure { get; set; }

    public static string TitleOf(IStringLocalizer<Text> text, SetupResultView view, string? claimedFailure) => OutcomeOf(view, claimedFailure) switch
    {
        SetupResult.Connected => text["Connected.Title"],
        SetupResult.Lost when view.Connection!.Status == ConnectionStatus.Disconnected => text["Number.Reconnect.Gone"],
        SetupResult.Lost => text["Number.Reconnect.Needed"],
        SetupResult.Almost => text["Connected.AlmostTitle"],
        SetupResult.Failed => text.ForCode("Failure", view.Setup?.ErrorCode ?? claimedFailure, "Title"),
        SetupResult.Over => text[$"Setup.{view.Setup!.State}.Title"],
        _ => text["Connected.UnknownTitle"],
    };

    private static SetupResult OutcomeOf(SetupResultView view, string? claimedFailure) => (view.Setup?.State, view.Connection?.Status) switch
    {
        (SetupState.Failed, _) => SetupResult.Failed,
        (SetupState.Completed, ConnectionStatus.Connected) => SetupResult.Connected,
        (SetupState.Completed, { }) => SetupResult.Lost,
        (SetupState.Completed or SetupState.Processing, _) => SetupResult.Almost,
        _ when claimedFailure is not null => SetupResult.Failed,
        (SetupState.Unfinished, _) => SetupResult.Almost,
        (SetupState.Expired or SetupState.Revoked, _) => SetupResult.Over,
        (null, ConnectionStatus.Connected) => SetupResult.Connected,
        (null, { }) => SetupResult.Lost,
        _ => SetupResult.Unknown,
    };
}
