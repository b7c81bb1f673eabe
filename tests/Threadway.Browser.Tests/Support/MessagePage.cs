using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Threadway.Kapso.Emulator;
using static Microsoft.Playwright.Assertions;

namespace Threadway.Browser.Tests.Support;

/// <summary>Messages of somebody's number, on the page and over HTTP.</summary>
internal static class MessagePage
{
    private static int recipients;

    /// <summary>As a shop would write one.</summary>
    private static readonly TemplateSeed orderReady = new()
    {
        Name = "a_order_ready",
        Language = "en_US",
        Category = "UTILITY",
        Components = JsonElement.Parse("""
            [
              {"type":"HEADER","format":"TEXT","text":"Order {{1}} is ready","example":{"header_text":["4711"]}},
              {"type":"BODY","text":"Hello {{1}}, your order waits for you until {{2}} o'clock. See you soon!","example":{"body_text":[["Ana","18"]]}},
              {"type":"FOOTER","text":"Café Aurora"},
              {"type":"BUTTONS","buttons":[{"type":"URL","text":"Follow it","url":"https://shop.example/orders/{{1}}","example":["https://shop.example/orders/4711"]}]}
            ]
            """),
        Status = TemplateReview.Approved,
    };

    public static ILocator Field(this Visitor visitor, string name) => visitor.Dialog.GetByLabel(visitor.Words[name], new() { Exact = true }).And(visitor.Page.Locator("input, textarea, select"));

    public static async Task<string> ConnectWithTemplateAsync(this Visitor visitor)
    {
        var number = await visitor.Person.ConnectAsync();
        visitor.App.Kapso.AddTemplate(number, orderReady);
        return number;
    }

    /// <summary>A number that the visitor wrote to from their own phone, so that it may answer with any text.</summary>
    public static async Task<string> ConnectAndWriteAsync(this Visitor visitor)
    {
        var number = await visitor.Person.ConnectAsync();
        await visitor.App.Kapso.WriteFromPhoneAsync(visitor.Person.PhoneNumber, number, "Hola");
        await Eventually.TrueAsync(async () => (await visitor.Person.Browser.GetFromJsonAsync<JsonElement>($"/api/whatsapp/connections/{number}/conversations")).GetProperty("data").GetArrayLength() > 0);
        return number;
    }

    public static async Task OpenTestMessageAsync(this Visitor visitor, string number)
    {
        await visitor.OpenNumberAsync(number);
        await visitor.Button(visitor.Words["Test.Title"]).ClickAsync();
        await Expect(visitor.Heading(visitor.Words["Test.Title"])).ToBeVisibleAsync();
        await Expect(visitor.Field("Test.To")).ToBeVisibleAsync();
    }

    public static Task SendTestAsync(this Visitor visitor) => visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = visitor.Words["Test.Send"], Exact = true }).ClickAsync();

    /// <summary>Messages to as many people, which a number of the phone app sends five a second.</summary>
    public static async Task QueueAsync(this Visitor visitor, string number, int count)
    {
        var first = Interlocked.Add(ref recipients, count) - count;
        var messages = Enumerable.Range(first, count).Select(i => new { to = $"+5732{10_000_000 + i}", type = "template", template = new { name = "hello_world", language = new { code = "en_US" } } });
        using var answer = await visitor.Person.Browser.PostAsJsonAsync($"/api/whatsapp/connections/{number}/messages/batch", new { messages });
        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>WhatsApp refuses what the number sends next.</summary>
    public static Task FailSendsAsync(this EmulatorControl kapso, string number) => kapso.FailNextAsync(
        new { method = "POST", route = $"/meta/whatsapp/v24.0/{number}/messages", code = 131026, status = 400, times = 1 });
}
