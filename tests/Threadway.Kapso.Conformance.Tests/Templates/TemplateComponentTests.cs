using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Templates;

/// <summary>What each component of contract 13.2 asks of a send, beside text: and what Meta says to a wrong one.</summary>
[Contract("13.2"), Contract("15")]
public class TemplateComponentTests(Target target)
{
    private const string Body = """{"type":"BODY","text":"Ready."}""";
    private const string Place = """{"type":"location","location":{"latitude":4.6,"longitude":-74.1,"name":"Bakery","address":"Calle 1"}}""";
    private const string Image = """{"type":"header","parameters":[{"type":"image","image":{"link":"https://tenant.example/a.png"}}]}""";

    private const string Carousel = """
        [{"type":"BODY","text":"Fresh, {{1}}: look.","example":{"body_text":[["Ana"]]}},{"type":"CAROUSEL","cards":[
          {"components":[{"type":"HEADER","format":"IMAGE","example":{"header_handle":["h"]}},{"type":"BODY","text":"Use {{1}} today.","example":{"body_text":[["A"]]}},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"More"},{"type":"URL","text":"Buy","url":"https://tenant.example/{{1}}","example":["a"]}]}]},
          {"components":[{"type":"HEADER","format":"IMAGE","example":{"header_handle":["h"]}},{"type":"BODY","text":"Or {{1}} today.","example":{"body_text":[["B"]]}},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"More"},{"type":"URL","text":"Buy","url":"https://tenant.example/{{1}}","example":["b"]}]}]}]}]
        """;

    private async Task<Reply> SendAsync(string category, string template, string components, string more = "")
    {
        // Approved at once; and no flow, catalog or handle has to exist.
        _ = target.Control;
        var name = await TemplateSteps.ApprovedAsync(target, target.Number, category, template, more);
        return await new Chat(target, target.Number, target.NewPerson()).SendAsync(
            $$"""{"type":"template","template":{"name":"{{name}}","language":{"code":"en"},"components":[{{components}}]} }""");
    }

    private static string Header(string parameters) => $$"""{"type":"header","parameters":[{{parameters}}]}""";

    private static string BodyOf(params string[] parameters) => $$"""{"type":"body","parameters":[{{string.Join(',', parameters)}}]}""";

    private static string Text(string text) => $$"""{"type":"text","text":"{{text}}"}""";

    private static string Button(string subType, int index, string parameters) =>
        $$"""{"type":"button","sub_type":"{{subType}}","index":{{index}},"parameters":[{{parameters}}]}""";

    private static string Card(int index, string word, string header = Image) =>
        $$"""{"card_index":{{index}},"components":[{{header}},{{BodyOf(Text(word))}},{{Button("quick_reply", 0, """{"type":"payload","payload":"P"}""")}},{{Button("url", 1, Text("x"))}}]}""";

    [Theory]
    [InlineData(Place, null)]
    [InlineData("""{"type":"location","location":{"latitude":"4.6","longitude":"-74.1"}}""", null)]
    [InlineData("", 132012)]
    [InlineData("""{"type":"text","text":"Bakery"}""", 132012)]
    [InlineData("""{"type":"image","image":{"link":"https://tenant.example/a.png"}}""", 132012)]
    [InlineData("""{"type":"location"}""", 132012)]
    [InlineData("""{"type":"location","location":{"latitude":4.6}}""", 132012)]
    [InlineData("""{"type":"location","location":{"latitude":91,"longitude":0}}""", 132012)]
    [InlineData("""{"type":"location","location":"Bakery"}""", 132012)]
    [InlineData($"{Place},{Place}", 132012)]
    [InlineData("""{"type":"location","location":{"latitude":4.6,"longitude":-74.1,"name":"The\nbakery"}}""", 132018)]
    public async Task A_header_with_a_place_wants_one(string parameter, int? code)
    {
        var answer = await SendAsync("UTILITY", $$"""[{"type":"HEADER","format":"LOCATION"},{{Body}}]""", Header(parameter));

        Check(answer, code);
    }

