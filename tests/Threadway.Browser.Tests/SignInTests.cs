using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class SignInTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Theory]
    [InlineData("12")]
    [InlineData("+57 999")]
    [InlineData("my number")]
    public async Task A_bad_number_is_told_beside_the_field_and_keeps_what_was_typed(string typed)
    {
        var visitor = await VisitAsync();

        await AskAsync(visitor, typed);

        await ExpectErrorAsync(visitor, "SignIn.Phone", visitor.Words["SignIn.BadNumber"]);
        await Expect(Field(visitor, "SignIn.Phone")).ToHaveValueAsync(typed);
    }

    [Fact]
    public async Task A_wrong_code_is_told_beside_the_field_and_the_right_one_still_works()
    {
        var visitor = await VisitAsync();
        await AskAsync(visitor, visitor.Person.PhoneNumber);
        var code = await visitor.App.Kapso.LastCodeAsync(visitor.Person.PhoneNumber);

        await EnterAsync(visitor, "123");
        await ExpectErrorAsync(visitor, "SignIn.Code", visitor.Words["SignIn.CodeShape"]);
        await EnterAsync(visitor, Other(code));
        await ExpectErrorAsync(visitor, "SignIn.Code", visitor.Words["SignIn.WrongCode"]);
        await EnterAsync(visitor, $"{code[..3]} {code[3..]}");

        await Expect(visitor.Heading(visitor.Words["Dashboard.Title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_code_that_ran_out_says_so_and_a_new_one_works()
    {
        var app = await StartAppAsync();
        var visitor = await VisitAsync(app);
        await AskAsync(visitor, visitor.Person.PhoneNumber);
        var code = await app.Kapso.LastCodeAsync(visitor.Person.PhoneNumber);

        app.Time.Advance(TimeSpan.FromMinutes(6));
        await EnterAsync(visitor, code);
        await ExpectErrorAsync(visitor, "SignIn.Code", visitor.Words["SignIn.ExpiredCode"]);
        await visitor.Button(visitor.Words["SignIn.Resend"]).ClickAsync();
        await Expect(visitor.Says(visitor.Words["SignIn.ExpiredCode"])).ToHaveCountAsync(0);
        await EnterAsync(visitor, await app.Kapso.LastCodeAsync(visitor.Person.PhoneNumber));

        await Expect(visitor.Heading(visitor.Words["Dashboard.Title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Too_many_wrong_codes_say_how_long_to_wait()
    {
        var visitor = await VisitAsync();
        await AskAsync(visitor, visitor.Person.PhoneNumber);
        var wrong = Other(await visitor.App.Kapso.LastCodeAsync(visitor.Person.PhoneNumber));

        for (var attempt = 1; attempt < 5; attempt++)
        {
            await EnterAsync(visitor, wrong);
            await ExpectErrorAsync(visitor, "SignIn.Code", visitor.Words["SignIn.WrongCode"]);
        }
        await EnterAsync(visitor, wrong);

        await ExpectErrorAsync(visitor, "SignIn.Code", visitor.Words["SignIn.TooManyTries", visitor.Words["Time.Minute.Many", 15]]);
    }

    [Fact]
    public async Task The_back_button_leads_back_to_a_number_that_can_be_changed()
    {
        var visitor = await VisitAsync();
        await AskAsync(visitor, "12");
        await AskAsync(visitor, visitor.Person.PhoneNumber);
        await Expect(visitor.Heading(visitor.Words["SignIn.CodeTitle"])).ToBeVisibleAsync();

        await visitor.Link(visitor.Words["SignIn.OtherNumber"]).ClickAsync();
        await Expect(visitor.Heading(visitor.Words["SignIn.Title"])).ToBeVisibleAsync();
        await visitor.Page.GoBackAsync();
        await visitor.Page.GoForwardAsync();
        await AskAsync(visitor, visitor.Person.PhoneNumber, goTo: false);

        await Expect(visitor.Heading(visitor.Words["SignIn.CodeTitle"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_double_press_sends_one_code()
    {
        var visitor = await VisitAsync();
        await visitor.Page.GotoAsync("/sign-in");
        await Field(visitor, "SignIn.Phone").FillAsync(visitor.Person.PhoneNumber);

        await visitor.Button(visitor.Words["SignIn.SendCode"]).DblClickAsync();

        await Expect(visitor.Heading(visitor.Words["SignIn.CodeTitle"])).ToBeVisibleAsync();
        Assert.Equal(1, await visitor.App.Kapso.CountMessagesAsync(visitor.Person.PhoneNumber));
    }

    [Fact]
    public async Task After_signing_out_the_numbers_ask_for_a_sign_in()
    {
        var visitor = await VisitSignedInAsync();
        await visitor.OpenDashboardAsync();

        await visitor.Button(visitor.Words["Action.SignOut"]).ClickAsync();
        await Expect(visitor.Heading(visitor.Words["SignIn.Title"])).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/dashboard");

        await Expect(visitor.Heading(visitor.Words["SignIn.Title"])).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_in_and_out_needs_no_script()
    {
        var visitor = await VisitAsync(look: Look.Desk with { Scripts = false });
        await AskAsync(visitor, visitor.Person.PhoneNumber);
        await visitor.Button(visitor.Words["SignIn.Resend"]).ClickAsync();
        await Expect(visitor.Heading(visitor.Words["SignIn.CodeTitle"])).ToBeVisibleAsync();

        await EnterAsync(visitor, await visitor.App.Kapso.LastCodeAsync(visitor.Person.PhoneNumber));
        await Expect(visitor.Heading(visitor.Words["Dashboard.Title"])).ToBeVisibleAsync();
        await visitor.Button(visitor.Words["Action.SignOut"]).ClickAsync();

        await Expect(visitor.Heading(visitor.Words["SignIn.Title"])).ToBeVisibleAsync();
    }

    private static ILocator Field(Visitor visitor, string label) => visitor.Page.GetByLabel(visitor.Words[label], new() { Exact = true });

    private static async Task AskAsync(Visitor visitor, string number, bool goTo = true)
    {
        if (goTo) await visitor.Page.GotoAsync("/sign-in");
        await Field(visitor, "SignIn.Phone").FillAsync(number);
        await visitor.Button(visitor.Words["SignIn.SendCode"]).ClickAsync();
    }

    private static async Task EnterAsync(Visitor visitor, string code)
    {
        await Field(visitor, "SignIn.Code").FillAsync(code);
        await visitor.Button(visitor.Words["SignIn.Submit"]).ClickAsync();
    }

    /// <summary>Shown, said aloud, and tied to the field that it is about.</summary>
    private static async Task ExpectErrorAsync(Visitor visitor, string label, string sentence)
    {
        await Expect(visitor.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = sentence })).ToBeVisibleAsync();
        await Expect(Field(visitor, label)).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Field(visitor, label)).ToHaveAccessibleDescriptionAsync(new Regex(Regex.Escape(sentence)));
    }

    private static string Other(string code) => code == "000000" ? "111111" : "000000";
}
