using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

/// <summary>The country, the wait for a code and the question about a number's other spelling.</summary>
public sealed class SignInStepTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Theory]
    [InlineData("es-CO", "CO", "Colombia (+57)")]
    [InlineData("en-GB", "GB", "United Kingdom (+44)")]
    [InlineData("es-DE", "DE", "Alemania (+49)")]
    [InlineData("pt-BR", "BR", "Brazil (+55)")]
    public async Task The_browsers_country_comes_first_and_is_chosen(string language, string region, string name)
    {
        var visitor = await VisitAsync(look: Look.Desk with { Language = language });

        await visitor.Page.GotoAsync("/sign-in");

        var country = visitor.Page.Locator("#country");
        await Expect(country).ToHaveValueAsync(region);
        await Expect(country.Locator("option").First).ToHaveTextAsync(name);
        Assert.True(await country.Locator("option").CountAsync() > 200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_number_as_one_dials_it_at_home_belongs_to_the_chosen_country(bool scripts)
    {
        var visitor = await VisitAsync(look: Look.Desk with { Scripts = scripts });
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.Page.Locator("#country").SelectOptionAsync("CO");
        await Field(visitor, "SignIn.Phone").FillAsync(visitor.Person.PhoneNumber[3..]);

        await visitor.Button(visitor.Words["SignIn.SendCode"]).ClickAsync();

        await Expect(visitor.Heading(visitor.Words["SignIn.CodeTitle"])).ToBeVisibleAsync();
        Assert.Equal(1, await visitor.App.Kapso.CountMessagesAsync(visitor.Person.PhoneNumber));
    }

    [Fact]
    public async Task The_country_follows_a_number_that_brings_its_own()
    {
        var visitor = await VisitAsync();
        await visitor.Page.GotoAsync("/sign-in");
        var (country, phone) = (visitor.Page.Locator("#country"), Field(visitor, "SignIn.Phone"));

        await phone.FillAsync("+34 600 112 233");
        await Expect(country).ToHaveValueAsync("ES");
        await phone.FillAsync("＋５７ 300");
        await Expect(country).ToHaveValueAsync("CO");
        await phone.FillAsync("0044 7700");
        await Expect(country).ToHaveValueAsync("GB");
        await phone.FillAsync("300 1234567");

        await Expect(country).ToHaveValueAsync("GB");
    }

    [Fact]
    public async Task The_code_step_shows_the_number_as_people_read_it_in_one_tone()
    {
        var visitor = await VisitAsync();
        var digits = visitor.Person.PhoneNumber[1..];

        await AskAsync(visitor, visitor.Person.PhoneNumber);

        var sentence = visitor.Page.GetByText(visitor.Words["SignIn.CodeSent", $"+57 {digits[2..5]} {digits[5..]}"]);
        await Expect(sentence).ToBeVisibleAsync();
        Assert.Equal(0, await sentence.Locator("*").CountAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_field_with_the_focus_has_one_ring_in_one_colour(bool dark)
    {
        var visitor = await VisitAsync(look: Look.Phone with { Dark = dark });

        await AskAsync(visitor, "12");

        var phone = Field(visitor, "SignIn.Phone");
        await Expect(phone).ToBeFocusedAsync();
        var (ring, border) = (await StyleAsync(phone, "outlineColor"), await StyleAsync(phone, "borderTopColor"));
        Assert.Equal(border, ring);
    }

    [Fact]
    public async Task The_time_until_a_new_code_is_counted_down_and_then_it_can_be_asked_for()
    {
        var app = await StartAppAsync(("Threadway:SignIn:ResendPause", "00:00:03"));
        var visitor = await VisitAsync(app);
        await AskAsync(visitor, visitor.Person.PhoneNumber);
        var (wait, resend) = (visitor.Page.Locator("#resend-in"), visitor.Button(visitor.Words["SignIn.Resend"]));

        await Expect(wait).ToHaveTextAsync(new Regex(Regex.Escape(visitor.Words["SignIn.ResendIn"]).Replace(@"\{0}", "0:0[123]", StringComparison.Ordinal)));
        await Expect(resend).ToBeDisabledAsync();
        await Expect(wait).ToBeHiddenAsync();
        await resend.ClickAsync();

        await Expect(wait).ToBeVisibleAsync();
        Assert.Equal(2, await app.Kapso.CountMessagesAsync(visitor.Person.PhoneNumber));
    }

    [Fact]
    public async Task A_code_that_could_not_be_confirmed_says_so_and_then_that_it_went_out()
    {
        var app = await StartAppAsync(("Threadway:PersonWait", "00:00:00.5"));
        await app.Kapso.FailNextAsync(new { method = "POST", route = "/meta/whatsapp", status = 500, times = 2 });
        var visitor = await VisitAsync(app);

        await AskAsync(visitor, visitor.Person.PhoneNumber);

        await Expect(visitor.Says(visitor.Words["SignIn.Unconfirmed"])).ToBeVisibleAsync();
        await Expect(visitor.Says(visitor.Words["SignIn.ConfirmedNow"])).ToBeVisibleAsync();
        await Expect(visitor.Says(visitor.Words["SignIn.Unconfirmed"])).ToBeHiddenAsync();
        await EnterAsync(visitor, await app.Kapso.LastCodeAsync(visitor.Person.PhoneNumber));
        await Expect(visitor.Heading(visitor.Words["Dashboard.Title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_press_shows_that_it_works_when_that_can_be_noticed()
    {
        var app = await StartAppAsync();
        await app.Kapso.FailNextAsync(new { method = "POST", route = "/meta/whatsapp", delayMs = 2500, times = 1 });
        var visitor = await VisitAsync(app);
        await visitor.Page.GotoAsync("/sign-in");
        await Field(visitor, "SignIn.Phone").FillAsync(visitor.Person.PhoneNumber);

        // In the page, where no slow machine stands between the press and the look.
        var noticed = await visitor.Page.EvaluateAsync<double>("""
            () => new Promise(noticed => {
              const button = document.querySelector("button[value=send]");
              const began = performance.now();
              new MutationObserver(() => noticed(performance.now() - began)).observe(button, { attributeFilter: ["aria-busy"] });
              button.click();
              if (button.getAttribute("aria-busy")) noticed(0);
            })
            """);

        Assert.InRange(noticed, 299, 2000);
        await Expect(visitor.Heading(visitor.Words["SignIn.CodeTitle"])).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("es", true)]
    [InlineData("en", false)]
    public async Task A_number_whose_other_spelling_has_an_account_is_asked_about_and_leads_there(string language, bool scripts)
    {
        var visitor = await VisitAsync(look: Look.Desk with { Language = language, Scripts = scripts });
        await visitor.GoAsync("sign in, other spelling");
        var account = $"+54911{visitor.Person.PhoneNumber[^8..]}";

        await visitor.Page.Locator("button[value=other]").ClickAsync();
        await Expect(visitor.Heading(visitor.Words["SignIn.CodeTitle"])).ToBeVisibleAsync();
        await EnterAsync(visitor, await visitor.App.Kapso.LastCodeAsync(account));

        await Expect(visitor.Heading(visitor.Words["Dashboard.Title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_says_that_it_is_another_persons_gets_a_new_account()
    {
        var visitor = await VisitAsync();
        await visitor.GoAsync("sign in, other spelling");

        await visitor.Page.Locator("button[value=new-account]").ClickAsync();

        await Expect(visitor.Heading(visitor.Words["Dashboard.Title"])).ToBeVisibleAsync();
    }

    private static ILocator Field(Visitor visitor, string label) => visitor.Page.GetByLabel(visitor.Words[label], new() { Exact = true });

    private static Task<string> StyleAsync(ILocator element, string property) =>
        element.EvaluateAsync<string>("(element, property) => getComputedStyle(element)[property]", property);

    private static async Task AskAsync(Visitor visitor, string number)
    {
        await visitor.Page.GotoAsync("/sign-in");
        await Field(visitor, "SignIn.Phone").FillAsync(number);
        await visitor.Button(visitor.Words["SignIn.SendCode"]).ClickAsync();
    }

    private static async Task EnterAsync(Visitor visitor, string code)
    {
        await Field(visitor, "SignIn.Code").FillAsync(code);
        await visitor.Button(visitor.Words["SignIn.Submit"]).ClickAsync();
    }
}
