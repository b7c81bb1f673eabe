using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Threadway.Kapso;
using Threadway.Web.Accounts.ApiKeys;
using Threadway.Web.Components;
using Threadway.Web.Connections.Disconnect;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Connections.Reconciliation;
using Threadway.Web.Connections.Setup;
using Threadway.Web.Hosting;
using Threadway.Web.Hosting.Examples;

namespace Threadway.Web.Connections;

internal static class ConnectionEndpoints
{
    public static void MapConnectionEndpoints(this IEndpointRouteBuilder routes)
    {
        var whatsapp = routes.MapGroup("/api/whatsapp").RequireAuthorization().WithTags("Connections")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        whatsapp.MapPost("/setup-links", CreateSetupLink).WithName("createWhatsAppSetupLink").RequireScope(ApiScopes.ConnectionsWrite)
            .WithSummary("Makes a link to Kapso's hosted setup page, or hands out the active one again.")
            .WithRequestExample(new CreateSetupLinkRequest(false, ["coexistence", "dedicated"])).WithExample(ConnectionExamples.SetupLink)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        whatsapp.MapGet("/connection", GetStatus).WithName("getWhatsAppConnectionStatus").RequireScope(ApiScopes.ConnectionsRead)
            .WithSummary("The status of the user's primary number.")
            .WithExample(ConnectionExamples.Status);
        whatsapp.MapGet("/connection/events", ConnectionStream.Watch).WithName("watchWhatsAppConnection").RequireScope(ApiScopes.ConnectionsRead)
            .WithSummary("Server-sent events: the status at once, then on every change.")
            .WithExample(ConnectionExamples.Events);
        whatsapp.MapGet("/customer", HasCustomer).WithName("hasKapsoCustomer").RequireScope(ApiScopes.ConnectionsRead)
            .WithSummary("Whether the user has a customer at Kapso.")
            .WithExample(true);
        whatsapp.MapGet("/connections", List).WithName("listWhatsAppConnections").RequireScope(ApiScopes.ConnectionsRead)
            .WithSummary("Every number of the user.")
            .WithExample(ConnectionExamples.Numbers);
        whatsapp.MapDelete("/connections/{phoneNumberId}", Disconnect).WithName("disconnectWhatsApp").RequireScope(ApiScopes.ConnectionsWrite)
            .WithSummary("Removes the number at Kapso; its history is kept. Where messages wait to be sent, queue says what becomes of them: send keeps the number until they are sent, cancel takes them back.")
            .WithExample(new DisconnectLaterAnswer(1_795_780_800_000), StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        whatsapp.MapPost("/connections/{phoneNumberId}/reconnect", Reconnect).WithName("reconnectWhatsApp").RequireScope(ApiScopes.ConnectionsWrite)
            .WithSummary("A setup link that is for this number alone.")
            .WithExample(ConnectionExamples.SetupLink)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    /// <param name="ProvisionPhoneNumber">True for a new number from Kapso, false to connect an existing account.</param>
    /// <param name="ConnectionTypes">What to offer: <c>coexistence</c>, <c>dedicated</c>, or both, which is what leaving it out means.</param>
    internal sealed record CreateSetupLinkRequest(bool? ProvisionPhoneNumber, string[]? ConnectionTypes);

    /// <param name="SetupUrl">Kapso's hosted page. It holds a secret: open it, do not log it.</param>
    internal sealed record SetupLinkAnswer(Uri SetupUrl, DateTimeOffset? ExpiresAt, string KapsoCustomerId);

    private static async Task<Results<Ok<SetupLinkAnswer>, ProblemHttpResult>> CreateSetupLink(
        CreateSetupLinkRequest request, ClaimsPrincipal user, SetupService setups, IOptionsMonitor<SetupLinkOptions> options, CancellationToken cancellationToken)
    {
        if (request.ProvisionPhoneNumber is not { } provision)
            return Problems.Invalid("provisionPhoneNumber", "provisionPhoneNumber is required: true for a new number, false for an existing account.");
        // Ids and words are copied by people, and what they copy brings marks along that nobody sees.
        var types = request.ConnectionTypes?.Select(TypedText.Plain).ToList();
        if (types is not null)
        {
            var offered = options.CurrentValue.ConnectionTypes;
            if (types.Count == 0 || types.Except(offered).Any() || types.Distinct().Count() != types.Count)
                return Problems.Invalid("connectionTypes", $"connectionTypes may hold {string.Join(" and ", offered)}, each once, and at least one.");
        }

        return Answer(await setups.StartAsync(
            user.UserId(),
            new(provision ? SetupPurpose.Provision : SetupPurpose.Connect, types?.Select(type => new ConnectionType(type)).ToList(), Language: null),
            cancellationToken));
    }

    private static async Task<Ok<ConnectionStatusAnswer>> GetStatus(ClaimsPrincipal user, ConnectionQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.GetStatusAsync(user.UserId(), cancellationToken));

    private static async Task<Ok<bool>> HasCustomer(ClaimsPrincipal user, ConnectionQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.HasCustomerAsync(user.UserId(), cancellationToken));

    private static async Task<Ok<IReadOnlyList<ConnectionAnswer>>> List(ClaimsPrincipal user, ConnectionQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<ConnectionAnswer>>([.. (await queries.ListAsync(user.UserId(), cancellationToken)).Select(ConnectionAnswer.Of)]);

    /// <param name="DisconnectBy">It is disconnected when its messages are sent, and then at the latest: milliseconds since 1970-01-01T00:00:00Z.</param>
    internal sealed record DisconnectLaterAnswer(long DisconnectBy);

    private static async Task<Results<NoContent, Accepted<DisconnectLaterAnswer>, ProblemHttpResult>> Disconnect(
        string phoneNumberId, string? queue, ClaimsPrincipal user, DisconnectService disconnects, HttpContext context, CancellationToken cancellationToken)
    {
        QueueChoice? choice = queue switch { "send" => QueueChoice.Send, "cancel" => QueueChoice.Cancel, _ => null };
        if (queue is not null && choice is null) return Problems.Invalid("queue", "queue may be send or cancel.");

        return await disconnects.DisconnectAsync(user.UserId(), TypedText.Plain(phoneNumberId), choice, cancellationToken) switch
        {
            Disconnected => TypedResults.NoContent(),
            DisconnectLater later => TypedResults.Accepted("/api/whatsapp/connections", new DisconnectLaterAnswer(later.By.ToUnixTimeMilliseconds())),
            DisconnectAsks asks => QueueNotEmpty(asks.Waiting),
            DisconnectPending pending => Pending(pending, context),
            _ => NoSuchNumber.Problem(),
        };
    }

    private static ProblemHttpResult QueueNotEmpty(WaitingMessages waiting) => Problems.Of(
        StatusCodes.Status409Conflict,
        "queue_not_empty",
        waiting.DoneAt is { } doneAt
            ? $"{waiting.Count} messages wait to be sent. Call with queue=send to send them first, which is done about {doneAt.UtcDateTime:u}, or with queue=cancel to cancel them."
            : $"{waiting.Count} messages wait to be sent, and none can go until the number is reconnected. Call with queue=cancel to cancel them.");

    private static ProblemHttpResult Pending(DisconnectPending pending, HttpContext context)
    {
        if (pending.RetryAfter is { } wait) context.Response.SetRetryAfter(wait);
        return Problems.Of(
            pending.RetryAfter is null ? StatusCodes.Status502BadGateway : StatusCodes.Status503ServiceUnavailable,
            pending.Code,
            Sentence("Kapso has not removed the number yet. The request is kept and tried again automatically.", pending.ProviderSentence));
    }

    private static async Task<Results<Ok<SetupLinkAnswer>, ProblemHttpResult>> Reconnect(
        string phoneNumberId, ClaimsPrincipal user, SetupService setups, CancellationToken cancellationToken) =>
        Answer(await setups.ReconnectAsync(user.UserId(), TypedText.Plain(phoneNumberId), language: null, cancellationToken));

    private static Results<Ok<SetupLinkAnswer>, ProblemHttpResult> Answer(SetupOutcome outcome) => outcome switch
    {
        SetupReady ready => TypedResults.Ok(new SetupLinkAnswer(ready.SetupUrl, ready.ExpiresAt, ready.KapsoCustomerId)),
        SetupRefused refused => Problems.Of(
            StatusCodes.Status502BadGateway,
            refused.Code,
            Sentence(refused.Reachable ? "Kapso refused the request. Nothing is half-done: try again." : "Kapso could not be reached. Nothing is half-done: try again.", refused.ProviderSentence)),
        SetupNotNeeded => Problems.Of(StatusCodes.Status409Conflict, "connection_disconnecting", "This number is being disconnected. Reconnect it when that is done."),
        _ => NoSuchNumber.Problem(),
    };

    private static string Sentence(string ours, string? theirs) => theirs is null ? ours : $"{ours} Kapso says: {theirs}";
}
