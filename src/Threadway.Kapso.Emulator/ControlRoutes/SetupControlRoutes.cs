using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;

namespace Threadway.Kapso.Emulator.ControlRoutes;

/// <summary><c>/_emulator/setup-links</c>: what a customer does on the hosted page.</summary>
internal sealed class SetupControlRoutes(SetupLinksControl links) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/_emulator/setup-links");
        all.MapGet("", List).Does("Lists all setup links, oldest first");
        all.MapPost("/{id}/complete", CompleteAsync).Does(
            "Finishes a setup as the hosted page does; what is left out is chosen",
            ControlJson.Default.SetupCompletion,
            """{"connectionType":"coexistence","displayPhoneNumber":"+57 300 123 4567","verifiedName":"Bakery"}""");
        all.MapPost("/{id}/fail", FailAsync).Does(
            "Lets a setup fail; the link stays active, except that link_expired expires it",
            ControlJson.Default.FailRequest,
            """{"errorCode":"facebook_auth_failed"}""");
    }

    private IResult List() => Answer.Json(Answer.Array(links.All.Select(link => new JsonObject
    {
        ["id"] = link.Id,
        ["customerId"] = link.CustomerId,
        ["url"] = link.Url.AbsoluteUri,
        ["status"] = link.Status,
        ["expiresAt"] = Answer.Time(link.ExpiresAt),
        ["phoneNumberId"] = link.PhoneNumberId,
    })));

    private async Task<IResult> CompleteAsync(HttpContext http, string id)
    {
        var choice = await ControlBody.ReadAsync(http, ControlJson.Default.SetupCompletion);
        return await SayAsync(async () =>
        {
            var (completed, tellAsync) = links.Complete(id, choice);
            if (choice.Webhook == WebhookTiming.Before)
                await tellAsync();
            if (choice.Webhook == WebhookTiming.After)
                http.Response.OnCompleted(() => Begin(tellAsync));
            return new JsonObject { ["redirectUrl"] = completed.RedirectUrl?.AbsoluteUri, ["phoneNumberId"] = completed.PhoneNumberId };
        });
    }

    private async Task<IResult> FailAsync(HttpContext http, string id)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.FailRequest);
        return await SayAsync(() => Task.FromResult(new JsonObject { ["redirectUrl"] = links.Fail(id, request.ErrorCode)?.AbsoluteUri }));
    }

    /// <summary>Nobody waits for it: the answer is out.</summary>
    private static Task Begin(Func<Task> tellAsync)
    {
        _ = tellAsync();
        return Task.CompletedTask;
    }

    private static async Task<IResult> SayAsync(Func<Task<JsonObject>> act)
    {
        try
        {
            return Answer.Json(await act());
        }
        catch (SetupNotCompletedException not)
        {
            var body = new JsonObject { ["error"] = not.Message };
            if (not.LinkStatus is { } status)
                body["status"] = status;
            if (not.ErrorCode is { } code)
                body["errorCode"] = code;
            body["redirectUrl"] = not.RedirectUrl?.AbsoluteUri;
            throw new Refusal((int)not.StatusCode, body);
        }
    }
}
