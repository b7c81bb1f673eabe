using Microsoft.AspNetCore.Components;
using Threadway.Web.Components;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Setup;

namespace Threadway.Web.Connections.Redirects;

/// <summary>
/// Where Kapso's page sends the browser back to. The address proves nothing: it only names the link to look up among the
/// user's own, and what is shown follows from what we know about that link, live.
/// </summary>
public abstract class SetupResultPage : LivePage
{
    [Inject] private ConnectionQueries Connections { get; set; } = default!;

    [Inject] private SetupQueries Setups { get; set; } = default!;

    [Inject] private Greetings Greetings { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "link")] public string? LinkId { get; set; }

    [SupplyParameterFromQuery(Name = "number")] public string? PhoneNumberId { get; set; }

    [PersistentState] public SetupResultView? View { get; set; }

    protected override async Task LoadAsync(Guid userId, CancellationToken cancellationToken)
    {
        var setup = LinkId is { } link ? await Setups.FindAsync(userId, link, cancellationToken) : null;
        var number = setup?.PhoneNumberId ?? PhoneNumberId;
        var connection = number is null ? null : await Connections.FindAsync(userId, number, cancellationToken);
        View = new(setup, connection) { Greeting = connection is null ? null : await Greetings.ForAsync(userId, connection, cancellationToken) };
    }
}
