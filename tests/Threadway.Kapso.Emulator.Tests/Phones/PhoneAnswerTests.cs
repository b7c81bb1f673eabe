using System.Net;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Phones;

public partial class PhoneAnswerTests
{
    private const string Flow =
        """{"type":"interactive","interactive":{"type":"flow","body":{"text":"Book"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Go","flow_token":"t-1"}}}}""";

    private static readonly Func<Chat, Phone> page = chat => new Phone(chat.Lab, Chat.Phone);

    [Fact]
    public async Task A_reaction_from_the_page_reaches_the_business_shows_on_the_message_and_can_be_taken_back()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var asked = await chat.SentIdAsync("""{"type":"text","text":{"body":"Six?"}}""");

        await page(chat).SubmitAsync("/react", ("message_id", asked), ("emoji", "👍"));
        var told = (await lab.Receiver.NextAsync()).Body["message"]!["reaction"]!;
        var shown = await chat.ScreenAsync();
        await page(chat).SubmitAsync("/react", ("message_id", asked), ("emoji", ""));
        var after = await chat.ScreenAsync();

        Assert.Equal((asked, "👍"), (told["message_id"]!.ToString(), told["emoji"]!.ToString()));
        Assert.Matches("<p class=\"reactions\"><span role=\"img\" aria-label=\"[^\"]+ from you\">", shown);
        Assert.Equal(2, Bubble().Count(shown));
        Assert.DoesNotContain("<p class=\"reactions\">", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reaction_of_the_business_stands_beside_the_persons_and_the_last_of_each_counts()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var written = await chat.WriteAsync("""{"text":{"body":"Thanks"}}""");

        await chat.SentIdAsync($$$"""{"type":"reaction","reaction":{"message_id":"{{{written}}}","emoji":"😮"}}""");
        await chat.SentIdAsync($$$"""{"type":"reaction","reaction":{"message_id":"{{{written}}}","emoji":"🙏"}}""");
        await page(chat).SubmitAsync("/react", ("message_id", written), ("emoji", "👍"));

        var reactions = Regex.Match(await chat.ScreenAsync(), "<p class=\"reactions\">(.*)</p>").Groups[1].Value;
        Assert.Equal(2, Regex.Count(reactions, "<span"));
        Assert.DoesNotContain(WebUtility.HtmlDecode("&#x1F62E;"), WebUtility.HtmlDecode(reactions), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_from_the_page_quotes_the_message_that_it_answers()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var asked = await chat.SentIdAsync("""{"type":"text","text":{"body":"At six?"}}""");

        var answering = await page(chat).PageAsync($"?reply={asked}");
        await page(chat).SubmitAsync("", ("phone_number_id", chat.NumberId), ("text", "Yes"), ("context_message_id", asked));
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Contains($"name=\"context_message_id\" value=\"{asked}\"", WebUtility.HtmlDecode(answering), StringComparison.Ordinal);
        Assert.Equal(("Yes", asked), (message["text"]!["body"]!.ToString(), message["context"]!["id"]!.ToString()));
        Assert.Contains("<blockquote>At six?</blockquote>", await chat.ScreenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_is_filled_in_on_the_page_where_its_token_stands_already()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var asked = await chat.SentIdAsync(Flow);

        var shown = WebUtility.HtmlDecode(await chat.ScreenAsync());
        var sent = await page(chat).SubmitAsync("/flow", ("message_id", asked), ("response_json", """{"flow_token":"t-1","seats":2}"""));
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Contains("""{"flow_token":"t-1"}""", shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.Equal("""{"flow_token":"t-1","seats":2}""", message["interactive"]!["nfm_reply"]!["response_json"]!.ToString());
    }

    [Theory]
    [InlineData("location_request_message", "send_location", "/place", "location")]
    [InlineData("request_contact_info", "request_contact_info", "/contact", "contacts")]
    public async Task A_request_is_answered_in_kind(string kind, string name, string form, string type)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SubscribeAsync("received");
        var asked = await chat.SentIdAsync(
            $$$$"""{"type":"interactive","interactive":{"type":"{{{{kind}}}}","body":{"text":"Please"},"action":{"name":"{{{{name}}}}"}}}""");

        var shown = await chat.ScreenAsync();
        await page(chat).SubmitAsync(form, ("message_id", asked), ("latitude", "4.6"), ("longitude", "-74.1"));
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        Assert.Contains($"action=\"/phones/%2B{Chat.Phone}{form}\"", shown, StringComparison.Ordinal);
        Assert.Equal((type, asked), (message["type"]!.ToString(), message["context"]!["id"]!.ToString()));
        Assert.Equal(type == "contacts" ? Chat.Phone : "4.6", (message["contacts"]?[0]!["phones"]![0]!["wa_id"] ?? message["location"]!["latitude"])!.ToString());
    }

    [Theory]
    [InlineData("/flow", "response_json", "not JSON")]
    [InlineData("/press", "choice", "Button not found")]
    [InlineData("/contact", "x", "Request for contact info not found")]
    [InlineData("/place", "latitude", "The latitude must be a number")]
    [InlineData("/file", "x", "Choose a file first")]
    public async Task What_cannot_be_sent_is_said_on_the_page_and_nothing_is_sent(string form, string field, string reason)
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        var asked = await chat.SentIdAsync(Flow);
        await chat.SubscribeAsync("received");

        var answer = await page(chat).SubmitAsync(form, ("message_id", asked), (field, "no"));

        Assert.True((int)answer.Status is >= 400 and < 500, $"{answer.Status}");
        Assert.Contains(reason, answer.Content, StringComparison.Ordinal);
        Assert.Empty(lab.Receiver.Waiting());
    }

    [Fact]
    public async Task A_list_shows_its_sections_and_each_business_has_a_chat_of_its_own()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.SentIdAsync("""
            {"type":"interactive","interactive":{"type":"list","body":{"text":"When?"},"action":{"button":"Choose","sections":[{"title":"Morning","rows":[{"id":"10","title":"Ten"}]},{"title":"Evening","rows":[{"id":"18","title":"Six"}]}]}}}
            """);
        var list = await chat.ScreenAsync();
        await new Chat(lab, KapsoEmulator.OperatorPhoneNumberId).WriteAsync("""{"text":{"body":"To the operator"}}""");

        var newest = await chat.ScreenAsync();
        var chats = Regex.Matches(newest, "href=\"[^\"]*chat=([0-9a-f-]+)\"( aria-current=\"page\")?>").Select(match => match.Groups[1].Value).Take(2).ToList();
        var older = await page(chat).PageAsync($"?chat={chats[1]}");

        foreach (var shown in new[] { "Choose</summary>", ">Morning<", ">Ten<", ">Evening<", ">Six<" })
            Assert.Contains(shown, list, StringComparison.Ordinal);
        Assert.DoesNotContain("When?</p>", newest, StringComparison.Ordinal);
        Assert.Contains("When?</p>", older, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_words_stay_words_wherever_they_stand()
    {
        const string evil = "\\\"><img src=x onerror=alert(1)>";
        await using var lab = await Lab.StartAsync(options => options.CoexistenceMessagesPerSecond = 100);
        var chat = await Chat.OpenAsync(lab);
        string[] hostile =
        [
            """{"type":"text","text":{"body":"EVIL https://a.example/'EVIL *EVIL* `EVIL`"} }""",
            """{"type":"interactive","interactive":{"type":"button","header":{"type":"text","text":"EVIL"},"body":{"text":"EVIL"},"footer":{"text":"EVIL"},"action":{"buttons":[{"type":"reply","reply":{"id":"EVIL","title":"<script>"}}]}}}""",
            """{"type":"interactive","interactive":{"type":"cta_url","body":{"text":"x"},"action":{"name":"cta_url","parameters":{"display_text":"x","url":"javascript:alert(1)"}}}}""",
            """{"type":"interactive","interactive":{"type":"flow","body":{"text":"x"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"<script>","flow_token":"EVIL"}}}}""",
            """{"type":"location","location":{"latitude":1,"longitude":1,"name":"EVIL"}}""",
            """{"type":"contacts","contacts":[{"name":{"formatted_name":"EVIL"},"phones":[{"phone":"EVIL"}]}]}""",
            """{"type":"document","document":{"link":"https://a.example/x","filename":"EVIL"}}""",
            """{"type":"interactive","interactive":{"type":"carousel","body":{"text":"Look"},"action":{"cards":[{"body":"<script>"},{"body":7}]}}}""",
        ];

        foreach (var message in hostile)
            (await chat.SendAsync(message.Replace("EVIL", evil, StringComparison.Ordinal))).Ok();
        await page(chat).SubmitAsync("/react", ("message_id", await chat.WriteAsync("""{"text":{"body":"x"}}""")), ("emoji", "\"><script>"));
        var shown = await page(chat).PageAsync();

        Assert.DoesNotContain("<img", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript:", shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<[a-z]+[^>\"]* onerror=", shown);
    }

    [GeneratedRegex("<article ")]
    private static partial Regex Bubble();
}
