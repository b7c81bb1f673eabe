using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>/_emulator/business-accounts</c> and <c>/_emulator/events</c>: Meta's verdicts, and whatever else is told on demand.</summary>
internal sealed class AccountControlRoutes(BusinessAccountsControl accounts, EventsControl events) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/_emulator/business-accounts/{accountId}");
        account.MapPost("/disable", (string accountId) => accounts.DisableAsync(accountId).DoneAsync()).Does("Meta bans a business account: told once with all its numbers; sends go on");
        account.MapPost("/reinstate", (string accountId) => accounts.ReinstateAsync(accountId).DoneAsync()).Does("Meta takes the ban back");
        account.MapPost("/restrict", RestrictAsync).Does(
            "Meta restricts a business account",
            ControlJson.Default.RestrictRequest,
            """{"restrictions":[{"type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiresAt":"2030-01-31T12:00:00Z"}]}""");
        account.MapPost("/violate", ViolateAsync).Does(
            "Meta says that a business account broke a rule", ControlJson.Default.ViolateRequest, """{"type":"SPAM"}""");

        routes.MapPost("/_emulator/events", (Delegate)EmitAsync).Does(
            "Tells any event of the catalogue with this body as it is; phoneNumberId for an event of a number, and only then",
            ControlJson.Default.EventRequest,
            """{"event":"project.event","body":{"name":"order_paid"}}""");
    }

    private async Task<IResult> RestrictAsync(HttpContext http, string accountId)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.RestrictRequest);
        await accounts.RestrictAsync(accountId, request.Restrictions);
        return Results.NoContent();
    }

    private async Task<IResult> ViolateAsync(HttpContext http, string accountId)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.ViolateRequest);
        await accounts.ViolateAsync(accountId, request.Type, request.Remediation);
        return Results.NoContent();
    }

    private async Task<IResult> EmitAsync(HttpContext http)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.EventRequest);
        await events.EmitAsync(request.Event, ControlBody.Element(request.Body), request.PhoneNumberId);
        return Results.NoContent();
    }
}
