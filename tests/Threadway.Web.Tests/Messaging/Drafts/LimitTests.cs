using System.Text.Json.Nodes;

namespace Threadway.Web.Tests.Messaging.Drafts;

/// <summary>Every limit of contract 12.1: what is at it passes, and one more is refused at its own place.</summary>
public sealed class LimitTests
{
    public static TheoryData<string, string, int, int, string> Texts => new()
    {
        { "text", "text.body", 0, 4096, "text_too_long" },
        { "image", "image.caption", 1, 1024, "caption_too_long" },
        { "video", "video.caption", 2, 1024, "caption_too_long" },
        { "document", "document.caption", 3, 1024, "caption_too_long" },
        { "contacts", "contacts[0].name.formatted_name", 7, 200, "contacts_invalid" },
        { "button", "interactive.body.text", 11, 1024, "text_too_long" },
        { "button", "interactive.footer.text", 11, 60, "interactive_footer" },
        { "button", "interactive.action.buttons[0].reply.title", 11, 20, "interactive_buttons" },
        { "button", "interactive.action.buttons[0].reply.id", 11, 256, "interactive_buttons" },
        { "list", "interactive.action.button", 12, 20, "interactive_list" },
        { "list", "interactive.action.sections[0].title", 12, 24, "interactive_list" },
        { "list", "interactive.action.sections[0].rows[0].title", 12, 24, "interactive_list" },
        { "list", "interactive.action.sections[0].rows[0].description", 12, 72, "interactive_list" },
        { "list", "interactive.action.sections[0].rows[0].id", 12, 200, "interactive_list" },
        { "cta_url", "interactive.action.parameters.display_text", 13, 20, "interactive_link" },
        { "flow", "interactive.action.parameters.flow_cta", 14, 30, "interactive_flow" },
        { "carousel", "interactive.action.cards[1].action.buttons[0].quick_reply.title", 15, 20, "interactive_cards" },
        { "product_list", "interactive.header.text", 22, 60, "interactive_header" },
    };

    public static TheoryData<string, int, int, int, string> Lists => new()
    {
        { "contacts", 7, 1, 257, "contacts_invalid" },
        { "interactive.action.buttons", 11, 1, 3, "interactive_buttons" },
        { "interactive.action.sections[0].rows", 12, 1, 10, "interactive_list" },
        { "interactive.action.cards", 15, 2, 10, "interactive_cards" },
        { "interactive.action.sections[0].product_items", 22, 1, 30, "interactive_products" },
    };

