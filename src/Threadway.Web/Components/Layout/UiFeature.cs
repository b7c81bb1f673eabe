using MudBlazor;
using MudBlazor.Services;

namespace Threadway.Web.Components.Layout;

internal static class UiFeature
{
    /// <summary>A page hands what it shows to its live self through the browser: a long history is more than SignalR's usual 32 KB.</summary>
    private const int LongestMessage = 512 * 1024;

    public static WebApplicationBuilder AddUi(this WebApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddRequestLocalization(Preferences.Configure);
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        builder.Services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.VisibleStateDuration = 6000;
            mud.SnackbarConfiguration.ShowTransitionDuration = 120;
            mud.SnackbarConfiguration.HideTransitionDuration = 120;
        });
        return builder;
    }

    public static WebApplication MapUi(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.MapStaticAssets();
        app.MapPreferences();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
