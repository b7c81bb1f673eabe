using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Threadway.Browser.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests;

public sealed class TestMessageTests(Chromium chromium, SharedApp shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task A_text_to_ones_own_phone_that_wrote_is_followed_until_it_is_read()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.ConnectAndWriteAsync();

        await visitor.OpenTestMessageAsync(number);
        Assert.Equal(visitor.Person.PhoneNumber[1..], Visitor.Digits(await visitor.Field("Test.To").InputValueAsync()));
        await visitor.Field("Test.Text").FillAsync("¿Se ve esto?");
        await visitor.SendTestAsync();

        await Expect(visitor.Says(words["Message.Delivered"])).ToBeVisibleAsync();
        Assert.Equal("¿Se ve esto?", visitor.App.Kapso.MessagesOf(visitor.Person.PhoneNumber)[^1].Text);
        await visitor.App.Kapso.ReadOnPhoneAsync(visitor.Person.PhoneNumber, number);
        await Expect(visitor.Dialog.GetByRole(AriaRole.Status)).ToContainTextAsync(words["Message.Read"]);
        await Expect(visitor.Dialog.GetByRole(AriaRole.Listitem).Filter(new() { HasText = words["Message.NotYet"] })).ToHaveCountAsync(0);

        await visitor.Button(words["Test.Another"]).ClickAsync();
        await Expect(visitor.Field("Test.Text")).ToHaveValueAsync("¿Se ve esto?");
    }

    [Fact]
    public async Task A_template_asks_for_each_of_its_values_and_shows_how_it_will_read()
    {
        var visitor = await VisitSignedInAsync(look: Look.Phone with { Language = "es" });
        var words = visitor.Words;
        await visitor.OpenTestMessageAsync(await visitor.ConnectWithTemplateAsync());

        var name = visitor.Dialog.GetByLabel(words["Test.Field.Body", 1], new() { Exact = true });
        await Expect(name).ToHaveValueAsync("Ana");
        await name.FillAsync("Beatriz");
        await visitor.SendTestAsync();
        await Expect(visitor.Says(words["Test.Field.Missing"])).ToBeVisibleAsync();
        await visitor.Dialog.GetByLabel(words["Test.Field.Link", "Follow it"], new() { Exact = true }).FillAsync("4711");
        await Expect(visitor.Dialog.GetByRole(AriaRole.Region, new() { Name = words["Test.Preview"] })).ToContainTextAsync("Hello Beatriz, your order waits for you until 18 o'clock.");
        await visitor.SendTestAsync();

        await Expect(visitor.Says(words["Message.Delivered"])).ToBeVisibleAsync();
        Assert.Contains("Beatriz", visitor.App.Kapso.MessagesOf(visitor.Person.PhoneNumber)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_window_is_closed_it_says_why_and_offers_text_as_soon_as_the_phone_wrote()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.ConnectWithTemplateAsync();

        await visitor.OpenTestMessageAsync(number);
        await Expect(visitor.Says(words["Test.Closed"])).ToBeVisibleAsync();
        await Expect(visitor.Dialog).ToContainTextAsync(new Regex(Regex.Escape(words["Test.Closed.Own"]).Replace(@"\{0}", ".+", StringComparison.Ordinal)));
        await visitor.Field("Test.To").FillAsync("+57 300 7654321");
        await visitor.Field("Test.To").PressAsync("Tab");
        await Expect(visitor.Says(words["Test.Closed.Other"])).ToBeVisibleAsync();
        await Expect(visitor.Choice(words["Test.What.text"])).ToHaveCountAsync(0);

        await visitor.Field("Test.To").FillAsync(visitor.Person.PhoneNumber);
        await visitor.Field("Test.To").PressAsync("Tab");
        await visitor.App.Kapso.WriteFromPhoneAsync(visitor.Person.PhoneNumber, number, "Hola");

        await Expect(visitor.Choice(words["Test.What.text"])).ToBeCheckedAsync();
        await visitor.Choice(words["Test.What.template"]).CheckAsync();
        await Expect(visitor.Field("Test.Template")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_cannot_be_sent_is_said_in_words_beside_it_and_a_failure_with_its_reason()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.ConnectAndWriteAsync();
        await visitor.OpenTestMessageAsync(number);

        await visitor.Field("Test.To").FillAsync("12");
        await visitor.SendTestAsync();
        await Expect(visitor.Says(words["Test.To.Wrong"])).ToBeVisibleAsync();

        var own = (await visitor.Person.ConnectionAsync(number)).PhoneNumber!;
        await visitor.Field("Test.To").FillAsync(own);
        await visitor.SendTestAsync();
        await Expect(visitor.Says(words["Refusal.recipient_is_sender"])).ToBeVisibleAsync();

        await visitor.App.Kapso.FailSendsAsync(number);
        await visitor.Field("Test.To").FillAsync(visitor.Person.PhoneNumber);
        await visitor.Field("Test.To").PressAsync("Tab");
        await visitor.Field("Test.Text").FillAsync("Hello");
        await visitor.SendTestAsync();
        await Expect(visitor.Says(words["Message.Failed"])).ToBeVisibleAsync();
        await Expect(visitor.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(words["SendFailure.recipient_unreachable.Title"]);
    }

    [Fact]
    public async Task The_numbers_page_shows_its_queue_what_sets_the_pace_and_empties_it_live()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        var number = await visitor.Person.ConnectAsync();
        await visitor.OpenNumberAsync(number);
        var messages = visitor.Page.GetByRole(AriaRole.Region, new() { Name = words["Messages.Title"] });
        await Expect(messages).ToContainTextAsync(words["Messages.Queue.Empty"]);

        await visitor.QueueAsync(number, 60);

        await Expect(messages).ToContainTextAsync(words["Messages.Held.Number"]);
        await Expect(messages).ToContainTextAsync(words["Messages.RateValue", 5, 5]);
        await Expect(messages).ToContainTextAsync(words["Messages.Queue.Empty"], new() { Timeout = 30_000 });
        await Expect(messages).ToContainTextAsync(words["Messages.RateValue", 0, 5]);
    }

    [Fact]
    public async Task A_number_that_was_just_connected_is_tried_from_there_with_the_keyboard_alone()
    {
        var visitor = await VisitSignedInAsync();
        var words = visitor.Words;
        await visitor.GoAsync("connected");

        await visitor.Button(words["Test.Title"]).PressAsync("Enter");
        await Expect(visitor.Field("Test.Template")).ToBeVisibleAsync();
        await visitor.Field("Test.To").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Field("Test.Template")).ToBeFocusedAsync();
        await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = words["Test.Send"], Exact = true }).PressAsync("Enter");

        await Expect(visitor.Says(words["Message.Delivered"])).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
    }
}
