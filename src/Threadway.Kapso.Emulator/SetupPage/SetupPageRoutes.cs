using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;
using Threadway.Kapso.Emulator.Webhooks;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The hosted page that a customer meets: shows the link, and does what its form says.</summary>
internal sealed class SetupPageRoutes(World world, EmulatorClock clock, Onboarding onboarding, WebhookSender webhooks) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/whatsapp/setup/{token}", Show);
        routes.MapPost("/whatsapp/setup/{token}", SubmitAsync);
    }

    private IResult Show(HttpContext http, string token) => Look(http, token) switch
    {
        null => Unknown(http),
        { Link.Status: LinkStatus.Active } seen => seen.ToPage().Send(http),
        _ => Closed(http, token),
    };

    private SetupPageModel? Look(HttpContext http, string token) =>
        world.Read(state => state.Link(clock.GetUtcNow(), ByToken(token)) is { } link
            ? SetupPageModel.Of(state, link, http.Request)
            : null);

    private async Task<IResult> SubmitAsync(HttpContext http, string token)
    {
        if (!http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (form["action"].ToString())
        {
            case "abandon":
                return Say(http, token, texts => (texts.LeftTitle, texts.LeftText, "", texts.OpenAgain));
            case "fail":
                return Fail(http, token, new SetupForm(form));
            default:
                return await ConnectAsync(http, token, new SetupForm(form));
        }
    }

    private IResult Fail(HttpContext http, string token, SetupForm form)
    {
        if (Look(http, token) is not { } seen)
            return Unknown(http);
        if (form[SetupForm.FailureField] is not { } code || !SetupErrors.Reasons.ContainsKey(code))
            return Again(http, seen, form, [new FieldError(SetupForm.FailureField, seen.Texts.WhatGoesWrong, seen.Texts.ChooseOne)]);
        return End(http, token, onboarding.Fail(ByToken(token), code));
    }

    private async Task<IResult> ConnectAsync(HttpContext http, string token, SetupForm form)
    {
        if (Look(http, token) is not { Link.Status: LinkStatus.Active } seen)
            return Show(http, token);
        if (form.Errors(seen.Link, seen.Texts, seen.Accounts.Length).ToArray() is { Length: > 0 } errors)
            return Again(http, seen, form, errors);

        var outcome = onboarding.Complete(ByToken(token), form.Choice(seen.Link, seen.Accounts));
        if (outcome is SetupCompleted { Event: { } happened })
            await webhooks.EmitToProjectAsync(happened.Name, happened.PhoneNumberId, happened.Body);
        return End(http, token, outcome);
    }

    private static IResult Again(HttpContext http, SetupPageModel seen, SetupForm form, FieldError[] errors) =>
        (seen with { Filled = form, Errors = errors }).ToPage().Send(http);

    private IResult End(HttpContext http, string token, SetupOutcome? outcome) => outcome switch
    {
        null => Unknown(http),
        SetupClosed => Closed(http, token),
        SetupCompleted { RedirectUrl: { } url } => SeeOther(http, url),
        SetupFailed { RedirectUrl: { } url } => SeeOther(http, url),
        SetupFailed failed => Say(http, token, texts =>
            (texts.FailedTitle, texts.Failures.GetValueOrDefault(failed.ErrorCode, failed.Reason), "", texts.TryAgain)),
        _ => Say(http, token, texts => (texts.DoneTitle, texts.DoneText, null, "")),
    };

    /// <summary>An ended link says so and, as at Kapso, offers the way back.</summary>
    private IResult Closed(HttpContext http, string token)
    {
        var (status, back) = world.Read(state =>
        {
            var link = state.Link(clock.GetUtcNow(), ByToken(token))!;
            return (link.Status, Redirects.OnClosed(link));
        });
        return Say(http, token, texts => status switch
        {
            LinkStatus.Used => (texts.UsedTitle, texts.UsedText, back, texts.GoBack),
            LinkStatus.Expired => (texts.ExpiredTitle, texts.ExpiredText, back, texts.GoBack),
            _ => (texts.RevokedTitle, texts.RevokedText, back, texts.GoBack),
        });
    }

    /// <summary>A short page; an empty address is the setup page itself, null is no way on.</summary>
    private IResult Say(
        HttpContext http, string token, Func<SetupTexts, (string Title, string Text, string? Address, string Button)> words)
    {
        if (Look(http, token) is not { } seen)
            return Unknown(http);

        var (title, text, address, button) = words(seen.Texts);
        return new Notice(seen.Texts, seen.Theme, title, text, address is "" ? $"/whatsapp/setup/{token}" : address, button).ToPage().Send(http);
    }

    private static IResult Unknown(HttpContext http)
    {
        var texts = SetupTexts.For(null, http.Request);
        var page = new Notice(texts, Theme.Css(null), texts.UnknownTitle, texts.UnknownText, null, "").ToPage();
        return (page with { Status = StatusCodes.Status404NotFound }).Send(http);
    }

    private static IResult SeeOther(HttpContext http, string url)
    {
        http.Response.Headers.Location = url;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static Predicate<SetupLink> ByToken(string token) => link => link.Token == token;
}
