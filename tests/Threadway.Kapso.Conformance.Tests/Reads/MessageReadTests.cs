using Threadway.Kapso.Conformance.Tests.Media;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Reads;

[Contract("11"), Contract("9.5")]
public class MessageReadTests(Target target)
{
    [Fact]
    public async Task A_sent_message_is_read_with_the_conversation_it_is_in()
    {
        var chat = await target.ChatAsync();
        var id = await chat.SentTextIdAsync("Read me");

        var message = (await target.Platform.GetAsync($"/whatsapp/messages/{id}")).Data(Shapes.MessageRead);

        Assert.Equal((id, "text", "Read me", chat.Person), (
            message["id"]!.ToString(), message["type"]!.ToString(), message["text"]!["body"]!.ToString(), message["to"]!.ToString()));
        Assert.Equal("outbound", message["kapso"]!["direction"]!.ToString());
        (await target.Platform.GetAsync($"/whatsapp/conversations/{message["kapso"]!["whatsapp_conversation_id"]}")).Data(Shapes.Conversation);
    }

    [Theory]
    [InlineData("direction=outbound", 2)]
    [InlineData("direction=inbound", 1)]
    [InlineData("message_type=image", 1)]
    [InlineData("message_type=text", 2)]
    [InlineData("has_media=true", 1)]
    [InlineData("has_media=false", 2)]
    [InlineData("status=received", 1)]
    [InlineData("direction=outbound&message_type=text", 1)]
    public async Task The_list_is_filtered(string filter, int count)
    {
        _ = target.Control;
        var chat = await target.ChatAsync();
        await chat.SentTextIdAsync();
        var media = (await target.Proxy.UploadAsync($"/{chat.Number}/media", Files.Png, "image/png", "dot.png")).Is(200).Text("id");
        await chat.SentIdAsync($$"""{"type":"image","image":{"id":"{{media}}"} }""");

        var found = (await target.Platform.GetAsync(
            $"/whatsapp/messages?phone_number_id={chat.Number}&phone_number={chat.Person[3..]}&{filter}")).CursorPage(Shapes.MessageRead);

        Assert.Equal(count, found.Count);
    }

    [Fact]
    public async Task The_list_is_filtered_by_conversation_and_by_user_id()
    {
        var chat = await target.ChatAsync();
        var id = await chat.SentTextIdAsync();
        var message = (await target.Platform.GetAsync($"/whatsapp/messages/{id}")).Data(Shapes.MessageRead);

        var ofConversation = await target.Platform.GetAsync($"/whatsapp/messages?conversation_id={message["kapso"]!["whatsapp_conversation_id"]}&limit=1");
        Assert.Equal(id, Assert.Single(ofConversation.CursorPage(Shapes.MessageRead))["id"]!.ToString());

        Assert.SkipWhen(message["to_user_id"] is null, "The person has no business-scoped id");
        var ofUser = await target.Platform.GetAsync($"/whatsapp/messages?business_scoped_user_id={message["to_user_id"]}&limit=1");
        Assert.Equal(id, Assert.Single(ofUser.CursorPage(Shapes.MessageRead))["id"]!.ToString());
    }
}
