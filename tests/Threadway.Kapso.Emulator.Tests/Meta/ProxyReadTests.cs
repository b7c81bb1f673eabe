using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class ProxyReadTests
{
    private static string Path(Chat chat, string rest) => $"/meta/whatsapp/v24.0/{chat.NumberId}/{rest}";

    [Fact]
    public async Task Messages_of_a_number_are_listed_without_envelope_of_the_Platform_and_read_bare()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var id = await chat.SentIdAsync("""{"type":"text","text":{"body":"Hola"}}""");

        var first = await lab.GetAsync(Path(chat, "messages?limit=1"));
        var second = await lab.GetAsync(Path(chat, $"messages?limit=5&after={Uri.EscapeDataString(first.Text("paging.cursors.after"))}"));
        var one = await lab.GetAsync(Path(chat, $"messages/{id}"));

        Assert.Equal((id, "inbound"), (first.Data[0]!["id"]!.ToString(), Assert.Single(second.Data)!["kapso"]!["direction"]!.ToString()));
        Assert.Null(first.At("paging.next"));
        Assert.Equal(id, one.Text("id"));
    }

    [Theory]
    [InlineData("fields=kapso(default)", "direction,status,processing_status,origin,has_media,content,whatsapp_conversation_id,phone_number_id")]
    [InlineData("fields=kapso(direction,status)", "direction,status")]
    [InlineData("fields=kapso()", null)]
    public async Task Fields_choose_what_Kapso_adds(string query, string? names)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var message = (await lab.GetAsync(Path(chat, $"messages?{query}"))).Data[0]!;

        Assert.Equal(names, message["kapso"] is { } kapso ? string.Join(',', kapso.AsObject().Select(field => field.Key)) : null);
    }

    [Theory]
    [InlineData("messages?direction=outbound", 0)]
    [InlineData("messages?since=2020-01-01", 1)]
    [InlineData("messages?until=2020-01-01", 0)]
    [InlineData("conversations?last_active_since=2020-01-01", 1)]
    [InlineData("conversations?last_active_until=2020-01-01", 0)]
    [InlineData("conversations?status=active", 1)]
    [InlineData("contacts", 1)]
    [InlineData("contacts?wa_id=573009999999", 0)]
    public async Task Lists_are_filtered_and_hold_this_number_alone(string query, int count)
    {
        await using var lab = await Lab.StartAsync();
        await Chat.OpenAsync(lab);
        var chat = await Chat.OpenAsync(lab);

        Assert.Equal(count, (await lab.GetAsync(Path(chat, query))).Data.Count);
    }

    [Fact]
    public async Task A_conversation_and_a_contact_are_read_bare_and_others_are_404()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var id = (await lab.GetAsync(Path(chat, "conversations"))).Data[0]!["id"]!.ToString();

        Assert.Equal(id, (await lab.GetAsync(Path(chat, $"conversations/{id}"))).Text("id"));
        Assert.Equal(Chat.Phone, (await lab.GetAsync(Path(chat, $"contacts/{Chat.Phone}"))).Text("wa_id"));
        foreach (var path in new[] { "messages/wamid.no", "conversations/no", "contacts/573009999999" })
            Assert.Equal(HttpStatusCode.NotFound, (await lab.GetAsync(Path(chat, path))).Status);
        Assert.Equal("100", (await lab.GetAsync(Path(chat, "messages?fields=name"))).Text("error.code"));
        Assert.Equal(HttpStatusCode.NotFound, (await lab.GetAsync("/meta/whatsapp/v24.0/1/messages")).Status);
    }
}
