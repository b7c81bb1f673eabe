using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Messages;

/// <summary>What does not fit the limits is refused in Meta's form; which of Meta's codes for a bad value it is, the contract leaves open.</summary>
[Contract("12.1"), Contract("12.3"), Contract("15")]
public class LimitTests(Target target)
{
    private static readonly int[] BadValue = [100, 131008, 131009, 131051, 135000];

    private static string X(int length) => new('x', length);

    public static TheoryData<string> Limits { get; } = [.. InteractiveLimits.All.Keys];

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_in_Metas_own_words()
    {
        var chat = await target.ChatAsync();

        var refused = await chat.SendTextAsync(new string('x', 4097));

        refused.IsE3(400, 100);
        Assert.Contains("must be at most 4096 characters long", refused.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Limits))]
    public async Task An_interactive_message_keeps_to(string limit)
    {
        // Flows and catalogues must exist at a real account.
        _ = target.Control;
        var chat = await target.ChatAsync();

        var fits = await chat.SendAsync($$"""{"type":"interactive","interactive":{{InteractiveLimits.All[limit].Fits}} }""");
        var exceeds = await chat.SendAsync($$"""{"type":"interactive","interactive":{{InteractiveLimits.All[limit].Exceeds}} }""");

        fits.Fits(Shapes.Sent);
        IsBadValue(exceeds);
    }

    [Theory]
    [InlineData("text", """{"body":"*"}""", 4096)]
    [InlineData("image", """{"link":"https://tenant.example/a.png","caption":"*"}""", 1024)]
    [InlineData("video", """{"link":"https://tenant.example/a.mp4","caption":"*"}""", 1024)]
    [InlineData("document", """{"link":"https://tenant.example/a.pdf","caption":"*"}""", 1024)]
    [InlineData("contacts", """[{"name":{"formatted_name":"*","first_name":"A"}}]""", 200)]
    public async Task A_text_has_a_longest_length(string type, string content, int longest)
    {
        var chat = await target.ChatAsync();

        var fits = await chat.SendAsync($$"""{"type":"{{type}}","{{type}}":{{content.Replace("*", X(longest), StringComparison.Ordinal)}} }""");
        var exceeds = await chat.SendAsync($$"""{"type":"{{type}}","{{type}}":{{content.Replace("*", X(longest + 1), StringComparison.Ordinal)}} }""");

        fits.Fits(Shapes.Sent);
        IsBadValue(exceeds);
    }

    [Theory]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"type":"text","text":{}}""")]
    [InlineData("""{"type":"text","text":{"body":""}}""")]
    [InlineData("""{"type":"image"}""")]
    [InlineData("""{"type":"image","image":"a.png"}""")]
    [InlineData("""{"type":"image","image":{}}""")]
    [InlineData("""{"type":"image","image":{"id":"1","link":"https://tenant.example/a.png"}}""")]
    [InlineData("""{"type":"audio","audio":{"link":"https://tenant.example/a.ogg","caption":"None"}}""")]
    [InlineData("""{"type":"sticker","sticker":{"link":"https://tenant.example/a.webp","caption":"None"}}""")]
    [InlineData("""{"type":"location","location":{"latitude":4.6}}""")]
    [InlineData("""{"type":"location","location":{"longitude":4.6}}""")]
    [InlineData("""{"type":"location","location":{"latitude":"north","longitude":4.6}}""")]
    [InlineData("""{"type":"contacts","contacts":[{"name":{}}]}""")]
    [InlineData("""{"type":"reaction","reaction":{"emoji":"👍"}}""")]
    [InlineData("""{"type":"reaction","reaction":{"message_id":"wamid.x"}}""")]
    [InlineData("""{"type":"template","template":{"language":{"code":"en"}}}""")]
    [InlineData("""{"type":"template","template":{"name":"hello_world"}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button","body":{"text":"?"}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button","action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"A"}}]}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"cta_url","body":{"text":"?"},"action":{"name":"cta_url","parameters":{"display_text":"Go"}}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"cta_url","body":{"text":"?"},"action":{"parameters":{"display_text":"Go","url":"https://tenant.example"}}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"flow","body":{"text":"?"},"action":{"parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Go"}}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"product_list","body":{"text":"?"},"action":{"catalog_id":"1","sections":[{"title":"A","product_items":[{"product_retailer_id":"2"}]}]}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"product_list","header":{"type":"text","text":"h"},"body":{"text":"?"},"action":{"catalog_id":"1","sections":[{"product_items":[{"product_retailer_id":"2"}]},{"title":"B","product_items":[{"product_retailer_id":"3"}]}]}}}""")]
    [InlineData("""{"type":"interactive","interactive":{"type":"somehow","body":{"text":"?"},"action":{}}}""")]
    [InlineData("""{"type":"fax","fax":{}}""")]
    public async Task What_is_missing_or_unknown_is_refused(string fields)
    {
        var chat = await target.ChatAsync();

        IsBadValue(await chat.SendAsync(fields));
    }

    [Fact]
    public async Task No_more_than_257_contacts_go_at_once()
    {
        const string contact = """{"name":{"formatted_name":"Ana","first_name":"Ana"}}""";
        var chat = await target.ChatAsync();

        var exceeds = await chat.SendAsync($$"""{"type":"contacts","contacts":[{{string.Join(",", Enumerable.Repeat(contact, 258))}}]}""");

        IsBadValue(exceeds);
    }

    [Theory]
    [InlineData("""{"to":"12025550123","type":"text","text":{"body":"Hi"}}""")]
    [InlineData("""{"messaging_product":"telegram","to":"12025550123","type":"text","text":{"body":"Hi"}}""")]
    [InlineData("""{"messaging_product":"whatsapp","type":"text","text":{"body":"Hi"}}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":"12025550123","text":{"body":"Hi"}}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":"nobody","type":"text","text":{"body":"Hi"}}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":5,"type":"text","text":{"body":"Hi"}}""")]
    [InlineData("""{"messaging_product":"whatsapp","status":"read"}""")]
    public async Task A_send_without_its_frame_is_refused(string body)
    {
        var answer = await target.Proxy.PostAsync($"/{target.Number}/messages", body);

        IsBadValue(answer);
    }

    [Fact]
    public async Task A_voice_message_is_ogg()
    {
        var chat = await target.ChatAsync();
        var id = (await target.Proxy.UploadAsync($"/{chat.Number}/media", [1, 2, 3], "audio/mpeg", "a.mp3")).Is(200).Text("id");

        var answer = await chat.SendAsync($$"""{"type":"audio","audio":{"id":"{{id}}","voice":true} }""");

        answer.IsE3(400);
    }

    [Theory, Contract("13.1")]
    [InlineData("image/png", "image", "", true)]
    [InlineData("image/png", "document", "", true)]
    [InlineData("image/png", "video", "", false)]
    [InlineData("audio/mpeg", "sticker", "", false)]
    [InlineData("audio/ogg; codecs=opus", "audio", ",\"voice\":true", true)]
    public async Task A_file_goes_as_the_type_it_is_of_or_as_a_document(string mimeType, string type, string more, bool fits)
    {
        // Whether the bytes are what they are said to be, Meta finds out later.
        _ = target.Control;
        var chat = await target.ChatAsync();
        var id = (await target.Proxy.UploadAsync($"/{chat.Number}/media", [1, 2, 3], mimeType, "a")).Is(200).Text("id");

        var answer = await chat.SendAsync($$"""{"type":"{{type}}","{{type}}":{"id":"{{id}}"{{more}}} }""");

        if (fits)
            answer.Fits(Shapes.Sent);
        else
            answer.IsE3(400, 131053);
    }

    [Fact]
    public async Task The_callers_own_data_has_512_characters_at_most()
    {
        var chat = await target.ChatAsync();

        IsBadValue(await chat.SendAsync($$"""{"type":"text","text":{"body":"Hi"},"biz_opaque_callback_data":"{{X(513)}}"}"""));
    }

    private static void IsBadValue(Reply reply)
    {
        reply.IsE3(400);
        if (!BadValue.Contains(reply.Json["error"]!["code"]?.GetValue<int>() ?? 0))
            throw reply.Wrong($"should have one of the codes {string.Join(", ", BadValue)}");
    }
}
