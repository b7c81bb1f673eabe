using System.Diagnostics;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Failures;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.SetupPage;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.Control;

/// <summary><c>/_emulator/setup-links</c>: what a customer does on the hosted page.</summary>
internal sealed class SetupControlRoutes(Onboarding onboarding, WebhookSender webhooks) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var link = routes.MapGroup("/_emulator/setup-links/{id}");
        link.MapPost("/complete", CompleteAsync);
        link.MapPost("/fail", FailAsync);
    }

    private async Task<IResult> CompleteAsync(HttpContext http, string id)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.CompleteRequest);
        if (request.Webhook is not ("before" or "after" or "never"))
            throw Refusal.Malformed("webhook must be before, after or never");
        if (request.ConnectionType is not null && !ConnectionType.All.Contains(request.ConnectionType))
            throw Refusal.Malformed("connectionType must be coexistence or dedicated");
        ControlBody.Check("duplicateWebhook", request.DuplicateWebhook, 0, DeliveryRule.MostDuplicates);

        var choice = new SetupChoice(request.ConnectionType, request.DisplayPhoneNumber, request.VerifiedName, request.CountryIso);
        var completed = onboarding.Complete(link => link.Id == id, choice) switch
        {
            SetupCompleted done => done,
            var other => throw NotDone(other),
        };
        if (completed.Event is { } happened)
            await TellAsync(http, happened, request);
        return Answer.Json(new JsonObject { ["redirectUrl"] = completed.RedirectUrl, ["phoneNumberId"] = completed.PhoneNumberId });
    }

    private async Task TellAsync(HttpContext http, SetupEvent happened, CompleteRequest request)
    {
        switch (request.Webhook)
        {
            case "before":
                await SendAsync();
                break;
            case "after":
                http.Response.OnCompleted(() =>
                {
                    _ = SendAsync();
                    return Task.CompletedTask;
                });
                break;
        }

        Task SendAsync() =>
            webhooks.EmitToProjectAsync(happened.Name, happened.PhoneNumberId, happened.Body, request.DuplicateWebhook);
    }

    private async Task<IResult> FailAsync(HttpContext http, string id)
    {
        var request = await ControlBody.ReadAsync(http, ControlJson.Default.FailRequest);
        return onboarding.Fail(link => link.Id == id, request.ErrorCode) switch
        {
            SetupFailed failed => Answer.Json(new JsonObject { ["redirectUrl"] = failed.RedirectUrl }),
            var other => throw NotDone(other),
        };
    }

    private static Refusal NotDone(SetupOutcome? outcome) => outcome switch
    {
        null => Refusal.NotFound("Setup link"),
        SetupClosed closed => new Refusal(StatusCodes.Status409Conflict, new JsonObject
        {
            ["error"] = $"The setup link is {closed.LinkStatus}",
            ["status"] = closed.LinkStatus,
            ["redirectUrl"] = closed.RedirectUrl,
        }),
        SetupFailed failed => new Refusal(StatusCodes.Status422UnprocessableEntity, new JsonObject
        {
            ["error"] = failed.Reason,
            ["errorCode"] = failed.ErrorCode,
            ["redirectUrl"] = failed.RedirectUrl,
        }),
        _ => throw new UnreachableException(outcome.ToString()),
    };
}
