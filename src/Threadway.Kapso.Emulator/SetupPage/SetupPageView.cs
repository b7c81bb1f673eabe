using System.Globalization;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The hosted page's markup. It works without a script.</summary>
internal static class SetupPageView
{
    public static Page Form(SetupPageModel model)
    {
        var texts = model.Texts;
        var error = model.Draft?.Error;
        var title = model.Link.ReconnectPhoneNumber is null ? texts.Title : texts.ReconnectTitle;
        var body = Html.Of($"""
            <main class="card">
            <header><h1>{title}</h1>{Lead(model)}</header>
            {(error is null ? Html.Empty : Html.Of($"""<p class="alert" role="alert">{error}</p>"""))}
            <form method="post">
            {Types(model)}
            {Numbers(model)}
            <button class="primary" name="action" value="connect">{texts.Connect}</button>
            <details>
            <summary>{texts.GoesWrong}</summary>
            <div class="stack">
            <label for="error_code">{texts.WhatGoesWrong}</label>
            <select id="error_code" name="error_code">{Html.Each(texts.Failures, one => Html.Of($"""<option value="{one.Key}">{one.Value}</option>"""))}</select>
            <button class="danger" name="action" value="fail" formnovalidate>{texts.FailButton}</button>
            <button class="secondary" name="action" value="abandon" formnovalidate>{texts.Leave}</button>
            </div>
            </details>
            </form>
            </main>
            <footer>{texts.Emulated}</footer>
            """);
        return Themed(texts, model.Theme, title, body) with { Status = error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    public static Page Notice(SetupTexts texts, string theme, string title, string text, string? address, string button)
    {
        var way = address is null ? Html.Empty : Html.Of($"""<p><a class="button primary" href="{address}">{button}</a></p>""");
        var body = Html.Of($"""
            <main class="card notice"><h1>{title}</h1><p>{text}</p>{way}</main>
            <footer>{texts.Emulated}</footer>
            """);
        return Themed(texts, theme, title, body);
    }

    private static Page Themed(SetupTexts texts, string theme, string title, Html body) =>
        new(title, body) { Language = texts.Code, BodyClass = "setup", Theme = theme };

    private static Html Lead(SetupPageModel model) => model.CustomerName.Length == 0
        ? Html.Empty
        : Html.Of($"""<p class="lead">{string.Format(CultureInfo.InvariantCulture, model.Texts.Lead, model.CustomerName)}</p>""");

    private static Html Types(SetupPageModel model)
    {
        var (texts, types) = (model.Texts, model.Link.AllowedConnectionTypes);
        var chosen = types.Contains(model.Draft?.ConnectionType) ? model.Draft?.ConnectionType : types[0];
        var options = types.Select(type => type == ConnectionType.Coexistence
            ? Option(SetupForm.ConnectionTypeField, type, texts.Coexistence, texts.CoexistenceHint, type == chosen)
            : Option(SetupForm.ConnectionTypeField, type, texts.Dedicated, texts.DedicatedHint, type == chosen));
        return Choices(types.Length == 1 ? texts.OnlyType : texts.HowToConnect, options);
    }

    private static Html Numbers(SetupPageModel model) => model.Link switch
    {
        { ReconnectPhoneNumber: { } digits } => Reconnect(model.Texts, digits),
        { ProvisionPhoneNumber: true } => Offers(model),
        _ => Accounts(model),
    };

    private static Html Reconnect(SetupTexts texts, string digits) => Choices(texts.ReconnectNumber,
    [
        Option(SetupForm.ReconnectField, "same", PhoneText.Format(digits), texts.SameNumber, true),
        Option(SetupForm.ReconnectField, SetupForm.Different, texts.DifferentNumber, texts.DifferentNumberHint, false),
    ]);

    private static Html Offers(SetupPageModel model)
    {
        if (model.Offers.Length == 0)
            return Html.Of($"""<p class="alert">{model.Texts.NoNumberThere}</p>""");

        return Choices(model.Texts.WhichNumber, model.Offers.Select((offer, index) => Option(
            SetupForm.CountryField,
            offer.Country.Iso,
            PhoneText.Format(offer.Digits),
            model.Texts.Code == "es" ? offer.Country.Spanish : offer.Country.English,
            index == 0)));
    }

    private static Html Accounts(SetupPageModel model)
    {
        var texts = model.Texts;
        var draft = model.Draft;
        var known = model.Accounts.Select((account, index) => Option(
            SetupForm.AccountField, index.ToString(CultureInfo.InvariantCulture), account.Name, PhoneText.Format(account.Digits), index == 0 && draft is null));
        var other = Option(SetupForm.AccountField, SetupForm.Other, texts.OtherAccount, texts.OtherAccountHint, draft is not null);
        var typed = Html.Of($"""
            <div class="typed stack">
            <label for="phone_number">{texts.PhoneNumber}</label>
            <input id="phone_number" name="{SetupForm.PhoneNumberField}" type="tel" autocomplete="tel" value="{draft?.PhoneNumber}" aria-describedby="phone_hint"{(draft is null ? Html.Empty : new Html(" aria-invalid=\"true\""))}>
            <p class="hint" id="phone_hint">{texts.PhoneNumberHint}</p>
            <label for="business_name">{texts.BusinessName}</label>
            <input id="business_name" name="{SetupForm.BusinessNameField}" type="text" autocomplete="organization" value="{draft?.BusinessName}">
            </div>
            """);
        return Choices(texts.WhichAccount, [.. known, other, typed]);
    }

    private static Html Choices(string legend, IEnumerable<Html> options) =>
        Html.Of($"""<fieldset><legend>{legend}</legend>{Html.Each(options, option => option)}</fieldset>""");

    private static Html Option(string name, string value, string title, string hint, bool chosen) => Html.Of($"""
        <div class="option">
        <input type="radio" id="{name}-{value}" name="{name}" value="{value}" aria-describedby="{name}-{value}-hint"{(chosen ? new Html(" checked") : Html.Empty)}>
        <label for="{name}-{value}">{title}</label>
        <p class="hint" id="{name}-{value}-hint">{hint}</p>
        </div>
        """);
}
