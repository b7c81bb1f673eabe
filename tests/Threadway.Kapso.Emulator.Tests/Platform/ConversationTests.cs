using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class ConversationTests
{
    private const string Conversations = "/platform/v1/whatsapp/conversations";

    [Fact]
    public async Task A_conversation_that_was_ended_is_opened_again_by_the_next_message_and_is_not_told_as_a_new_one()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","secret_key":"n","events":["whatsapp.conversation.created"]} }
            """)).Ok();
        var id = (await lab.GetAsync(Conversations)).Data[0]!["id"]!.ToString();
        await lab.PatchAsync($"{Conversations}/{id}", """{"whatsapp_conversation":{"status":"ended"}}""");

        await chat.WriteAsync("""{"text":{"body":"One more thing"}}""");
        await lab.PostAsync("/_emulator/phones/573009999999/messages", $$"""{"phoneNumberId":"{{chat.NumberId}}","text":{"body":"Hi"} }""");
        var told = await lab.Receiver.NextAsync();

        Assert.Equal("active", (await lab.GetAsync($"{Conversations}/{id}")).Text("data.status"));
        Assert.Equal("573009999999", told.Body["conversation"]!["phone_number"]!.ToString());
    }
}
