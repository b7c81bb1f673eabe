using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Reads;

[Contract("11")]
public class ConversationTests(Target target)
{
    private async Task<JsonObject> OfAsync(Chat chat) => Assert.Single((await target.Platform.GetAsync(
        $"/whatsapp/conversations?phone_number_id={chat.Number}&phone_number={chat.Person}&limit=1")).CursorPage(Shapes.Conversation));

    [Fact]
    public async Task A_conversation_counts_its_messages_and_knows_the_last_ones()
    {
        _ = target.Control;
        var chat = await target.ChatAsync();
        var last = await chat.SentTextIdAsync("The last word");

        var listed = await OfAsync(chat);
        var read = (await target.Platform.GetAsync($"/whatsapp/conversations/{listed["id"]}")).Data(Shapes.Conversation);

        var kapso = read["kapso"]!;
        Assert.Equal((2, last, "text", "The last word"), (
            kapso["messages_count"]!.GetValue<int>(), kapso["last_message_id"]!.ToString(), kapso["last_message_type"]!.ToString(), kapso["last_message_text"]!.ToString()));
        Assert.NotNull(kapso["last_inbound_at"]);
        Assert.NotNull(kapso["last_outbound_at"]);
        Assert.Equal("active", read["status"]!.ToString());
    }

    [Fact]
    public async Task The_latest_activity_comes_first()
    {
        _ = target.Control;
        var (_, number) = await target.ConnectAsync();
        var first = await target.ChatAsync(number);
        var second = await target.ChatAsync(number);
        await first.HearAsync("Me again");

        var list = (await target.Platform.GetAsync($"/whatsapp/conversations?phone_number_id={number}")).CursorPage(Shapes.Conversation);
        var nobodys = await target.Platform.GetAsync($"/whatsapp/conversations?phone_number_id={number}&phone_number={target.NewPerson()}");

        Assert.Equal([first.Person, second.Person], list.Select(one => one["phone_number"]!.ToString()));
        Assert.Empty(nobodys.CursorPage(Shapes.Conversation));
    }

    [Theory]
    [InlineData("status=active", true)]
    [InlineData("status=ended", false)]
    [InlineData("unassigned=true", true)]
    [InlineData("assigned_user_id=00000000-0000-7000-8000-00000000dead", false)]
    [InlineData("phone_number_id=1", false)]
    [InlineData("created_after=2020-01-01T00:00:00Z", true)]
    [InlineData("created_before=2020-01-01T00:00:00Z", false)]
    [InlineData("last_active_after=2020-01-01T00:00:00Z", true)]
    [InlineData("last_active_before=2020-01-01T00:00:00Z", false)]
    public async Task The_list_is_filtered(string filter, bool finds)
    {
        _ = target.Control;
        var chat = await target.ChatAsync();

        var found = (await target.Platform.GetAsync($"/whatsapp/conversations?phone_number={chat.Person[2..]}&{filter}")).CursorPage(Shapes.Conversation);

        Assert.Equal(finds ? 1 : 0, found.Count);
    }

    [Fact]
    public async Task Assigned_and_unassigned_exclude_each_other()
    {
        var answer = await target.Platform.GetAsync($"/whatsapp/conversations?assigned_user_id={Guid.Empty}&unassigned=true");

        answer.IsOneOf(400, 422);
    }

    [Fact]
    public async Task A_conversation_is_ended_and_taken_up_again()
    {
        var chat = await target.ChatAsync();
        var path = $"/whatsapp/conversations/{(await OfAsync(chat))["id"]}";

        var ended = (await target.Platform.PatchAsync(path, """{"whatsapp_conversation":{"status":"ended"}}""")).Data(Shapes.Conversation);
        var active = (await target.Platform.PatchAsync(path, """{"whatsapp_conversation":{"status":"active"}}""")).Data(Shapes.Conversation);

        var wrong = await target.Platform.PatchAsync(path, """{"whatsapp_conversation":{"status":"paused"}}""");

        Assert.Equal(("ended", "active"), (ended["status"]!.ToString(), active["status"]!.ToString()));
        wrong.IsE1(422);
    }
}