    [Theory]
    [InlineData("IMAGE")]
    [InlineData("VIDEO")]
    [InlineData("DOCUMENT")]
    [InlineData("LOCATION")]
    public async Task A_header_without_its_component_is_132012(string format)
    {
        var answer = await SendAsync("UTILITY", $$"""[{"type":"HEADER","format":"{{format}}","example":{"header_handle":["h"]} },{{Body}}]""", "");

        Check(answer, 132012);
    }

    [Theory]
    [InlineData("one\\ntwo")]
    [InlineData("one\\rtwo")]
    [InlineData("one\\ttwo")]
    [InlineData("one     two")]
    [InlineData("one\\u2028two")]
    [InlineData("     ")]
    [InlineData("\\n")]
    public async Task Text_with_a_line_break_a_tab_or_five_spaces_is_132018_wherever_it_stands(string text)
    {
        const string template = """
            [{"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["7"]}},{"type":"BODY","text":"Hi {{1}}, ready.","example":{"body_text":[["Ana"]]}},{"type":"BUTTONS","buttons":[{"type":"URL","text":"See","url":"https://tenant.example/{{1}}","example":["7"]},{"type":"COPY_CODE","example":"LIME"}]}]
            """;
        string Parts(string header, string body, string url, string code) =>
            $"{Header(Text(header))},{BodyOf(Text(body))},{Button("url", 0, Text(url))},{Button("copy_code", 1, $$"""{"type":"coupon_code","coupon_code":"{{code}}"}""")}";

        Check(await SendAsync("MARKETING", template, Parts("7", "A    na", "7", "LIME")), null);
        foreach (var parts in new[] { Parts(text, "a", "b", "c"), Parts("a", text, "b", "c"), Parts("a", "b", text, "c") })
            Check(await SendAsync("MARKETING", template, parts), 132018);
        if (!string.IsNullOrWhiteSpace(text.Replace("\\n", "", StringComparison.Ordinal)))
            Check(await SendAsync("MARKETING", template, Parts("a", "b", "c", text)), 132018);
        Check(await SendAsync("MARKETING", Carousel, $$"""{{BodyOf(Text("Ana"))}},{"type":"carousel","cards":[{{Card(0, text)}},{{Card(1, "b")}}]}"""), 132018);
        Check(await SendAsync("AUTHENTICATION", """[{"type":"BODY"},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]""", $"{BodyOf(Text("1"))},{Button("url", 0, Text(text))}"), 132018);
        Check(await SendAsync("UTILITY", """[{"type":"BODY","text":"Hi {{who}}, ready.","example":{"body_text_named_params":[{"param_name":"who","example":"Ana"}]}}]""", BodyOf($$"""{"type":"text","parameter_name":"who","text":"{{text}}"}"""), ",\"parameter_format\":\"NAMED\""), 132018);
    }

    [Theory]
    [InlineData("""{"type":"currency","currency":{"fallback_value":"$100.99","code":"USD","amount_1000":100990}}""", null)]
    [InlineData("""{"type":"date_time","date_time":{"fallback_value":"February 25, 2027"}}""", null)]
    [InlineData("""{"type":"date_time","date_time":{"fallback_value":"February 25","day_of_week":5,"year":2027,"month":2,"day_of_month":25}}""", null)]
    [InlineData("""{"type":"currency","currency":{"code":"USD","amount_1000":100990}}""", 132012)]
    [InlineData("""{"type":"currency","currency":{"fallback_value":"$1","code":"dollar","amount_1000":1000}}""", 132012)]
    [InlineData("""{"type":"currency","currency":{"fallback_value":"$1","code":"USD","amount_1000":"much"}}""", 132012)]
    [InlineData("""{"type":"currency","currency":{"fallback_value":"$1","code":"USD"}}""", 132012)]
    [InlineData("""{"type":"currency"}""", 132012)]
    [InlineData("""{"type":"date_time","date_time":{}}""", 132012)]
    [InlineData("""{"type":"date_time"}""", 132012)]
    [InlineData("""{"type":"date_time","date_time":{"fallback_value":"25\tFebruary"}}""", 132018)]
    [InlineData("""{"type":"currency","currency":{"fallback_value":"$\n1","code":"USD","amount_1000":1000}}""", 132018)]
    [InlineData("""{"type":"payload","payload":"x"}""", 132012)]
    [InlineData("""{"text":"Ana"}""", 132012)]
    [InlineData("""{"type":"text"}""", 131008)]
    public async Task A_body_takes_text_prices_and_times(string parameter, int? code)
    {
        var answer = await SendAsync("UTILITY", """[{"type":"BODY","text":"It is {{1}}, we hear.","example":{"body_text":[["7 €"]]}}]""", BodyOf(parameter));

        Check(answer, code);
    }

    [Theory]
    [InlineData("""{"type":"HEADER","format":"TEXT","text":"Order"}""", """{"type":"header","parameters":[{"type":"text","text":"7"}]}""")]
    [InlineData("""{"type":"FOOTER","text":"The bakery"}""", """{"type":"header","parameters":[{"type":"text","text":"7"}]}""")]
    [InlineData("""{"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["7"]}}""", """{"type":"header","parameters":[]}""")]
    [InlineData("""{"type":"FOOTER","text":"The bakery"}""", """{"type":"body","parameters":[{"type":"text","text":"7"}]}""")]
    [InlineData("""{"type":"BUTTONS","buttons":[{"type":"PHONE_NUMBER","text":"Ring","phone_number":"+34600112233"}]}""", """{"type":"button","sub_type":"phone_number","index":0,"parameters":[{"type":"text","text":"7"}]}""")]
    [InlineData("""{"type":"BUTTONS","buttons":[{"type":"URL","text":"See","url":"https://tenant.example"}]}""", """{"type":"button","sub_type":"url","index":0,"parameters":[{"type":"text","text":"7"}]}""")]
    public async Task More_or_fewer_parameters_than_variables_are_132000(string part, string component)
    {
        var answer = await SendAsync("UTILITY", $"[{part},{Body}]", component);

        Check(answer, 132000);
    }

