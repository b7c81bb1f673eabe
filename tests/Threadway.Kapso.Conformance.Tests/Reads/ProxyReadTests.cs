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
            Assert.True(kapso!.ContainsKey("direction") && kapso.ContainsKey("content"));
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
    public async Task Lists_are_cut_by_time(string list, string filter, bool finds)
    {
        var chat = await target.ChatAsync();

        var found = (await target.Proxy.GetAsync($"/{chat.Number}/{list}?phone_number={chat.Person}&limit=1&{filter}"))
            .ProxyPage(list == "messages" ? Shapes.MessageRead : Shapes.Conversation);

        Assert.Equal(finds ? 1 : 0, found.Count);
    }
}
