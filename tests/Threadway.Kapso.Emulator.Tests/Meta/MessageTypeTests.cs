using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class MessageTypeTests
{
    private const string Buttons = """
        {"type":"interactive","interactive":{"type":"button","header":{"type":"text","text":"Order 7"},"body":{"text":"Shall we bake it?"},"footer":{"text":"Until 6 pm"},
         "action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Yes"}},{"type":"reply","reply":{"id":"no","title":"No"}}]}}}
        """;

    private const string List = """
        {"type":"interactive","interactive":{"type":"list","body":{"text":"Which bread?"},"action":{"button":"Breads","sections":[
          {"title":"Light","rows":[{"id":"w","title":"White","description":"Soft"}]},{"title":"Dark","rows":[{"id":"r","title":"Rye"}]}]}}}
        """;

    [Theory]
    [InlineData("""{"type":"text","text":{"body":"Hola","preview_url":true}}""", "Hola")]
    [InlineData("""{"type":"image","image":{"link":"https://shop.example/cake.jpg","caption":"A cake"}}""", "A cake")]
    [InlineData("""{"type":"video","video":{"link":"https://shop.example/cake.mp4"}}""", "cake.mp4")]
    [InlineData("""{"type":"document","document":{"link":"https://shop.example/x","filename":"menu.pdf"}}""", "menu.pdf")]
    [InlineData("""{"type":"audio","audio":{"link":"https://shop.example/hello.ogg","voice":true}}""", "hello.ogg")]
    [InlineData("""{"type":"sticker","sticker":{"link":"https://shop.example/wave.webp"}}""", "wave.webp")]
    [InlineData("""{"type":"location","location":{"latitude":4.6097,"longitude":"-74.0817","name":"Bakery"}}""", "Bakery")]
    [InlineData("""{"type":"contacts","contacts":[{"name":{"formatted_name":"Ana Díaz"},"phones":[{"phone":"+57 300"}]}]}""", "Ana Díaz")]
    [InlineData(Buttons, "Shall we bake it?")]
    [InlineData(List, "Breads")]
    [InlineData("""{"type":"interactive","interactive":{"type":"cta_url","body":{"text":"See"},"action":{"name":"cta_url","parameters":{"display_text":"Open the shop","url":"https://shop.example"}}}}""", "Open the shop")]
    [InlineData("""{"type":"interactive","interactive":{"type":"flow","body":{"text":"Book"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Go"}}}}""", "Book")]
    [InlineData("""{"type":"interactive","interactive":{"type":"location_request_message","body":{"text":"Where?"},"action":{"name":"send_location"}}}""", "Where?")]
    [InlineData("""{"type":"interactive","interactive":{"type":"product","action":{"catalog_id":"1","product_retailer_id":"2"}}}""", "product")]
    [InlineData("""{"type":"interactive","interactive":{"type":"carousel","body":{"text":"Look"},"action":{"cards":[{},{}]}}}""", "Look")]
    public async Task Every_type_is_accepted_and_shown_on_the_phone(string message, string shown)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var sent = await chat.SendAsync(message);

        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Equal(sent.Json["messages"]![0]!["id"]!.ToString(), (await chat.LastOnPhoneAsync())["id"]!.ToString());
        Assert.Contains(shown, await chat.ScreenAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"carrier_pigeon"}""", "131051")]
    [InlineData("""{"type":"image"}""", "131008")]
    [InlineData("""{"type":"image","image":{}}""", "131008")]
    [InlineData("""{"type":"image","image":"x"}""", "100")]
    [InlineData("""{"type":"image","image":{"id":"1"}}""", "100")]
    [InlineData("""{"type":"image","image":{"id":"1","link":"https://a.example"}}""", "100")]
    [InlineData("""{"type":"image","image":{"link":"cake.jpg"}}""", "131009")]
    [InlineData("""{"type":"audio","audio":{"link":"https://a.example","caption":"no"}}""", "100")]
    [InlineData("""{"type":"sticker","sticker":{"link":"https://a.example","caption":"no"}}""", "100")]
    [InlineData("""{"type":"location","location":{"longitude":1}}""", "131008")]
    [InlineData("""{"type":"location","location":{"latitude":91,"longitude":1}}""", "131009")]
    [InlineData("""{"type":"location","location":{"latitude":"north","longitude":1}}""", "100")]
    [InlineData("""{"type":"contacts","contacts":[]}""", "131009")]
    [InlineData("""{"type":"contacts","contacts":[{"name":{}}]}""", "131008")]
    [InlineData("""{"type":"reaction","reaction":{"message_id":"wamid.x"}}""", "131008")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button","action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"A"}}]}}}""", "131008")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[]}}}""", "131009")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Longer than twenty characters"}}]}}}""", "131009")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"A"}},{"type":"reply","reply":{"id":"1","title":"B"}}]}}}""", "131009")]
    [InlineData("""{"type":"interactive","interactive":{"type":"list","body":{"text":"x"},"action":{"button":"b","sections":[{"rows":[]}]}}}""", "131009")]
    [InlineData("""{"type":"interactive","interactive":{"type":"cta_url","body":{"text":"x"},"action":{"parameters":{"display_text":"Go"}}}}""", "131008")]
    [InlineData("""{"type":"interactive","interactive":{"type":"flow","body":{"text":"x"},"action":{"parameters":{"flow_message_version":"3","flow_id":"1","flow_name":"n","flow_cta":"c"}}}}""", "131009")]
    [InlineData("""{"type":"interactive","interactive":{"type":"carousel","footer":{"text":"x"},"action":{"cards":[{},{}]}}}""", "131009")]
    [InlineData("""{"type":"interactive","interactive":{"type":"telepathy","body":{"text":"x"},"action":{}}}""", "131009")]
    public async Task What_breaks_a_limit_is_refused_with_Metas_code(string message, string code)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var refused = await chat.SendAsync(message);

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Text("error.code")));
        Assert.NotEmpty(refused.Text("error.error_data.details"));
    }

    [Theory]
    [InlineData("image", "caption", 1025)]
    [InlineData("document", "caption", 1025)]
    public async Task A_caption_over_its_limit_is_131009(string type, string field, int length)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var refused = await chat.SendAsync($$"""{"type":"{{type}}","{{type}}":{"link":"https://a.example/b","{{field}}":"{{new string('a', length)}}"} }""");
        var accepted = await chat.SendAsync($$"""{"type":"{{type}}","{{type}}":{"link":"https://a.example/b","{{field}}":"{{new string('a', length - 1)}}"} }""");

        Assert.Equal("131009", refused.Text("error.code"));
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
    }

    [Theory]
    [InlineData(10, HttpStatusCode.OK)]
    [InlineData(11, HttpStatusCode.BadRequest)]
    public async Task A_list_has_ten_rows_at_most_over_all_its_sections(int rows, HttpStatusCode status)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var sections = Enumerable.Range(0, rows).Chunk(6)
            .Select((ids, index) => $$"""{"title":"S{{index}}","rows":[{{string.Join(",", ids.Select(id => $$"""{"id":"{{id}}","title":"Row {{id}}"}"""))}}]}""");

        var answer = await chat.SendAsync(
            $$"""{"type":"interactive","interactive":{"type":"list","body":{"text":"x"},"action":{"button":"b","sections":[{{string.Join(",", sections)}}]} } }""");

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_pressed_button_comes_back_as_an_interactive_message_that_answers_the_first()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var asked = await chat.SentIdAsync(Buttons);

        var pressed = await new Phone(lab, Chat.Phone).SubmitAsync("/press", ("message_id", asked), ("choice", "no"));
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Equal(HttpStatusCode.SeeOther, pressed.Status);
        Assert.Contains("""<button class="secondary" name="choice" value="no">No</button>""", await chat.ScreenAsync(), StringComparison.Ordinal);
        Assert.Equal("interactive", message["type"]!.ToString());
        Assert.Equal("""{"type":"button_reply","button_reply":{"id":"no","title":"No"}}""", message["interactive"]!.ToJsonString());
        Assert.Equal(asked, message["context"]!["id"]!.ToString());
    }

    [Fact]
    public async Task A_pressed_row_brings_its_description_and_a_press_on_nothing_is_404()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var asked = await chat.SentIdAsync(List);

        await chat.WriteAsync($$"""{"type":"interactive","reply":{"messageId":"{{asked}}","id":"w"} }""");
        var nothing = await chat.TryWriteAsync($$"""{"type":"interactive","reply":{"messageId":"{{asked}}","id":"sesame"} }""");
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Equal(
            """{"type":"list_reply","list_reply":{"id":"w","title":"White","description":"Soft"}}""", message["interactive"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, nothing.Status);
    }

    [Theory]
    [InlineData("""{"type":"location","location":{"latitude":4.6,"longitude":-74,"name":"Home"}}""", "location")]
    [InlineData("""{"type":"reaction","reaction":{"messageId":"wamid.1","emoji":"👍"}}""", "reaction")]
    public async Task A_person_sends_a_place_or_a_reaction(string fields, string type)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");

        await chat.WriteAsync(fields);
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Equal(type, message["type"]!.ToString());
        Assert.NotNull(message[type]);
    }

    [Fact]
    public async Task A_reply_names_the_message_it_answers_and_shows_its_words()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var asked = await chat.WriteAsync("""{"text":{"body":"Are you open?"}}""");

        await chat.SentIdAsync($$"""{"type":"text","context":{"message_id":"{{asked}}"},"text":{"body":"Until six"} }""");

        Assert.Equal(asked, (await chat.LastOnPhoneAsync())["contextMessageId"]!.ToString());
        Assert.Contains("<blockquote>Are you open?</blockquote>", await chat.ScreenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_sent_delivered_and_read_once_the_person_looks()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("sent", "delivered", "read");

        await chat.SentIdAsync("""{"type":"text","text":{"body":"Hola"}}""");
        string[] before = [(await lab.Receiver.NextAsync()).Event, (await lab.Receiver.NextAsync()).Event];
        await lab.PostAsync($"/_emulator/phones/{Chat.Phone}/read");
        await lab.PostAsync($"/_emulator/phones/{Chat.Phone}/read");
        var read = await lab.Receiver.NextAsync();

        Assert.Equal(["whatsapp.message.sent", "whatsapp.message.delivered"], before);
        Assert.Equal("whatsapp.message.read", read.Event);
        Assert.Equal(
            ["sent", "delivered", "read"], read.Body["message"]!["kapso"]!["statuses"]!.AsArray().Select(status => status!["status"]!.ToString()));
        Assert.Empty(lab.Receiver.Waiting());
        Assert.Contains("aria-label=\"read\"", await chat.ScreenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reaction_is_only_ever_sent_and_one_to_nothing_fails_with_its_reason()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var written = await chat.WriteAsync("""{"text":{"body":"Hi again"}}""");
        await chat.SubscribeAsync("sent", "delivered", "failed");

        await chat.SentIdAsync($$"""{"type":"reaction","reaction":{"message_id":"{{written}}","emoji":"🎂"} }""");
        var liked = await lab.Receiver.NextAsync();
        await chat.SentIdAsync("""{"type":"reaction","reaction":{"message_id":"wamid.nobody","emoji":"🎂"}}""");
        var (sent, failed) = (await lab.Receiver.NextAsync(), await lab.Receiver.NextAsync());

        Assert.Equal(("whatsapp.message.sent", "whatsapp.message.sent"), (liked.Event, sent.Event));
        Assert.Equal("whatsapp.message.failed", failed.Event);
        Assert.Equal("131009", failed.Body["message"]!["kapso"]!["statuses"]!.AsArray()[^1]!["errors"]![0]!["code"]!.ToString());
    }

    [Fact]
    public async Task A_user_id_reaches_the_person_and_a_number_beside_it_wins()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        const string text = "\"type\":\"text\",\"text\":{\"body\":\"Hola\"}";

        var byId = await lab.PostAsync(chat.Messages, $$"""{"messaging_product":"whatsapp","recipient":"CO.{{Chat.Phone}}",{{text}} }""");
        var both = await lab.PostAsync(chat.Messages, $$"""{"messaging_product":"whatsapp","recipient":"CO.1","to":"{{Chat.Phone}}",{{text}} }""");
        var unknown = await lab.PostAsync(chat.Messages, $$"""{"messaging_product":"whatsapp","recipient":"CO.1",{{text}} }""");
        var group = await lab.PostAsync(chat.Messages, $$"""{"messaging_product":"whatsapp","recipient_type":"group","to":"g",{{text}} }""");

        Assert.Equal($$"""[{"input":"CO.{{Chat.Phone}}","wa_id":null,"user_id":"CO.{{Chat.Phone}}"}]""", byId.Ok().Json["contacts"]!.ToJsonString());
        Assert.Equal(Chat.Phone, both.Ok().Json["contacts"]![0]!["wa_id"]!.ToString());
        Assert.Equal("100", unknown.Text("error.code"));
        Assert.Equal(HttpStatusCode.NotImplemented, group.Status);
    }

    [Fact]
    public async Task Another_accounts_id_is_refused_by_Kapso_before_Meta()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var refused = await chat.SendAsync("""{"type":"text","messaging_account_id":"1","text":{"body":"Hola"}}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "messaging_account_mismatch"), (refused.Status, refused.Text("code")));
    }

    [Fact]
    public async Task Typing_shows_from_the_mark_until_a_message_or_25_seconds()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var written = await chat.WriteAsync("""{"text":{"body":"Hello?"}}""");
        var mark = $$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{written}}","typing_indicator":{"type":"text"} }""";

        var marked = await lab.PostAsync(chat.Messages, mark);
        var typing = await chat.ScreenAsync();
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:00:25"}""");
        var later = await chat.ScreenAsync();
        await lab.PostAsync(chat.Messages, mark);
        await chat.SentIdAsync("""{"type":"text","text":{"body":"Here"}}""");
        var answered = await chat.ScreenAsync();

        Assert.Equal("""{"success":true}""", marked.Content);
        Assert.Contains("typing…", typing, StringComparison.Ordinal);
        Assert.DoesNotContain("typing…", later, StringComparison.Ordinal);
        Assert.DoesNotContain("typing…", answered, StringComparison.Ordinal);
    }
}