    public static TheoryData<string, string, int?> Buttons => new()
    {
        { """{"type":"QUICK_REPLY","text":"More"}""", "", null },
        { """{"type":"QUICK_REPLY","text":"More"}""", Button("quick_reply", 0, """{"type":"payload","payload":"P"}"""), null },
        { """{"type":"QUICK_REPLY","text":"More"}""", Button("quick_reply", 0, Text("P")), 132012 },
        { """{"type":"QUICK_REPLY","text":"More"}""", Button("url", 0, Text("P")), 132012 },
        { """{"type":"URL","text":"See","url":"https://tenant.example/{{1}}","example":["7"]}""", Button("url", 0, Text("7")), null },
        { """{"type":"URL","text":"See","url":"https://tenant.example/{{1}}","example":["7"]}""", "", 131008 },
        { """{"type":"URL","text":"See","url":"https://tenant.example/{{1}}","example":["7"]}""", Button("url", 0, """{"type":"payload","payload":"P"}"""), 132012 },
        { """{"type":"COPY_CODE","example":"LIME25"}""", Button("copy_code", 0, """{"type":"coupon_code","coupon_code":"LIME30"}"""), null },
        { """{"type":"COPY_CODE","example":"LIME25"}""", Button("COPY_CODE", 0, """{"type":"coupon_code","coupon_code":"LIME30"}"""), null },
        { """{"type":"COPY_CODE","example":"LIME25"}""", "", 131008 },
        { """{"type":"COPY_CODE","example":"LIME25"}""", Button("copy_code", 0, ""), 131008 },
        { """{"type":"COPY_CODE","example":"LIME25"}""", Button("copy_code", 0, Text("LIME30")), 132012 },
        { """{"type":"COPY_CODE","example":"LIME25"}""", Button("copy_code", 0, """{"type":"coupon_code","coupon_code":"SIXTEEN-LETTERS!"}"""), 132005 },
        { """{"type":"CATALOG","text":"View"}""", "", null },
        { """{"type":"CATALOG","text":"View"}""", Button("catalog", 0, """{"type":"action","action":{"thumbnail_product_retailer_id":"bread-1"}}"""), null },
        { """{"type":"CATALOG","text":"View"}""", Button("catalog", 0, Text("bread-1")), 132012 },
        { """{"type":"MPM","text":"View"}""", Button("mpm", 0, """{"type":"action","action":{"thumbnail_product_retailer_id":"bread-1","sections":[{"title":"Bread","product_items":[{"product_retailer_id":"bread-1"},{"product_retailer_id":"bread-2"}]}]}}"""), null },
        { """{"type":"MPM","text":"View"}""", "", 131008 },
        { """{"type":"MPM","text":"View"}""", Button("mpm", 0, """{"type":"action","action":{"thumbnail_product_retailer_id":"bread-1"}}"""), 131008 },
        { """{"type":"MPM","text":"View"}""", Button("mpm", 0, Text("bread-1")), 132012 },
        { """{"type":"FLOW","text":"Book","flow_id":"1"}""", "", null },
        { """{"type":"FLOW","text":"Book","flow_id":"1"}""", Button("flow", 0, """{"type":"action","action":{"flow_token":"t","flow_action_data":{"seats":2}}}"""), null },
        { """{"type":"FLOW","text":"Book","flow_id":"1"}""", Button("flow", 0, Text("t")), 132012 },
        { """{"type":"VOICE_CALL","text":"Call"}""", "", null },
        { """{"type":"VOICE_CALL","text":"Call"}""", Button("voice_call", 0, """{"type":"ttl_minutes","ttl_minutes":100},{"type":"payload","payload":"P"}"""), null },
        { """{"type":"VOICE_CALL","text":"Call"}""", Button("voice_call", 0, Text("now")), 132012 },
        { """{"type":"PHONE_NUMBER","text":"Ring","phone_number":"+34600112233"}""", "", null },
        { """{"type":"QUICK_REPLY","text":"More"}""", """{"type":"button","index":0,"parameters":[]}""", 131008 },
        { """{"type":"QUICK_REPLY","text":"More"}""", Button("quick_reply", 1, ""), 132012 },
    };

