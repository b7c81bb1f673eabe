using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Threadway.Web.Components;
using Threadway.Web.Connections.Evidence;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Resources;

namespace Threadway.Web.Connections.Redirects;

/// <summary>How a setup came out, by what we know of it and never by what the address claims, unless we know nothing that contradicts.</summary>
public sealed partial class LandingContent
{
    private enum Landing
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

    [Parameter, EditorRequired] public required LandingView View { get; set; }

    /// <summary>The error code that the address carries, where it says that the setup failed.</summary>
    [Parameter] public string? ClaimedFailure { get; set; }

    public static string TitleOf(IStringLocalizer<Text> text, LandingView view, string? claimedFailure) => OutcomeOf(view, claimedFailure) switch
    {
        Landing.Connected => text["Connected.Title"],
        Landing.Lost when view.Connection!.Status == ConnectionStatus.Disconnected => text["Number.Reconnect.Gone"],
        Landing.Lost => text["Number.Reconnect.Needed"],
        Landing.Almost => text["Connected.AlmostTitle"],
        Landing.Failed => text.ForCode("Failure", view.Setup?.ErrorCode ?? claimedFailure, "Title"),
        Landing.Over => text[$"Setup.{view.Setup!.State}.Title"],
        _ => text["Connected.UnknownTitle"],
    };

    private static Landing OutcomeOf(LandingView view, string? claimedFailure) => (view.Setup?.State, view.Connection?.Status) switch
    {
        (SetupState.Failed, _) => Landing.Failed,
        (SetupState.Completed, ConnectionStatus.Connected) => Landing.Connected,
        (SetupState.Completed, { }) => Landing.Lost,
        (SetupState.Completed or SetupState.Processing, _) => Landing.Almost,
        _ when claimedFailure is not null => Landing.Failed,
        (SetupState.Unfinished, _) => Landing.Almost,
        (SetupState.Expired or SetupState.Revoked, _) => Landing.Over,
        (null, ConnectionStatus.Connected) => Landing.Connected,
        (null, { }) => Landing.Lost,
        _ => Landing.Unknown,
    };
}
