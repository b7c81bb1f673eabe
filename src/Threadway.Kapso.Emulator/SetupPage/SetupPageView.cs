using System.Globalization;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.Pages;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.SetupPage;

/// <summary>The hosted page's markup. It works without a script, and from right to left.</summary>
internal static class SetupPageView
{
    private const string ExampleDigits = "573001234567";

    private static readonly Html Mark = new("""
        <svg class="mark" viewBox="0 0 48 48" aria-hidden="true"><path d="M24 6a17 17 0 0 0-14.6 25.7L7 41l9.6-2.3A17 17 0 1 0 24 6Z"/><path d="M17 24h.01M24 24h.01M31 24h.01"/></svg>
        """);

    public static Page Form(SetupPageModel model)
    {
        var texts = model.Texts;
        var title = model.Link.ReconnectPhoneNumber is null ? texts.Title : texts.ReconnectTitle;
        var body = Html.Of($"""
            <main class="card">
            <header>{Mark}<div><h1>{title}</h1>{Lead(model)}</div></header>
            {Trouble(model)}
            <form method="post" novalidate>
            {Types(model)}
            {Numbers(model)}
            {ConnectButton(model)}
            {GoesWrong(model)}
            </form>
            </main>
            <footer>{texts.Emulated}</footer>
            """);
        var status = model.Errors.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Themed(texts, model.Theme, title, body) with { Status = status };
    }

    public static Page Notice(SetupTexts texts, string theme, string title, string text, string? address, string button)
    {
        var way = address is null ? Html.Empty : Html.Of($"""<p><a class="button primary" href="{address}">{button}</a></p>""");
        var body = Html.Of($"""
            <main class="card notice"><header>{Mark}<h1>{title}</h1></header><p>{text}</p>{way}</main>
            <footer>{texts.Emulated}</footer>
            """);
        return Themed(texts, theme, title, body);
    }

    private static Page Themed(SetupTexts texts, string theme, string title, Html body) => new(title, body)
    {
        Language = texts.Code,
        IsRightToLeft = texts.IsRightToLeft,
        BodyClass = "setup",
        Style = "setup.css",
        Theme = theme,
    };

    private static Html Lead(SetupPageModel model) => model.CustomerName.Length == 0
        ? Html.Empty
        : Html.Of($"""<p class="lead">{SetupTexts.Fill(model.Texts.Lead, Html.Of($"<bdi>{model.CustomerName}</bdi>"))}</p>""");

    /// <summary>What was filled in wrongly, with a way to each field; or that an earlier attempt failed.</summary>
    private static Html Trouble(SetupPageModel model)
    {
        if (model.Errors.Length > 0)
        {
            return Html.Of($"""
                <div class="alert" role="alert"><p>{model.Texts.CheckFields}</p><ul>{Html.Each(model.Errors, error => Html.Of($"""
                <li><a href="#{error.Field}">{error.Label}</a>: {error.Message}</li>
                """))}</ul></div>
                """);
        }

        return model.Link.WhatsappSetupStatus == SetupStatus.Failed
            ? Html.Of($"""<p class="note">{model.Texts.LastAttemptFailed}</p>""")
            : Html.Empty;
    }

    private static Html Types(SetupPageModel model)
    {
        var (texts, types) = (model.Texts, model.Link.AllowedConnectionTypes);
        var chosen = model.Filled?[SetupForm.ConnectionTypeField];
        chosen = types.Contains(chosen) ? chosen : types[0];
        return Choices(model, SetupForm.ConnectionTypeField, types.Length == 1 ? texts.OnlyType : texts.HowToConnect, types.Select(type =>
        {
            var (title, hint) = type == ConnectionType.Coexistence ? (texts.Coexistence, texts.CoexistenceHint) : (texts.Dedicated, texts.DedicatedHint);
            return Option(SetupForm.ConnectionTypeField, type, Text(title), Text(hint), type == chosen);
        }));
    }

    private static Html Numbers(SetupPageModel model) => model.Link switch
    {
        { ReconnectPhoneNumber: { } digits } => Reconnect(model, digits),
        { ProvisionPhoneNumber: true } => Offers(model),
        _ => Accounts(model),
    };

    private static Html Reconnect(SetupPageModel model, string digits)
    {
        var texts = model.Texts;
        return Choices(model, SetupForm.ReconnectField, texts.ReconnectNumber,
        [
            Option(SetupForm.ReconnectField, SetupForm.Same, Number(digits), Text(texts.SameNumber), true),
            Option(SetupForm.ReconnectField, SetupForm.Different, Text(texts.DifferentNumber), Text(texts.DifferentNumberHint), false),
        ]);
    }

    private static Html Offers(SetupPageModel model)
    {
        var texts = model.Texts;
        if (model.Offers.Length == 0)
            return Html.Of($"""<p class="alert">{texts.NoNumberThere}</p>""");

        var wished = model.Filled?[SetupForm.CountryField];
        var chosen = Math.Max(0, Array.FindIndex(model.Offers, offer => offer.Country.Iso == wished));
        return Choices(model, SetupForm.CountryField, texts.WhichNumber, model.Offers.Select((offer, index) =>
            Option(SetupForm.CountryField, offer.Country.Iso, Number(offer.Digits), Place(model, offer.Country), index == chosen)));
    }

