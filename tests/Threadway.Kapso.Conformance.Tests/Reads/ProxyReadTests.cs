using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Reads;

/// <summary>The proxy's twins: of one number, single ones bare, with as much of Kapso's own as was asked for.</summary>
[Contract("11"), Contract("2.1")]
public class ProxyReadTests(Target target)
{
    private static readonly Shape Bare = Shape.Of(("id", Rule.Word), ("timestamp", Rule.UnixText), ("type", Rule.Word));

    [Theory]
    [InlineData("messages")]
    [InlineData("conversations")]
    [InlineData("contacts")]
    public async Task A_number_has_lists_in_Metas_paging(string list)
    {
        var shape = list switch { "messages" => Shapes.MessageRead, "conversations" => Shapes.Conversation, _ => Shapes.Contact };

        var answer = await target.Proxy.GetAsync($"/{target.Number}/{list}?limit=5");

        Assert.InRange(answer.ProxyPage(shape).Count, 0, 5);
    }

    [Fact]
    public async Task A_message_is_read_without_an_envelope()
    {
        var chat = await target.ChatAsync();
        var id = await chat.SentTextIdAsync();

        var message = (await target.Proxy.GetAsync($"/{chat.Number}/messages/{id}")).Fits(Shapes.MessageRead);

        Assert.Equal(id, message["id"]!.ToString());
        Assert.False(message.ContainsKey("data"), "Single reads are bare");
    }

    [Fact]
    public async Task A_conversation_and_a_contact_are_read_without_an_envelope()
    {
        var chat = await target.ChatAsync();
        var listed = Assert.Single((await target.Proxy.GetAsync($"/{chat.Number}/conversations?phone_number={chat.Person}&limit=1")).ProxyPage(Shapes.Conversation));

        var conversation = (await target.Proxy.GetAsync($"/{chat.Number}/conversations/{listed["id"]}")).Fits(Shapes.Conversation);
        var contact = (await target.Proxy.GetAsync($"/{chat.Number}/contacts/{chat.Person}")).Fits(Shapes.Contact);

        Assert.Equal((listed["id"]!.ToString(), chat.Person), (conversation["id"]!.ToString(), contact["wa_id"]!.ToString()));
    }

    [Theory, Contract("2.3")]
    [InlineData("messages/wamid.HBgMbm9ib2R5")]
    [InlineData("conversations/00000000-0000-7000-8000-00000000dead")]
    [InlineData("contacts/00000000-0000-7000-8000-00000000dead")]
    public async Task What_the_number_does_not_have_is_404(string one)
    {
        var answer = await target.Proxy.GetAsync($"/{target.Number}/{one}");

        answer.IsE3(404);
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("conversations")]
    [InlineData("contacts")]
    public async Task A_list_is_of_its_number_alone(string list)
    {
        _ = target.Control;
        var (mine, other) = (await target.ChatAsync(), await target.ChatAsync());

        var rows = (await target.Proxy.GetAsync($"/{mine.Number}/{list}")).ProxyPage(Shape.Of()).Select(row => row.ToJsonString()).ToList();

        Assert.Contains(rows, row => row.Contains(mine.Person, StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains(other.Person, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("&fields=kapso(default)", null)]
    [InlineData("&fields=kapso(direction,status)", "direction,status")]
    [InlineData("&fields=kapso()", "")]
    public async Task As_much_of_Kapso_comes_as_was_asked_for(string fields, string? expected)
    {
        var chat = await target.ChatAsync();
        await chat.SentTextIdAsync();

        var message = Assert.Single((await target.Proxy.GetAsync($"/{chat.Number}/messages?phone_number={chat.Person}&limit=1{fields}")).ProxyPage(Bare));

        var kapso = message["kapso"]?.AsObject();
        if (expected is null)
            Assert.Superset(new HashSet<string> { "direction", "status", "origin", "has_media", "content" }, kapso!.Select(field => field.Key).ToHashSet());
        else if (expected.Length == 0)
            Assert.Null(kapso);
        else
            Assert.Equal(expected.Split(','), kapso!.Select(field => field.Key).Order());
    }

    [Theory]
    [InlineData("messages", "since=2020-01-01T00:00:00Z", true)]
    [InlineData("messages", "until=2020-01-01T00:00:00Z", false)]
    [InlineData("conversations", "last_active_since=2020-01-01T00:00:00Z", true)]
    [InlineData("conversations", "last_active_until=2020-01-01T00:00:00Z", false)]
    public async Task Lists_are_cut_by_time(string list, string filter, bool finds) => await FindsAsync(list, filter, finds);

    [Theory]
    [InlineData("messages", "direction=inbound", true)]
    [InlineData("messages", "direction=outbound", false)]
    [InlineData("conversations", "status=active", true)]
    [InlineData("conversations", "status=ended", false)]
    public async Task Lists_are_filtered(string list, string filter, bool finds)
    {
        // Elsewhere the person may have said more.
        _ = target.Control;
        await FindsAsync(list, filter, finds);
    }

    private async Task FindsAsync(string list, string filter, bool finds)
    {
        var chat = await target.ChatAsync();

        var found = (await target.Proxy.GetAsync($"/{chat.Number}/{list}?phone_number={chat.Person}&limit=1&{filter}"))
            .ProxyPage(list == "messages" ? Shapes.MessageRead : Shapes.Conversation);

        Assert.Equal(finds ? 1 : 0, found.Count);
    }
}
