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
    public async Task Every_type_is_shown_on_the_phone(string message, string shown)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var sent = await chat.SentIdAsync(message);

        Assert.Equal(sent, (await chat.LastOnPhoneAsync())["id"]!.ToString());
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
    public async Task Which_of_Metas_codes_a_bad_value_gets_follows_from_what_is_wrong_with_it(string message, string code)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        var refused = await chat.SendAsync(message);

        Assert.Equal(code, refused.Text("error.code"));
        Assert.NotEmpty(refused.Text("error.error_data.details"));
    }

    [Fact]
    public async Task A_button_is_pressed_on_the_page()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var asked = await chat.SentIdAsync(Buttons);

        var pressed = await new Phone(lab, Chat.Phone).SubmitAsync("/press", ("message_id", asked), ("choice", "no"));
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Equal(HttpStatusCode.SeeOther, pressed.Status);
        Assert.Contains("""<button class="secondary" name="choice" value="no">No</button>""", await chat.ScreenAsync(), StringComparison.Ordinal);
        Assert.Equal("no", message["interactive"]!["button_reply"]!["id"]!.ToString());
    }

    [Fact]
    public async Task A_press_on_nothing_is_404()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var asked = await chat.SentIdAsync(List);

        var nothing = await chat.TryWriteAsync($$"""{"type":"interactive","reply":{"messageId":"{{asked}}","id":"sesame"} }""");

        Assert.Equal(HttpStatusCode.NotFound, nothing.Status);
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
    public async Task A_message_is_read_once_however_often_the_person_looks()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("read");

        await chat.SentIdAsync("""{"type":"text","text":{"body":"Hola"}}""");
        await lab.PostAsync($"/_emulator/phones/{Chat.Phone}/read");
        await lab.PostAsync($"/_emulator/phones/{Chat.Phone}/read");

        await lab.Receiver.NextAsync();
        Assert.Empty(lab.Receiver.Waiting());
        Assert.Equal("read", (await chat.LastOnPhoneAsync())["status"]!.ToString());
    }

    [Fact]
    public async Task A_reaction_to_nothing_fails_as_131009()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("failed");

        await chat.SentIdAsync("""{"type":"reaction","reaction":{"message_id":"wamid.nobody","emoji":"🎂"}}""");
        var failed = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Equal("131009", failed["kapso"]!["statuses"]!.AsArray()[^1]!["errors"]![0]!["code"]!.ToString());
    }

    [Fact]
    public async Task A_user_id_of_nobody_is_100_groups_are_not_emulated_and_another_account_is_refused_by_its_name()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        const string text = "\"type\":\"text\",\"text\":{\"body\":\"Hola\"}";

        var unknown = await lab.PostAsync(chat.Messages, $$"""{"messaging_product":"whatsapp","recipient":"CO.1",{{text}} }""");
        var group = await lab.PostAsync(chat.Messages, $$"""{"messaging_product":"whatsapp","recipient_type":"group","to":"g",{{text}} }""");
        var account = await chat.SendAsync($$"""{"messaging_account_id":"1",{{text}} }""");

        Assert.Equal("100", unknown.Text("error.code"));
        Assert.Equal(HttpStatusCode.NotImplemented, group.Status);
        Assert.StartsWith("messaging_account_id", account.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_shows_from_the_mark_until_a_message_or_25_seconds()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var written = await chat.WriteAsync("""{"text":{"body":"Hello?"}}""");
        var mark = $$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{written}}","typing_indicator":{"type":"text"} }""";

        await lab.PostAsync(chat.Messages, mark);
        var typing = await chat.ScreenAsync();
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:00:25"}""");
        var later = await chat.ScreenAsync();
        await lab.PostAsync(chat.Messages, mark);
        await chat.SentIdAsync("""{"type":"text","text":{"body":"Here"}}""");
        var answered = await chat.ScreenAsync();

        Assert.Contains("typing…", typing, StringComparison.Ordinal);
        Assert.DoesNotContain("typing…", later, StringComparison.Ordinal);
        Assert.DoesNotContain("typing…", answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_older_than_30_days_is_not_marked_as_read()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var written = await chat.WriteAsync("""{"text":{"body":"Read me"}}""");
        var mark = $$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{written}}"}""";

        await lab.PostAsync("/_emulator/clock", """{"advance":"29.23:59:00"}""");
        var inTime = await lab.PostAsync(chat.Messages, mark);
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:02:00"}""");
        var late = await lab.PostAsync(chat.Messages, mark);

        Assert.Equal(HttpStatusCode.OK, inTime.Status);
        Assert.Equal((HttpStatusCode.BadRequest, "131009"), (late.Status, late.Text("error.code")));
    }

    [Fact]
    public async Task A_stranger_with_a_fresh_emulator_sends_hello_world_and_reads_it_whole()
    {
        await using var lab = await Lab.StartAsync();

        (await lab.PostAsync(
            $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages",
            $$"""{"messaging_product":"whatsapp","to":"{{Chat.Phone}}","type":"template","template":{"name":"hello_world","language":{"code":"en_US"} } }""")).Ok();
        var screen = (await lab.GetAsync($"/phones/{Chat.Phone}/screen")).Content;

        foreach (var shown in new[] { "Hello World", "Welcome and congratulations!", "A first message, to try things out" })
            Assert.Contains(shown, screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_card_without_a_name_comes_from_a_phone_and_is_shown_while_a_business_must_name_it()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);

        await chat.WriteAsync("""{"type":"contacts","contacts":[{"phones":[{"phone":"+52 55 1234 0000"}]},{}]}""");
        var sent = await chat.SendAsync("""{"type":"contacts","contacts":[{"phones":[{"phone":"+52 55 1234 0000"}]}]}""");

        Assert.Contains("52 55 1234 0000", await chat.ScreenAsync(), StringComparison.Ordinal);
        Assert.Equal("131008", sent.Text("error.code"));
    }
}
