using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class ConversationTests
{
    private const string Conversations = "/platform/v1/whatsapp/conversations";

    [Fact]
    public async Task The_conversation_with_the_latest_message_comes_first_and_tells_of_it()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:00:10"}""");
        await lab.PostAsync("/_emulator/phones/573009999999/messages", $$"""{"phoneNumberId":"{{chat.NumberId}}","text":{"body":"Me too"} }""");
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:00:10"}""");
        await chat.SentIdAsync("""{"type":"text","text":{"body":"Hola"}}""");

        var listed = (await lab.GetAsync(Conversations)).Data;
        var one = await lab.GetAsync($"{Conversations}/{listed[0]!["id"]}");

        Assert.Equal([Chat.Phone, "573009999999"], listed.Select(row => row!["phone_number"]!.ToString()));
        Assert.Equal(("2", "Hola", "text"), (
            one.Text("data.kapso.messages_count"), one.Text("data.kapso.last_message_text"), one.Text("data.kapso.last_message_type")));
        Assert.Equal("active", one.Text("data.status"));
    }

    [Theory]
    [InlineData("phone_number=300123", 1)]
    [InlineData("phone_number=999", 0)]
    [InlineData("phone_number_id=1", 0)]
    [InlineData("status=active", 1)]
    [InlineData("status=ended", 0)]
    [InlineData("unassigned=true", 1)]
    [InlineData("assigned_user_id=7", 0)]
    [InlineData("last_active_after=2020-01-01", 1)]
    [InlineData("last_active_before=2020-01-01", 0)]
    [InlineData("created_before=2020-01-01", 0)]
    public async Task The_list_is_filtered(string query, int count)
    {
        await using var lab = await Lab.StartAsync();
        await Chat.OpenAsync(lab);

        var listed = await lab.GetAsync($"{Conversations}?{query}");

        Assert.Equal(count, listed.Data.Count);
    }

    [Fact]
    public async Task Assigned_and_unassigned_exclude_each_other_and_an_unknown_one_is_404()
    {
        await using var lab = await Lab.StartAsync();

        var both = await lab.GetAsync($"{Conversations}?assigned_user_id=7&unassigned=true");
        var unknown = await lab.GetAsync($"{Conversations}/7");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (both.Status, unknown.Status));
    }

    [Fact]
    public async Task A_conversation_is_ended_by_hand_and_opened_again_by_the_next_message()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{chat.NumberId}/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","secret_key":"n","events":["whatsapp.conversation.created","whatsapp.conversation.ended"]} }
            """)).Ok();
        var id = (await lab.GetAsync(Conversations)).Data[0]!["id"]!.ToString();

        var ended = await lab.PatchAsync($"{Conversations}/{id}", """{"whatsapp_conversation":{"status":"ended"}}""");
        var told = await lab.Receiver.NextAsync();
        await chat.WriteAsync("""{"text":{"body":"One more thing"}}""");
        var open = await lab.GetAsync($"{Conversations}/{id}");
        var wrong = await lab.PatchAsync($"{Conversations}/{id}", """{"whatsapp_conversation":{"status":"paused"}}""");
        await lab.PostAsync("/_emulator/phones/573009999999/messages", $$"""{"phoneNumberId":"{{chat.NumberId}}","text":{"body":"Hi"} }""");
        var created = await lab.Receiver.NextAsync();

        Assert.Equal(("ended", "active"), (ended.Text("data.status"), open.Text("data.status")));
        Assert.Equal("whatsapp.conversation.ended", told.Event);
        Assert.Equal(["conversation", "phone_number_id"], told.Body.Select(field => field.Key));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(("whatsapp.conversation.created", "573009999999"), (created.Event, created.Body["conversation"]!["phone_number"]!.ToString()));
    }

    [Fact]
    public async Task A_conversation_ends_after_a_day_of_silence()
    {
        await using var lab = await Lab.StartAsync();
        await Chat.OpenAsync(lab);

        await lab.PostAsync("/_emulator/clock", """{"advance":"24:00:00"}""");

        Assert.Equal("ended", Assert.Single((await lab.GetAsync($"{Conversations}?status=ended")).Data)!["status"]!.ToString());
    }
}
