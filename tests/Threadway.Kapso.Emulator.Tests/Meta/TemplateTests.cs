using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class TemplateTests
{
    private const string Templates = "/meta/whatsapp/v24.0/100000000000002/message_templates";
    private const string Messages = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages";

    private const string Order = """
        {"name":"order_ready","language":"en","category":"UTILITY","components":[
          {"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["7"]}},
          {"type":"BODY","text":"Hi {{1}}, your {{2}} is ready.","example":{"body_text":[["Ana","cake"]]}},{"type":"FOOTER","text":"The bakery"},
          {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"I am coming"},{"type":"URL","text":"See it","url":"https://shop.example/o/{{1}}","example":["7"]}]}]}
        """;

    private const string Code = """
        [{"type":"body","parameters":[{"type":"text","text":"481516"}]},{"type":"button","sub_type":"url","index":0,"parameters":[{"type":"text","text":"481516"}]}]
        """;

    private static string Send(string name, string components = "[]", string language = "en") =>
        $$"""{"messaging_product":"whatsapp","to":"{{Chat.Phone}}","type":"template","template":{"name":"{{name}}","language":{"code":"{{language}}"},"components":{{components}} } }""";

    private static string OrderParts(string button = """{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"7"}]}""") => $$"""
        [{"type":"header","parameters":[{"type":"text","text":"7"}]},{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"cake"}]},{{button}}]
        """;

    private static async Task<string> ApprovedAsync(Lab lab, string template)
    {
        var id = (await lab.PostAsync(Templates, template)).Ok().Text("id");
        (await lab.PostAsync($"/_emulator/templates/{id}/status", """{"status":"APPROVED"}""")).Ok();
        return id;
    }

    [Theory]
    [InlineData("en_US")]
    [InlineData("en")]
    [InlineData("es")]
    public async Task The_operators_own_sign_in_code_lands_on_the_phone(string language)
    {
        await using var lab = await Lab.StartAsync();

        var sent = (await lab.PostAsync(Messages, Send("sign_in_code", Code, language: language))).Ok();

        var got = Assert.Single((await lab.GetAsync($"/_emulator/phones/{Chat.Phone}/messages")).Json.AsArray())!;
        Assert.Equal(sent.Json["messages"]![0]!["id"]!.ToString(), got["id"]!.ToString());
        Assert.Contains("*481516*", got["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("481516", got["code"]!.ToString());
    }

    [Fact]
    public async Task A_new_template_is_pending_and_approved_after_a_minute()
    {
        await using var lab = await Lab.StartAsync();

        var created = await lab.PostAsync(Templates, Order);
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:01:00"}""");
        var late = await lab.PostAsync(Messages, Send("order_ready", OrderParts()));
        var listed = Assert.Single((await lab.GetAsync($"{Templates}?name=order_ready")).Data)!;

        Assert.Equal("PENDING", created.Text("status"));
        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.Equal("APPROVED", listed["status"]!.ToString());
    }

    [Fact]
    public async Task A_template_shows_with_header_footer_and_links()
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, Order);

        await lab.PostAsync(Messages, Send("order_ready", OrderParts()));
        var screen = (await lab.GetAsync($"/phones/{Chat.Phone}/screen")).Content;

        foreach (var shown in new[] { "Order 7", "Hi Ana, your cake is ready.", "The bakery", "href=\"https://shop.example/o/7\"", ">I am coming<" })
            Assert.Contains(shown, screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_the_template_has_not_is_132012()
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, Order);

        var refused = await lab.PostAsync(Messages, Send("order_ready", OrderParts("""{"type":"button","sub_type":"url","index":"5","parameters":[]}""")));

        Assert.Equal("132012", refused.Text("error.code"));
    }

    [Fact]
    public async Task Named_parameters_show_where_their_names_stand()
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(
            lab, """
            {"name":"named","language":"en","category":"MARKETING","parameter_format":"NAMED","components":[
              {"type":"body","text":"Is it true that {{who}} likes {{what}}?","example":{"body_text_named_params":[{"param_name":"who","example":"Bo"},{"param_name":"what","example":"pie"}]}}]}
            """);

        await lab.PostAsync(Messages, Send("named", """
            [{"type":"body","parameters":[{"type":"text","parameter_name":"what","text":"cake"},{"type":"text","parameter_name":"who","text":"Ana"}]}]
            """));

        Assert.Equal("Is it true that Ana likes cake?", (await lab.GetAsync($"/_emulator/phones/{Chat.Phone}/messages")).Json[0]!["text"]!.ToString());
    }

    [Fact]
    public async Task An_authentication_template_is_worded_by_Meta_and_carries_a_code()
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, """
            {"name":"code","language":"en","category":"AUTHENTICATION","components":[
              {"type":"BODY","add_security_recommendation":true},{"type":"FOOTER","code_expiration_minutes":5},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]}
            """);

        await lab.PostAsync(Messages, Send("code", Code));
        var got = (await lab.GetAsync($"/_emulator/phones/{Chat.Phone}/messages")).Json[0]!;

        Assert.Equal("481516", got["code"]!.ToString());
        Assert.Equal("*481516* is your verification code. For your security, do not share this code.", got["text"]!.ToString());
    }

    [Theory]
    [InlineData("""{"name":"a","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"{{2}}"}]}""", "components[0].text")]
    [InlineData("""{"name":"hello_world","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"again"}]}""", "There is a template hello_world in en_US")]
    public async Task Placeholders_out_of_order_and_a_template_that_is_there_are_refused_as_100(string template, string details)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Templates, template);

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
        Assert.StartsWith(details, refused.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("category=authentication", 3)]
    [InlineData("name=code&language=en", 1)]
    public async Task The_list_finds_a_category_in_any_case_and_a_part_of_a_name(string query, int count)
    {
        await using var lab = await Lab.StartAsync();

        var listed = await lab.GetAsync($"{Templates}?{query}");

        Assert.Equal(count, listed.Data.Count);
    }

    [Fact]
    public async Task A_name_deletes_a_template_in_all_languages_and_an_id_in_one()
    {
        await using var lab = await Lab.StartAsync();
        var id = (await lab.GetAsync($"{Templates}?name=sign_in_code&language=es")).Data[0]!["id"]!.ToString();

        (await lab.DeleteAsync($"{Templates}?hsm_id={id}&name=sign_in_code")).Ok();
        var others = await lab.GetAsync($"{Templates}?name=sign_in_code");
        (await lab.DeleteAsync($"{Templates}?name=sign_in_code")).Ok();
        var again = await lab.DeleteAsync($"{Templates}?name=sign_in_code");
        var left = Assert.Single((await lab.GetAsync(Templates)).Data)!;

        Assert.Equal(2, others.Data.Count);
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
        Assert.Equal("hello_world", left["name"]!.ToString());
    }

    [Fact]
    public async Task A_changed_template_is_reviewed_again_and_remembers_its_category()
    {
        await using var lab = await Lab.StartAsync();
        var id = await ApprovedAsync(lab, Order);

        (await lab.PostAsync($"{Templates}?hsm_id={id}", """{"category":"MARKETING","components":[{"type":"BODY","text":"It is ready"}]}""")).Ok();
        var early = await lab.PostAsync(Messages, Send("order_ready"));
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:01:00"}""");
        var late = await lab.PostAsync(Messages, Send("order_ready"));
        var listed = Assert.Single((await lab.GetAsync($"{Templates}?name=order_ready&category=MARKETING&status=APPROVED")).Data)!;

        Assert.Equal("132001", early.Text("error.code"));
        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.Equal("UTILITY", listed["previous_category"]!.ToString());
    }

    [Theory]
    [InlineData("{}", "category or components")]
    [InlineData("""{"category":"NEWS"}""", "category")]
    [InlineData("""{"name":"other","category":"UTILITY"}""", "name")]
    [InlineData("""{"language":"es","category":"UTILITY"}""", "language")]
    [InlineData("""{"components":[]}""", "components")]
    [InlineData("""{"components":[{"type":"BODY","text":"{{2}}"}]}""", "components[0].text")]
    [InlineData("""{"components":[{"type":"BODY","text":"Hi"}],"parameter_format":"OTHER"}""", "parameter_format")]
    public async Task A_wrong_change_is_refused_by_name_and_the_template_stays_as_it_was(string change, string field)
    {
        await using var lab = await Lab.StartAsync();
        var id = await ApprovedAsync(lab, Order);

        var refused = await lab.PostAsync($"{Templates}?hsm_id={id}", change);

        Assert.StartsWith(field, refused.Text("error.error_data.details"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await lab.PostAsync(Messages, Send("order_ready", OrderParts()))).Status);
    }

    [Theory]
    [InlineData("""[{"type":"footer"}]""", "template.components[0].type")]
    [InlineData("""[{"type":"body"},{"parameters":[]}]""", "template.components[1].type")]
    [InlineData("""{"type":"body"}""", "template.components")]
    public async Task A_component_that_no_send_has_is_refused_by_its_place(string components, string place)
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, """{"name":"plain","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Hi"}]}""");

        var refused = await lab.PostAsync(Messages, Send("plain", components));

        Assert.StartsWith(place, refused.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_component_of_a_template_shows_on_the_phone_and_its_cards_can_be_pressed()
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, """
            {"name":"offer","language":"en","category":"MARKETING","components":[{"type":"HEADER","format":"LOCATION"},
              {"type":"limited_time_offer","limited_time_offer":{"text":"Until Sunday","has_expiration":true}},
              {"type":"BODY","text":"Now {{1}}, from {{2}} on!","example":{"body_text":[["7 €","Monday"]]}},
              {"type":"BUTTONS","buttons":[{"type":"copy_code","example":"LIME25"},{"type":"VOICE_CALL","text":"Talk to us"}]},
              {"type":"CAROUSEL","cards":[
                {"components":[{"type":"HEADER","format":"IMAGE","example":{"header_handle":["h"]}},{"type":"BODY","text":"Fresh limes"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Limes"}]}]},
                {"components":[{"type":"HEADER","format":"IMAGE","example":{"header_handle":["h"]}},{"type":"BODY","text":"Fresh lemons"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Lemons"}]}]}]}]}
            """);
        const string image = """{"type":"header","parameters":[{"type":"image","image":{"link":"https://shop.example/fruit.png"}}]}""";

        var sent = (await lab.PostAsync(Messages, Send("offer", $$"""
            [{"type":"header","parameters":[{"type":"location","location":{"latitude":4.6,"longitude":-74.1,"name":"Bakery","address":"Calle 1"} }]},
             {"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1893456000000} }]},
             {"type":"body","parameters":[{"type":"currency","currency":{"fallback_value":"5 €","code":"EUR","amount_1000":5000} },{"type":"date_time","date_time":{"fallback_value":"25 February"} }]},
             {"type":"button","sub_type":"copy_code","index":0,"parameters":[{"type":"coupon_code","coupon_code":"LIME30"}]},
             {"type":"carousel","cards":[{"card_index":0,"components":[{{image}}]},
               {"card_index":1,"components":[{{image}},{"type":"button","sub_type":"quick_reply","index":0,"parameters":[{"type":"payload","payload":"LEMONS"}]}]}]}]
            """))).Ok().Json["messages"]![0]!["id"]!.ToString();
        var screen = (await lab.GetAsync($"/phones/{Chat.Phone}/screen")).Content;
        var pressed = await lab.PostAsync($"/_emulator/phones/{Chat.Phone}/messages", $$"""{"type":"interactive","reply":{"messageId":"{{sent}}","id":"LEMONS"} }""");

        foreach (var shown in new[] { "Bakery, Calle 1", "Until Sunday", "Ends 2030-01-01 00:00:00 UTC", "Now 5 €, from 25 February on!", "LIME30", "Talk to us", "Fresh limes", "Fresh lemons", "fruit.png" })
            Assert.Contains(shown, System.Net.WebUtility.HtmlDecode(screen), StringComparison.Ordinal);
        var got = (await lab.GetAsync($"/_emulator/phones/{Chat.Phone}/messages")).Json[0]!;
        Assert.Equal("LIME30", got["code"]!.ToString());
        Assert.Equal(HttpStatusCode.Created, pressed.Status);
    }
}