    [Theory]
    [MemberData(nameof(Buttons))]
    public async Task Each_button_takes_what_is_its_own(string button, string component, int? code)
    {
        var answer = await SendAsync("MARKETING", $$"""[{{Body}},{"type":"BUTTONS","buttons":[{{button}}]}]""", component);

        Check(answer, code);
    }

    [Theory]
    [InlineData(true, """{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1893456000000}}]}""", null)]
    [InlineData(true, "", 132012)]
    [InlineData(true, """{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{}}]}""", 132012)]
    [InlineData(true, """{"type":"limited_time_offer","parameters":[{"type":"text","text":"Sunday"}]}""", 132012)]
    [InlineData(false, "", null)]
    public async Task An_offer_that_ends_says_when(bool ends, string component, int? code)
    {
        var answer = await SendAsync(
            "MARKETING",
            $$"""[{{Body}},{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Hurry","has_expiration":{{(ends ? "true" : "false")}}} }]""",
            component);

        Check(answer, code);
    }

    [Fact]
    public async Task A_carousel_takes_each_of_its_cards()
    {
        string With(params string[] cards) => $$"""{{BodyOf(Text("Ana"))}},{"type":"carousel","cards":[{{string.Join(',', cards)}}]}""";

        Check(await SendAsync("MARKETING", Carousel, With(Card(0, "lime"), Card(1, "lemon"))), null);
        Check(await SendAsync("MARKETING", Carousel, With(Card(1, "lemon"), Card(0, "lime"))), null);
        Check(await SendAsync("MARKETING", Carousel, BodyOf(Text("Ana"))), 132012);
        Check(await SendAsync("MARKETING", Carousel, With(Card(0, "lime"))), 132012);
        Check(await SendAsync("MARKETING", Carousel, With(Card(0, "lime"), Card(0, "lemon"))), 132012);
        Check(await SendAsync("MARKETING", Carousel, With(Card(0, "lime"), Card(1, "lemon", Header(Text("x"))))), 132012);
        Check(await SendAsync("MARKETING", Carousel, With(Card(0, "lime"), Card(1, "lemon", Header("")))), 132012);
        Check(await SendAsync("MARKETING", Carousel, With(Card(0, "lime"), $$"""{"card_index":1,"components":[{{Image}}]}""")), 132000);
        Check(await SendAsync("MARKETING", $"[{Body}]", $$"""{"type":"carousel","cards":[{{Card(0, "lime")}},{{Card(1, "lemon")}}]}"""), 132012);
    }

    private static void Check(Reply answer, int? code)
    {
        if (code is null)
            answer.Fits(Shapes.Sent);
        else
            answer.IsE3(400, code);
    }
}
