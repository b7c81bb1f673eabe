using System.Text.Json;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages;

public sealed class MessageReadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_are_listed_with_next_sent_back_as_after_until_it_is_null()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/messages").Answers(
            """{"data":[{"id":"wamid.1"}],"paging":{"cursors":{"before":"a","after":"b"},"next":null,"previous":"c"}}""");

        var messages = await kapso.Client().Messages.ListAsync(
            new()
            {
                PhoneNumberId = "1",
                ConversationId = "2",
                PhoneNumber = "34600",
                UserId = "ES.1",
                Direction = MessageDirection.Inbound,
                Status = MessageStatus.Delivered,
                Type = "image",
                HasMedia = true,
                PageSize = 100,
            },
            Token).ToListAsync(Token);

        Assert.Equal(["wamid.INVENTED0011", "wamid.INVENTED0010", "wamid.1"], messages.Select(message => message.Id));
        const string First = "GET /platform/v1/whatsapp/messages?phone_number_id=1&conversation_id=2&phone_number=34600"
            + "&business_scoped_user_id=ES.1&direction=inbound&status=delivered&message_type=image&has_media=true&limit=100";
        Assert.Equal([First, $"{First}&after=TkVYVA%3D%3D"], kapso.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task A_picture_tells_who_sent_it_what_it_answers_and_where_the_file_is()
    {
        var picture = await ScriptedKapso.AnsweringPayload("api/messages").Messages.ListAsync(cancellationToken: Token).FirstAsync(Token);

        Assert.Equal(("image", MessageDirection.Inbound, MessageOrigin.CloudApi), (picture.Type, picture.Direction, picture.Origin));
        Assert.Equal(("34600998877", "ES.invented.1", "ana", "Ana"), (picture.From, picture.FromUserId, picture.Username, picture.ContactName));
        Assert.Equal("wamid.INVENTED0010", picture.ReplyTo);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1777888800), picture.Timestamp);
        Assert.Equal(("1234567890", "¿Tienen este?", "bread.jpg"), (picture.Media!.Id, picture.Media.Caption, picture.Media.Filename));
        Assert.Equal(
            (new("https://kapso.example/media/1"), "image/jpeg", 303833), (picture.Media.Url, picture.Media.ContentType, picture.Media.ByteSize));
        Assert.Equal("bread.jpg", picture.Raw.GetProperty("kapso").GetProperty("media_data").GetProperty("filename").GetString());
        Assert.DoesNotContain("Ana", picture.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_message_tells_why_and_what_helps()
    {
        var failed = await ScriptedKapso.AnsweringPayload("api/messages").Messages.ListAsync(cancellationToken: Token)
            .FirstAsync(message => message.Status == MessageStatus.Failed, Token);

        Assert.Equal([MessageStatus.Sent, MessageStatus.Failed], failed.Statuses.Select(update => update.Status));
        Assert.Equal(("131047", KapsoErrorClass.Template), (failed.Failure?.Code, failed.Failure?.Class));
        Assert.Equal("More than 24 hours have passed.", failed.Failure?.Details);
        Assert.Equal(("Buenos días", MessageOrigin.BusinessApp), (failed.Transcript, failed.Origin));
    }

    [Theory]
    [InlineData("""{"id":"1","type":"button","button":{"payload":"stop","text":"Stop"}}""", "stop", "Stop")]
    [InlineData("""{"id":"1","type":"interactive","interactive":{"button_reply":{"id":"y","title":"Yes"}}}""", "y", "Yes")]
    [InlineData("""{"id":"1","type":"interactive","interactive":{"list_reply":{"id":"r","title":"Rye","description":"Dark"}}}""", "r", "Rye")]
    public async Task A_press_tells_what_was_pressed(string message, string id, string title)
    {
        using var kapso = ScriptedKapso.Answering($$"""{"data":{{message}}}""");

        var pressed = await kapso.Messages.GetAsync("1", Token);

        Assert.Equal((id, title), (pressed.Choice?.Id, pressed.Choice?.Title));
    }

    [Fact]
    public async Task A_reaction_and_a_place_are_read_and_numbers_may_be_text()
    {
        using var kapso = ScriptedKapso.Answering(
            """
            {"data":{"id":"1","type":"something_new","reaction":{"message_id":"wamid.7","emoji":"👍"},
             "location":{"latitude":"4.711","longitude":-74.0721,"name":"Sol"},"kapso":{"transcript":"Hola"}}}
            """);

        var message = await kapso.Messages.GetAsync("1", Token);

        Assert.Equal(("wamid.7", "👍"), (message.Reaction?.MessageId, message.Reaction?.Emoji));
        Assert.Equal((4.711, -74.0721, "Sol"), (message.Location?.Latitude, message.Location?.Longitude, message.Location?.Name));
        Assert.Equal(("something_new", "Hola"), (message.Type, message.Transcript));
    }

    [Fact]
    public async Task One_message_is_read_by_its_id()
    {
        var kapso = new ScriptedKapso().Answers("""{"data":{"id":"wamid.A=="}}""");

        await kapso.Client().Messages.GetAsync("wamid.A==", Token);

        Assert.Equal("GET /platform/v1/whatsapp/messages/wamid.A%3D%3D", kapso.Request.Line);
    }

    [Theory]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":7}""")]
    [InlineData("{}")]
    public async Task A_message_without_an_id_cannot_be_read(string body)
    {
        using var kapso = ScriptedKapso.Answering(body);

        await Assert.ThrowsAsync<KapsoException>(() => kapso.Messages.GetAsync("1", Token));
    }

    [Fact]
    public async Task An_odd_item_costs_the_caller_none_of_the_others()
    {
        using var kapso = ScriptedKapso.Answering(
            """{"data":[null,7,{},{"id":"a","timestamp":{},"type":3,"kapso":[],"statuses":[7]},{"id":"b"}],"paging":{}}""");

        var messages = await kapso.Messages.ListAsync(cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(["a", "b"], messages.Select(message => message.Id));
    }

    [Fact]
    public async Task A_server_that_repeats_its_cursor_does_not_keep_the_caller_forever()
    {
        const string Page = """{"data":[{"id":"a"}],"paging":{"next":"same"}}""";
        var kapso = new ScriptedKapso().Answers(Page).Answers(Page);

        Assert.Equal(2, await kapso.Client().Messages.ListAsync(cancellationToken: Token).CountAsync(Token));
    }

    [Fact]
    public void A_message_is_written_as_it_came()
    {
        const string Text = """{"id":"a","type":"text","text":{"body":"x"},"more":[1]}""";

        Assert.Equal(Text, JsonSerializer.Serialize(JsonSerializer.Deserialize<Message>(Text)));
    }
}
