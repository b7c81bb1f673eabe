using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Templates;

/// <summary>What a template may hold when it is created, and what it may not.</summary>
[Contract("13.2")]
public class TemplateCreationTests(Target target)
{
    private const string Picture = """{"type":"HEADER","format":"IMAGE","example":{"header_handle":["4::aW1hZ2U="]}}""";
    private const string Card = $$$"""{"components":[{{{Picture}}},{"type":"BODY","text":"Use {{1}} today.","example":{"body_text":[["LIME"]]}},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"More"},{"type":"URL","text":"Buy","url":"https://tenant.example/{{1}}","example":["lime"]}]}]}""";
    private const string Named = ",\"parameter_format\":\"NAMED\"";

    private async Task<Reply> CreateAsync(string category, string components, string more = "") => await TemplateSteps.CreateAsync(
        target, await target.AccountAsync(target.Number), TemplateSteps.NewName(), category, components, more);

    public static TheoryData<string, string, string> Whole => new()
    {
        { "UTILITY", """[{"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["7"]}},{"type":"BODY","text":"It costs {{1}} and comes on {{2}}, {{3}}!","example":{"body_text":[["7 €","Monday","Ana"]]}},{"type":"FOOTER","text":"The bakery"}]""", "" },
        { "UTILITY", """[{"type":"HEADER","format":"LOCATION"},{"type":"BODY","text":"We are here."}]""", "" },
        { "MARKETING", $$"""[{{Picture}},{"type":"BODY","text":"Come."}]""", "" },
        { "MARKETING", """[{"type":"HEADER","format":"VIDEO","example":{"header_handle":["4::dg=="]}},{"type":"BODY","text":"Come."}]""", "" },
        { "UTILITY", """[{"type":"HEADER","format":"DOCUMENT","example":{"header_handle":["4::ZA=="]}},{"type":"BODY","text":"Your bill."}]""", "" },
        { "UTILITY", """[{"type":"HEADER","format":"TEXT","text":"Hi {{who}}","example":{"header_text_named_params":[{"param_name":"who","example":"Ana"}]}},{"type":"BODY","text":"Your {{thing}} is here.","example":{"body_text_named_params":[{"param_name":"thing","example":"cake"}]}}]""", Named },
        { "MARKETING", """[{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Until Sunday","has_expiration":true}},{"type":"BODY","text":"Use {{1}} now.","example":{"body_text":[["LIME"]]}},{"type":"BUTTONS","buttons":[{"type":"COPY_CODE","example":"LIME25"},{"type":"URL","text":"Buy","url":"https://tenant.example/{{1}}","example":["lime"]}]}]""", "" },
        { "MARKETING", $$$"""[{"type":"BODY","text":"Fresh, {{1}}: look.","example":{"body_text":[["Ana"]]}},{"type":"CAROUSEL","cards":[{{{Card}}},{{{Card}}}]}]""", "" },
        { "MARKETING", """[{"type":"BODY","text":"All we have."},{"type":"BUTTONS","buttons":[{"type":"CATALOG","text":"View catalog"}]}]""", "" },
        { "MARKETING", """[{"type":"HEADER","format":"TEXT","text":"Bread"},{"type":"BODY","text":"All we have."},{"type":"BUTTONS","buttons":[{"type":"MPM","text":"View items"}]}]""", "" },
        { "UTILITY", """[{"type":"BODY","text":"Talk to us."},{"type":"BUTTONS","buttons":[{"type":"VOICE_CALL","text":"Call now"},{"type":"PHONE_NUMBER","text":"Ring","phone_number":"+34600112233"}]}]""", "" },
        { "UTILITY", """[{"type":"BODY","text":"Book a table."},{"type":"BUTTONS","buttons":[{"type":"FLOW","text":"Book","flow_id":"1","flow_action":"navigate","navigate_screen":"A"}]}]""", "" },
        { "MARKETING", """[{"type":"BODY","text":"A present."},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Stop"},{"type":"QUICK_REPLY","text":"More"},{"type":"COPY_CODE","example":["LIME25"]}]}]""", "" },
        { "AUTHENTICATION", """[{"type":"BODY","add_security_recommendation":true},{"type":"FOOTER","code_expiration_minutes":10},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"ONE_TAP","text":"Copy","autofill_text":"Fill","supported_apps":[{"package_name":"com.example","signature_hash":"K8a/AINcGX7"}]}]}]""", "" },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task What_real_templates_hold_is_created_and_listed(string category, string components, string more)
    {
        // Flows, catalogs and handles must exist at a real account.
        _ = target.Control;

        var created = (await CreateAsync(category, components, more)).Is(200);

        var listed = (await target.Proxy.GetAsync($"/{await target.AccountAsync(target.Number)}/message_templates?category={category}&limit=100"))
            .ProxyPage(Shapes.Template).First(one => one["id"]!.ToString() == created.Text("id"));
        var wanted = JsonNode.Parse(components)!.AsArray().Select(one => one!["type"]!.ToString());
        Assert.Equal(wanted, listed["components"]!.AsArray().Select(one => one!["type"]!.ToString()));
    }

    [Theory]
    [InlineData("{{1}} is ready.")]
    [InlineData("Ready for {{1}}")]
    [InlineData("{{1}}")]
    [InlineData("  {{1}} is ready.")]
    [InlineData("Ready for {{1}}\\n ")]
    [InlineData("{{ 1 }} is ready.")]
    [InlineData("Hi {{1}}, this is {{2}}")]
    public async Task A_body_that_begins_or_ends_with_a_variable_is_refused(string text)
    {
        var refused = await CreateAsync("UTILITY", $$"""[{"type":"BODY","text":"{{text}}","example":{"body_text":[["Ana","cake"]]} }]""");

        refused.IsE3(400, 100);
        Assert.Equal("2388299", refused.Text("error.error_subcode"));
        Assert.Contains("start or end", refused.Text("error.error_user_msg"), StringComparison.Ordinal);
        Assert.StartsWith("components[0].text", refused.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{name}}, it is ready.")]
    [InlineData("It is ready, {{name}}")]
    public async Task A_named_variable_stands_neither_first_nor_last(string text)
    {
        var refused = await CreateAsync(
            "UTILITY", $$"""[{"type":"BODY","text":"{{text}}","example":{"body_text_named_params":[{"param_name":"name","example":"Ana"}]} }]""", Named);

        refused.IsE3(400, 100);
        Assert.Equal("2388299", refused.Text("error.error_subcode"));
    }

    [Theory]
    [InlineData("""{"type":"BODY","text":"Hi {{1}}, ready."}""", "components[0].example.body_text")]
    [InlineData("""{"type":"BODY","text":"Hi {{1}}, ready.","example":{}}""", "components[0].example.body_text")]
    [InlineData("""{"type":"BODY","text":"Hi {{1}}, ready.","example":{"body_text":[]}}""", "components[0].example.body_text")]
    [InlineData("""{"type":"BODY","text":"Hi {{1}}, ready.","example":{"body_text":[[""]]}}""", "components[0].example.body_text")]
    [InlineData("""{"type":"BODY","text":"Hi {{1}}, your {{2}} is ready.","example":{"body_text":[["Ana"]]}}""", "components[0].example.body_text")]
    [InlineData("""{"type":"BODY","text":"x"},{"type":"HEADER","format":"TEXT","text":"Order {{1}}"}""", "components[1].example.header_text")]
    [InlineData("""{"type":"BODY","text":"x"},{"type":"HEADER","format":"IMAGE"}""", "components[1].example.header_handle")]
    [InlineData("""{"type":"BODY","text":"x"},{"type":"HEADER","format":"VIDEO","example":{"header_handle":[]}}""", "components[1].example.header_handle")]
    [InlineData("""{"type":"BODY","text":"x"},{"type":"HEADER","format":"DOCUMENT","example":{}}""", "components[1].example.header_handle")]
    [InlineData("""{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"x","url":"https://tenant.example/{{1}}"}]}""", "components[1].buttons[0].example")]
    [InlineData("""{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[{"type":"COPY_CODE"}]}""", "components[1].buttons[0].example")]
    public async Task What_varies_wants_an_example(string components, string field)
    {
        var refused = await CreateAsync("MARKETING", $"[{components}]");

        refused.IsE3(400, 100);
        Assert.Equal("2388043", refused.Text("error.error_subcode"));
        Assert.StartsWith(field, refused.Text("error.error_data.details"), StringComparison.Ordinal);
        Assert.Contains("missing expected field(s)", refused.Text("error.error_user_msg"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type":"BODY","text":"Hi {{who}}, ready."}]""")]
    [InlineData("""[{"type":"BODY","text":"Hi {{who}}, ready.","example":{"body_text":[["Ana"]]}}]""")]
    [InlineData("""[{"type":"BODY","text":"Hi {{who}}, ready.","example":{"body_text_named_params":[{"param_name":"other","example":"Ana"}]}}]""")]
    [InlineData("""[{"type":"BODY","text":"Ready."},{"type":"HEADER","format":"TEXT","text":"Hi {{who}}!"}]""")]
    public async Task A_named_variable_wants_an_example_under_its_name(string components)
    {
        var refused = await CreateAsync("UTILITY", components, Named);

        refused.IsE3(400, 100);
        Assert.Equal("2388043", refused.Text("error.error_subcode"));
    }

    [Theory]
    [InlineData("UTILITY", """{"type":"FOOTER","text":"For {{1}} only"}""", "components[1].text")]
    [InlineData("UTILITY", """{"type":"HEADER","format":"TEXT","text":"{{1}} and {{2}}!","example":{"header_text":["a","b"]}}""", "components[1].text")]
    [InlineData("UTILITY", """{"type":"HEADER","format":"TEXT","text":"Two\nlines"}""", "components[1].text")]
    [InlineData("UTILITY", """{"type":"HEADER","format":"STICKER"}""", "components[1].format")]
    [InlineData("UTILITY", """{"type":"BODY","text":"Another"}""", "components[1].type")]
    [InlineData("UTILITY", """{"type":"SPEECH","text":"x"}""", "components[1].type")]
    [InlineData("UTILITY", """{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Now"}}""", "components[1].type")]
    [InlineData("MARKETING", """{"type":"LIMITED_TIME_OFFER"}""", "components[1].limited_time_offer")]
    [InlineData("MARKETING", """{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Seventeen letters"}}""", "components[1].limited_time_offer.text")]
    [InlineData("MARKETING", """{"type":"CAROUSEL","cards":[]}""", "components[1].cards")]
    [InlineData("MARKETING", """{"type":"CAROUSEL","cards":[{"components":[{"type":"HEADER","format":"IMAGE","example":{"header_handle":["h"]}}]}]}""", "components[1].cards")]
    [InlineData("MARKETING", """{"type":"CAROUSEL","cards":[{"components":[{"type":"HEADER","format":"IMAGE"}]},{"components":[]}]}""", "components[1].cards[0].components[0].example")]
    [InlineData("MARKETING", """{"type":"CAROUSEL","cards":[{"components":[{"type":"BODY","text":"x"}]},{"components":[{"type":"BODY","text":"x"}]}]}""", "components[1].cards[0].components")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[]}""", "components[1].buttons")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}""", "components[1].buttons[0].type")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY"}]}""", "components[1].buttons[0].text")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Twenty-six letters, or so."}]}""", "components[1].buttons[0].text")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"PHONE_NUMBER","text":"Call"}]}""", "components[1].buttons[0].phone_number")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"FLOW","text":"Go"}]}""", "components[1].buttons[0].flow_id")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"URL","text":"Go","url":"tenant"}]}""", "components[1].buttons[0].url")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"URL","text":"Go","url":"https://tenant.example/{{1}}/x","example":["a"]}]}""", "components[1].buttons[0].url")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"VOICE_CALL","text":"A"},{"type":"VOICE_CALL","text":"B"}]}""", "components[1].buttons")]
    [InlineData("UTILITY", """{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"A"},{"type":"VOICE_CALL","text":"B"},{"type":"QUICK_REPLY","text":"C"}]}""", "components[1].buttons")]
    public async Task What_a_component_may_not_hold_is_refused_by_its_field(string category, string component, string field)
    {
        var refused = await CreateAsync(category, $$"""[{"type":"BODY","text":"Ready."},{{component}}]""");

        refused.IsE3(400, 100);
        Assert.StartsWith(field, refused.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hi {{1}, ready.")]
    [InlineData("Hi {{first name}}, ready.")]
    [InlineData("Hi {{}}, ready.")]
    [InlineData("Hi {{2}}, ready.")]
    [InlineData("Hi {{name}}, ready.")]
    public async Task A_variable_is_a_number_in_its_order_in_two_pairs_of_braces(string text)
    {
        var refused = await CreateAsync("UTILITY", $$"""[{"type":"BODY","text":"{{text}}","example":{"body_text":[["a","b"]]} }]""");

        refused.IsE3(400, 100);
        Assert.Equal("2388072", refused.Text("error.error_subcode"));
    }

    [Theory]
    [InlineData("BODY", 1024, "")]
    [InlineData("FOOTER", 60, "")]
    [InlineData("HEADER", 60, "\"format\":\"TEXT\",")]
    public async Task A_text_is_as_long_as_its_component_allows(string type, int longest, string more)
    {
        string Components(int length) => (type == "BODY" ? "[" : """[{"type":"BODY","text":"x"},""")
            + $$"""{"type":"{{type}}",{{more}}"text":"{{new string('x', length)}}"}]""";

        (await CreateAsync("UTILITY", Components(longest))).Is(200);
        var refused = await CreateAsync("UTILITY", Components(longest + 1));

        refused.IsE3(400, 100);
        Assert.Equal("2388040", refused.Text("error.error_subcode"));
    }

    [Fact]
    public async Task A_template_that_is_there_in_that_language_is_not_created_again()
    {
        var (account, name) = (await target.AccountAsync(target.Number), TemplateSteps.NewName());
        const string body = """[{"type":"BODY","text":"Ready."}]""";
        (await TemplateSteps.CreateAsync(target, account, name, "UTILITY", body)).Is(200);

        var refused = await TemplateSteps.CreateAsync(target, account, name, "UTILITY", body);

        refused.IsE3(400, 100);
        Assert.Equal("2388024", refused.Text("error.error_subcode"));
    }

    [Theory]
    [InlineData("""[{"type":"BODY"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"x"}]}]""")]
    [InlineData("""[{"type":"BODY"}]""")]
    [InlineData("""[{"type":"BODY"},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"BY_HEART"}]}]""")]
    [InlineData("""[{"type":"BODY"},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"ONE_TAP"}]}]""")]
    [InlineData("""[{"type":"BODY"},{"type":"FOOTER","code_expiration_minutes":91},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]""")]
    [InlineData("""[{"type":"HEADER","format":"TEXT","text":"x"},{"type":"BODY"},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]""")]
    public async Task A_template_of_codes_has_one_OTP_button_and_no_words_of_its_own(string components)
    {
        var refused = await CreateAsync("AUTHENTICATION", components);

        refused.IsE3(400, 100);
    }
}
