using Microsoft.AspNetCore.Components;
using Threadway.Web.Components;
using Threadway.Web.Connections.Numbers;

namespace Threadway.Web.Connections.Redirects;

/// <summary>
/// Where Kapso's page sends the browser back to. The address proves nothing: it only names the link to look up among the
/// user's own, and what is shown follows from what we know about that link, live.
/// </summary>
public abstract class LandingPage : LivePage
{
    [Inject] private ConnectionQueries Queries { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "link")] public string? LinkId { get; set; }

    [SupplyParameterFromQuery(Name = "number")] public string? PhoneNumberId { get; set; }

    [PersistentState] public LandingView? View { get; set; }

    protected override async Task LoadAsync(Guid userId, CancellationToken cancellationToken)
    {
        var setup = LinkId is { } link ? await Queries.FindSetupAsync(userId, link, cancellationToken) : null;
        var number = setup?.PhoneNumberId ?? PhoneNumberId;
        View = new(setup, number is null ? null : await Queries.FindAsync(userId, number, cancellationToken));
    }
}