    public static TheoryData<int, string, string?, string, string> Broken => new()
    {
        { 0, "text.body", "\"\"", "text_missing", "text.body" },
        { 0, "text.body", null, "text_missing", "text.body" },
        { 0, "text", null, "message_content_missing", "text" },
        { 0, "text", "\"Hello\"", "message_content_missing", "text" },
        { 1, "image.link", "\"https://e.org/a\"", "media_reference", "image.link" },
        { 1, "image.id", null, "media_reference", "image.id" },
        { 2, "video.link", "\"ftp://e.org/a\"", "media_reference", "video.link" },
        { 2, "video.link", "\"/a.mp4\"", "media_reference", "video.link" },
        { 2, "video.link", "\"//e.org/a.mp4\"", "media_reference", "video.link" },
        { 4, "audio.caption", "\"A\"", "caption_not_allowed", "audio.caption" },
        { 4, "audio.voice", "\"yes\"", "message_invalid", "audio.voice" },
        { 5, "sticker.caption", "\"A\"", "caption_not_allowed", "sticker.caption" },
        { 6, "location.latitude", "90.1", "location_invalid", "location.latitude" },
        { 6, "location.longitude", "-180.1", "location_invalid", "location.longitude" },
        { 6, "location.latitude", null, "location_invalid", "location.latitude" },
        { 6, "location.latitude", "\"NaN\"", "location_invalid", "location.latitude" },
        { 7, "contacts[0].name", null, "contacts_invalid", "contacts[0].name" },
        { 7, "contacts[0].phones", "{}", "contacts_invalid", "contacts[0].phones" },
        { 8, "reaction.emoji", "\"👍👍\"", "reaction_invalid", "reaction.emoji" },
        { 8, "reaction.emoji", "\"a\"", "reaction_invalid", "reaction.emoji" },
        { 8, "reaction.emoji", null, "reaction_invalid", "reaction.emoji" },
        { 8, "reaction.message_id", null, "reaction_invalid", "reaction.message_id" },
        { 10, "template.name", null, "template_name_missing", "template.name" },
        { 10, "template.language", null, "template_language_missing", "template.language" },
        { 10, "template.language", "\"en\"", "template_language_missing", "template.language" },
        { 10, "template.components[0].parameters[0]", "7", "template_components", "template.components[0].parameters[0]" },
        { 11, "interactive.type", "\"buttons\"", "interactive_type", "interactive.type" },
        { 11, "interactive.body", null, "interactive_body", "interactive.body" },
        { 11, "interactive.action", null, "interactive_action", "interactive.action" },
        { 11, "interactive.header.type", "\"gif\"", "interactive_header", "interactive.header.type" },
        { 11, "interactive.header.image", "{}", "media_reference", "interactive.header.image.id" },
        { 11, "interactive.action.buttons[0].type", "\"url\"", "interactive_buttons", "interactive.action.buttons[0].type" },
        { 12, "interactive.header", """{"type":"image","image":{"id":"1"}}""", "interactive_header", "interactive.header.type" },
        { 12, "interactive.action.sections[0].rows[0].id", null, "interactive_list", "interactive.action.sections[0].rows[0].id" },
        { 13, "interactive.action.parameters.url", "\"example.org\"", "interactive_link", "interactive.action.parameters.url" },
        { 14, "interactive.action.parameters.flow_name", "\"f\"", "interactive_flow", "interactive.action.parameters.flow_name" },
        { 14, "interactive.action.parameters.flow_id", null, "interactive_flow", "interactive.action.parameters.flow_id" },
        { 14, "interactive.action.parameters.flow_message_version", "\"2\"", "interactive_flow", "interactive.action.parameters.flow_message_version" },
        { 15, "interactive.header", """{"type":"text","text":"H"}""", "interactive_header", "interactive.header" },
        { 15, "interactive.footer", """{"text":"F"}""", "interactive_footer", "interactive.footer" },
        { 16, "interactive.action.name", null, "interactive_action", "interactive.action.name" },
        { 21, "interactive.action.catalog_id", null, "interactive_products", "interactive.action.catalog_id" },
        { 22, "interactive.header", null, "interactive_header", "interactive.header" },
        { 25, "raw.type", "\"context\"", "raw_invalid", "raw.type" },
        { 25, "raw.type", "\"text\"", "raw_invalid", "raw.type" },
        { 25, "raw.type", "\"Hologram!\"", "raw_invalid", "raw.type" },
        { 25, "raw.hologram", null, "raw_invalid", "raw.hologram" },
        { 25, "raw.context", "{}", "raw_invalid", "raw.context" },
    };

    public static TheoryData<int> Each => [.. Enumerable.Range(0, Draft.All.Length)];