    private static Html Place(SetupPageModel model, Country country)
    {
        var name = Text(model.Texts.Countries[country.Iso]);
        return country.Iso == "US" && model.Link.PhoneNumberAreaCode is { } code
            ? Html.Of($"""{name}, {SetupTexts.Fill(model.Texts.AreaCode, Html.Of($"<bdi>{code}</bdi>"))}""")
            : name;
    }

    private static Html Accounts(SetupPageModel model)
    {
        var (texts, filled) = (model.Texts, model.Filled);
        var chosen = filled is null ? "0" : filled[SetupForm.AccountField] ?? SetupForm.Other;
        var known = model.Accounts.Select((account, index) => (Value: index.ToString(CultureInfo.InvariantCulture), account)).Select(one =>
            Option(SetupForm.AccountField, one.Value, Html.Of($"<bdi>{one.account.Name}</bdi>"), Number(one.account.Digits), one.Value == chosen));
        var other = Option(SetupForm.AccountField, SetupForm.Other, Text(texts.OtherAccount), Text(texts.OtherAccountHint), chosen == SetupForm.Other);
        var wrong = ErrorOf(model, SetupForm.PhoneNumberField) is null
            ? new Html("aria-describedby=\"phone_number-hint\"")
            : new Html("aria-describedby=\"phone_number-error phone_number-hint\" aria-invalid=\"true\"");
        var typed = Html.Of($"""
            <div class="typed stack">
            <label for="phone_number">{texts.PhoneNumber}</label>
            <input id="phone_number" name="{SetupForm.PhoneNumberField}" type="tel" dir="ltr" autocomplete="tel" value="{filled?[SetupForm.PhoneNumberField]}" {wrong}>
            {Error(model, SetupForm.PhoneNumberField)}
            <p class="hint" id="phone_number-hint">{SetupTexts.Fill(texts.PhoneNumberHint, Number(ExampleDigits))}</p>
            <label for="business_name">{texts.BusinessName}</label>
            <input id="business_name" name="{SetupForm.BusinessNameField}" type="text" dir="auto" autocomplete="organization" value="{filled?[SetupForm.BusinessNameField]}" aria-describedby="business_name-hint">
            <p class="hint" id="business_name-hint">{texts.BusinessNameHint}</p>
            </div>
            """);
        return Choices(model, SetupForm.AccountField, texts.WhichAccount, [.. known, other, typed]);
    }

    private static Html ConnectButton(SetupPageModel model) => model.Link.ProvisionPhoneNumber && model.Offers.Length == 0
        ? Html.Empty
        : Html.Of($"""<button class="primary" name="action" value="connect">{model.Texts.Connect}</button>""");

    private static Html GoesWrong(SetupPageModel model)
    {
        var texts = model.Texts;
        return Html.Of($"""
            <details{(ErrorOf(model, SetupForm.FailureField) is null ? Html.Empty : new Html(" open"))}>
            <summary>{texts.GoesWrong}</summary>
            <div class="stack">
            <label for="error_code">{texts.WhatGoesWrong}</label>
            <select id="error_code" name="{SetupForm.FailureField}"{DescribedByError(model, SetupForm.FailureField)}>{Html.Each(texts.Failures, one => Html.Of($"""<option value="{one.Key}">{one.Value}</option>"""))}</select>
            {Error(model, SetupForm.FailureField)}
            <button class="danger" name="action" value="fail">{texts.FailButton}</button>
            <button class="secondary" name="action" value="abandon">{texts.Leave}</button>
            </div>
            </details>
            """);
    }

    private static Html Choices(SetupPageModel model, string field, string legend, IEnumerable<Html> options) => Html.Of($"""
        <fieldset id="{field}" tabindex="-1"{DescribedByError(model, field)}><legend>{legend}</legend>{Error(model, field)}{Html.Each(options, option => option)}</fieldset>
        """);

    private static Html Option(string name, string value, Html title, Html hint, bool chosen) => Html.Of($"""
        <div class="option">
        <input type="radio" id="{name}-{value}" name="{name}" value="{value}" aria-describedby="{name}-{value}-hint"{(chosen ? new Html(" checked") : Html.Empty)}>
        <label for="{name}-{value}">{title}</label>
        <p class="hint" id="{name}-{value}-hint">{hint}</p>
        </div>
        """);

    private static FieldError? ErrorOf(SetupPageModel model, string field) => Array.Find(model.Errors, error => error.Field == field);

    private static Html Error(SetupPageModel model, string field) => ErrorOf(model, field) is { } error
        ? Html.Of($"""<p class="wrong" id="{field}-error">{error.Message}</p>""")
        : Html.Empty;

    private static Html DescribedByError(SetupPageModel model, string field) =>
        ErrorOf(model, field) is null ? Html.Empty : Html.Of($" aria-describedby=\"{field}-error\"");

    private static Html Text(string text) => Html.Of($"{text}");

    /// <summary>From left to right whatever the page's direction, or the plus would stand at the end.</summary>
    private static Html Number(string digits) => Html.Of($"""<bdi dir="ltr">{PhoneText.Format(digits)}</bdi>""");
}
