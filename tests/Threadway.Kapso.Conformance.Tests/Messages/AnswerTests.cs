using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Messages;

/// <summary>What people answer with, as it is read afterwards.</summary>
[Contract("9.5"), Contract("11")]
public class AnswerTests(Target target)
{
    private async Task<JsonObject> ReadAsync(string id) => (await target.Platform.GetAsync($"/whatsapp/messages/{id}")).Data(Shapes.MessageRead);

    [Fact]
    public async Task A_reaction_names_its_message_and_its_emoji()
    {
        var chat = await target.ChatAsync();
        var liked = await chat.SentTextIdAsync();

        var id = await chat.HearJsonAsync($$"""{"phoneNumberId":"{{chat.Number}}","type":"reaction","reaction":{"messageId":"{{liked}}","emoji":"👍"} }""");
        var message = await ReadAsync(id);

        Assert.Equal(("reaction", "inbound"), (message["type"]!.ToString(), message["kapso"]!["direction"]!.ToString()));
        Assert.Equal((liked, "👍"), (message["reaction"]!["message_id"]!.ToString(), message["reaction"]!["emoji"]!.ToString()));
    }

    [Fact]
    public async Task A_flow_that_was_filled_in_comes_as_text_that_is_JSON()
    {
        // A flow must exist at a real account.
        _ = target.Control;
        var chat = await target.ChatAsync();
        var asked = await chat.SentIdAsync("""
            {"type":"interactive","interactive":{"type":"flow","body":{"text":"Book"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Go"}}}}
            """);

        var id = await chat.HearJsonAsync($$"""{"type":"interactive","flow":{"messageId":"{{asked}}","response":{"seats":2} } }""");
        var message = await ReadAsync(id);

        var (interactive, reply) = (message["interactive"]!, message["interactive"]!["nfm_reply"]!);
        Assert.Equal(("nfm_reply", asked), (interactive["type"]!.ToString(), message["context"]!["id"]!.ToString()));
        Assert.Empty(Rule.Of(("name", Rule.Word), ("body", Rule.Text), ("response_json", Rule.Word)).Violations(reply, "nfm_reply"));
        Assert.Equal(2, JsonNode.Parse(reply["response_json"]!.ToString())!["seats"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("", "Thanks")]
    [InlineData("""{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"THANKS"}]}""", "THANKS")]
    public async Task A_pressed_button_of_a_template_brings_its_payload_and_its_text(string component, string payload)
    {
        _ = target.Control;
        var chat = await target.ChatAsync();
        var name = await Templates.TemplateSteps.ApprovedAsync(
            target, chat.Number, "UTILITY", """[{"type":"BODY","text":"It is ready."},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Thanks"}]}]""");
        var asked = await chat.SentIdAsync(
            $$"""{"type":"template","template":{"name":"{{name}}","language":{"code":"en"},"components":[{{component}}]} }""");

        var id = await chat.HearJsonAsync($$"""{"type":"interactive","reply":{"messageId":"{{asked}}","id":"{{payload}}"} }""");
        var message = await ReadAsync(id);

        Assert.Equal(("button", asked), (message["type"]!.ToString(), message["context"]!["id"]!.ToString()));
        Assert.Equal((payload, "Thanks"), (message["button"]!["payload"]!.ToString(), message["button"]!["text"]!.ToString()));
    }

    [Theory]
    [InlineData("location", """{"latitude":4.6,"longitude":-74.1}""")]
    [InlineData("contacts", """[{"name":{"formatted_name":"Ana"},"phones":[{"phone":"+57 300 123 4567"}]}]""")]
    [InlineData("contacts", """[{"phones":[{"phone":"+52 55 1234 0000","wa_id":"5215512340000"}]}]""")]
    public async Task What_was_asked_for_comes_in_kind_and_names_the_request(string type, string content)
    {
        var chat = await target.ChatAsync();
        var asked = await chat.SentTextIdAsync("Tell me more");

        var id = await chat.HearJsonAsync($$"""{"phoneNumberId":"{{chat.Number}}","type":"{{type}}","{{type}}":{{content}},"contextMessageId":"{{asked}}"}""");
        var message = await ReadAsync(id);

        Assert.Equal((type, asked), (message["type"]!.ToString(), message["context"]!["id"]!.ToString()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(content), message[type]), $"It is {message[type]?.ToJsonString()}");
    }

    [Fact, Contract("14")]
    public async Task What_the_owner_wrote_in_the_phone_app_is_sent_by_the_business_app()
    {
        var control = target.Control;
        var (_, number) = await target.ConnectAsync("coexistence");
        var business = (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{number}")).Text("data.display_phone_number_normalized");
        var person = target.NewPerson();

        var written = await control.PostAsync($"/phone-numbers/{number}/echo", $$"""{"to":"{{person}}","text":{"body":"From the shop's phone"} }""");
        Assert.SkipWhen(written.Status == 501, "The target cannot write as the owner");
        var message = await ReadAsync(written.Is(201).Text("id"));

        Assert.Equal((business, person, "text", "From the shop's phone"), (
            message["from"]!.ToString(), message["to"]!.ToString(), message["type"]!.ToString(), message["text"]!["body"]!.ToString()));
        var kapso = message["kapso"]!;
        Assert.Equal(("outbound", "business_app"), (kapso["direction"]!.ToString(), kapso["origin"]!.ToString()));
    }
}