    [Theory]
    [MemberData(nameof(Each))]
    public void Every_type_of_message_is_read_as_it_is_sent(int which)
    {
        var (type, content) = Draft.All[which];

        var (draft, refusal) = Draft.Read(Draft.Body(type, content));

        Assert.Null(refusal);
        var sent = type == "raw" ? JsonNode.Parse(content)![JsonNode.Parse(content)!["type"]!.GetValue<string>()] : JsonNode.Parse(content);
        Assert.Equal(type == "raw" ? JsonNode.Parse(content)!["type"]!.GetValue<string>() : type, draft!.Type);
        Assert.True(JsonNode.DeepEquals(sent, JsonNode.Parse(draft.Content.GetRawText())));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_at_its_limit_passes_and_one_character_more_is_refused(string kind, string path, int which, int limit, string code)
    {
        Assert.NotEmpty(kind);

        var (_, atLimit) = Draft.Read(Of(which).With(path, new string('a', limit)));
        var (_, over) = Draft.Read(Of(which).With(path, new string('a', limit + 1)));

        Assert.Null(atLimit);
        Assert.Equal((400, code, path), (over!.Status, over.Code, over.Path));
        Assert.Contains($"{limit}", over.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_at_its_limits_passes_and_one_entry_more_or_less_is_refused(string path, int which, int least, int most, string code)
    {
        MessageRefusalOf(path, which, most, out var atMost);
        MessageRefusalOf(path, which, least, out var atLeast);
        MessageRefusalOf(path, which, most + 1, out var over);
        MessageRefusalOf(path, which, least - 1, out var under);

        Assert.Null(atMost);
        Assert.Null(atLeast);
        Assert.Equal((code, path), over);
        Assert.Equal((code, path), under);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_can_never_be_right_is_refused_at_its_own_place(int which, string path, string? value, string code, string at)
    {
        var (_, refusal) = Draft.Read(Of(which).With(path, value is null ? null : JsonNode.Parse(value)));

        Assert.Equal((400, code, at), (refusal!.Status, refusal.Code, refusal.Path));
        Assert.EndsWith(".", refusal.Detail.TrimEnd('?').TrimEnd() + ".", StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_counted_over_all_sections_and_more_than_one_section_has_titles()
    {
        var body = Of(12);
        var sections = new JsonArray([.. Enumerable.Range(0, 2).Select(section => (JsonNode)new JsonObject
        {
            ["title"] = $"S{section}",
            ["rows"] = new JsonArray([.. Enumerable.Range(0, 5 + section).Select(row => (JsonNode)new JsonObject { ["id"] = $"{section}.{row}", ["title"] = "R" })]),
        })]);
        var (_, eleven) = Draft.Read(body.With("interactive.action.sections", sections));
        sections[1]!["rows"]!.AsArray().RemoveAt(0);
        var (_, ten) = Draft.Read(body);
        sections[0]!.AsObject().Remove("title");
        var (_, untitled) = Draft.Read(body);
        sections[0]!["title"] = "S";
        sections[0]!["rows"]![1]!["id"] = "0.0";
        var (_, same) = Draft.Read(body);

        Assert.Equal(("interactive_list", "interactive.action.sections"), (eleven!.Code, eleven.Path));
        Assert.Null(ten);
        Assert.Equal(("interactive_list", "interactive.action.sections[0].title"), (untitled!.Code, untitled.Path));
        Assert.Equal(("interactive_list", "interactive.action.sections[0].rows[1].id"), (same!.Code, same.Path));
    }

    [Fact]
    public void Two_buttons_with_one_title_are_refused()
    {
        var body = Of(11);
        body["interactive"]!["action"]!["buttons"]!.AsArray().Add(JsonNode.Parse("""{"type":"reply","reply":{"id":"2","title":"Yes"}}"""));

        var (_, refusal) = Draft.Read(body);

        Assert.Equal(("interactive_buttons", "interactive.action.buttons[1].reply.title"), (refusal!.Code, refusal.Path));
    }

    [Theory]
    [InlineData("❤️")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("🇨🇴")]
    [InlineData("1️⃣")]
    [InlineData("©️")]
    [InlineData("☺")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("↔️")]
    public void Whatever_people_take_for_one_emoji_is_one(string emoji) => Assert.Null(Draft.Read(Of(8).With("reaction.emoji", emoji)).Refusal);

    private static JsonObject Of(int which) => Draft.Body(Draft.All[which].Type, Draft.All[which].Content);

    private static void MessageRefusalOf(string path, int which, int count, out (string, string?)? refusal)
    {
        var body = Of(which);
        JsonNode at = body;
        foreach (var step in path.Replace("[0]", ".[0]", StringComparison.Ordinal).Split('.')) at = (step == "[0]" ? at[0] : at[step])!;
        var entry = at[0]!.DeepClone();
        var list = new JsonArray([.. Enumerable.Range(0, count).Select(index => Numbered(entry.DeepClone(), index))]);
        var (_, found) = Draft.Read(body.With(path, list));
        refusal = found is null ? null : (found.Code, found.Path);
    }

    /// <summary>What must differ, differs.</summary>
    private static JsonNode Numbered(JsonNode entry, int index)
    {
        var holder = entry["reply"] ?? entry;
        if (holder["id"] is not null) (holder["id"], holder["title"]) = ($"{index}", $"T{index}");
        return entry;
    }
}
