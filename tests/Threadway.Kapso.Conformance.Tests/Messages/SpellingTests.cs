using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Messages;

/// <summary>In some countries WhatsApp knows a phone by other digits than people write: one phone all the same.</summary>
[Contract("12.2")]
public class SpellingTests(Target target)
{
    private static string HelloTo(string to) =>
        $$"""{"messaging_product":"whatsapp","to":"{{to}}","type":"template","template":{"name":"hello_world","language":{"code":"en_US"} } }""";

    /// <summary>A number of the test's own, and a person on it who did nothing yet: these digits are nobody's.</summary>
    private async Task<string> NumberAsync()
    {
        _ = target.Control;
        return (await target.ConnectAsync()).Number;
    }

    private async Task<JsonNode> ContactAsync(string number, string to) =>
        (await target.Proxy.PostAsync($"/{number}/messages", HelloTo(to))).Fits(Shapes.Sent)["contacts"]![0]!;

    [Theory]
    [InlineData("5531912345678", "553112345678")]
    [InlineData("+55 (31) 91234-5678", "553112345678")]
    [InlineData("553112345678", "553112345678")]
    [InlineData("55 85 9 8765-4321", "558587654321")]
    [InlineData("+5511987654321", "5511987654321")]
    [InlineData("551187654321", "5511987654321")]
    [InlineData("+55 28 98765 4321", "5528987654321")]
    [InlineData("+55 11 3234-5678", "551132345678")]
    [InlineData("541187654321", "5491187654321")]
    [InlineData("+54 9 11 8765-4321", "5491187654321")]
    [InlineData("+54 11 15 8765 4321", "5491187654321")]
    [InlineData("+54 9 11 15 8765 4321", "5491187654321")]
    [InlineData("+54 011 8765 4321", "5491187654321")]
    [InlineData("+54 351 15 234-5678", "5493512345678")]
    [InlineData("+54 2966 15 43-2109", "5492966432109")]
    [InlineData("525587654321", "5215587654321")]
    [InlineData("+52 1 55 8765 4321", "5215587654321")]
    [InlineData("+52 (55) 8765-4321", "5215587654321")]
    [InlineData("+34 600 11 22 33", "34600112233")]
    [InlineData("+57 300-123-4567", "573001234567")]
    [InlineData("+1 (555) 012-3456", "15550123456")]
    public async Task A_send_answers_with_what_was_typed_and_with_WhatsApps_own_spelling(string typed, string waId)
    {
        var contact = await ContactAsync(await NumberAsync(), typed);

        Assert.Equal((typed, waId), (contact["input"]!.ToString(), contact["wa_id"]!.ToString()));
    }

    [Theory, Contract("14")]
    [InlineData("5531912340001", "553112340001")]
    [InlineData("551187650002", "5511987650002")]
    [InlineData("541187650003", "5491187650003")]
    [InlineData("525587650004", "5215587650004")]
    public async Task Both_spellings_are_one_person_with_one_window_and_one_conversation(string written, string waId)
    {
        var number = await NumberAsync();
        await new Chat(target, number, written).HearAsync("Hi");

        var answered = await new Chat(target, number, waId).SendTextAsync();
        var byOther = await new Chat(target, number, written).SendTextAsync();

        Assert.Equal([waId, waId], [WaIdOf(answered), WaIdOf(byOther)]);
        var conversation = Assert.Single((await target.Platform.GetAsync($"/whatsapp/conversations?phone_number_id={number}")).CursorPage(Shapes.Conversation));
        Assert.Equal(waId, conversation["phone_number"]!.ToString());
        var messages = (await target.Platform.GetAsync($"/whatsapp/messages?phone_number_id={number}")).CursorPage(Shapes.MessageRead);
        Assert.Equal(3, messages.Count);
        Assert.All(messages, message => Assert.Equal(waId, (message["kapso"]!["direction"]!.ToString() == "inbound" ? message["from"] : message["to"])!.ToString()));
        Assert.All(messages.Where(message => message["kapso"]!["statuses"] is JsonArray), message =>
            Assert.All(message["kapso"]!["statuses"]!.AsArray(), status => Assert.Equal(waId, status!["recipient_id"]!.ToString())));

        static string WaIdOf(Reply sent) => sent.Fits(Shapes.Sent)["contacts"]![0]!["wa_id"]!.ToString();
    }

    [Theory, Contract("11")]
    [InlineData("5531912350001", "553112350001")]
    [InlineData("541187660003", "5491187660003")]
    [InlineData("525587660004", "5215587660004")]
    public async Task Reads_find_a_person_by_either_spelling(string written, string waId)
    {
        var number = await NumberAsync();
        await ContactAsync(number, written);

        foreach (var typed in new[] { written, waId, "%2B" + written })
        {
            Assert.Single((await target.Platform.GetAsync($"/whatsapp/conversations?phone_number_id={number}&phone_number={typed}")).CursorPage(Shapes.Conversation));
            Assert.Single((await target.Platform.GetAsync($"/whatsapp/messages?phone_number_id={number}&phone_number={typed}")).CursorPage(Shapes.MessageRead));
            Assert.Single((await target.Platform.GetAsync($"/whatsapp/contacts?wa_id_contains={typed}")).CursorPage(Shapes.Contact));
            Assert.Equal(waId, (await target.Platform.GetAsync($"/whatsapp/contacts/{typed}")).Data(Shapes.Contact)["wa_id"]!.ToString());
            Assert.Single((await target.Proxy.GetAsync($"/{number}/contacts?wa_id={typed}")).ProxyPage(Shapes.Contact));
            Assert.Equal(waId, (await target.Proxy.GetAsync($"/{number}/contacts/{typed}")).Fits(Shapes.Contact)["wa_id"]!.ToString());
        }
    }

    [Fact, Contract("11")]
    public async Task A_contact_is_not_created_again_under_the_other_spelling()
    {
        _ = target.Control;

        var first = await target.Platform.PostAsync("/whatsapp/contacts", """{"contact":{"wa_id":"+54 11 8765 7001"}}""");
        var again = await target.Platform.PostAsync("/whatsapp/contacts", """{"contact":{"wa_id":"5491187657001"}}""");

        Assert.Equal("5491187657001", first.Data(Shapes.Contact, 201)["wa_id"]!.ToString());
        again.IsE1(422);
    }

    [Fact, Contract("9.6")]
    public async Task Who_stopped_marketing_stopped_it_under_every_spelling()
    {
        var number = await NumberAsync();
        var name = await Templates.TemplateSteps.ApprovedAsync(target, number, "MARKETING", """[{"type":"BODY","text":"Come and buy"}]""");
        await target.Control.PutAsync("/phones/+5215587658001/marketing-preference", $$"""{"phoneNumberId":"{{number}}","status":"stopped"}""");

        var refused = await new Chat(target, number, "525587658001").SendAsync($$"""{"type":"template","template":{"name":"{{name}}","language":{"code":"en"} } }""");

        refused.IsE4(422, "marketing_preference_stopped");
    }

    [Theory, Contract("9.5")]
    [InlineData("MX.9988776655443322")]
    [InlineData("CO.573001234567")]
    [InlineData("34.600.11.22.33")]
    [InlineData("34600112233x")]
    [InlineData("120363000000000001@g.us")]
    [InlineData("٣٤٦٠٠١١٢٢٣٣")]
    [InlineData("hola")]
    [InlineData("")]
    public async Task An_id_with_letters_or_a_dot_is_no_phone_number(string to)
    {
        var number = await NumberAsync();

        var refused = await target.Proxy.PostAsync($"/{number}/messages", HelloTo(to));

        refused.IsE3(400, 100);
    }
}
