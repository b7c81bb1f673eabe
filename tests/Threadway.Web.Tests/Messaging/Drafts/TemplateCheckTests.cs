using System.Text.Json;
using System.Text.Json.Nodes;
using Threadway.Kapso;
using Threadway.Web.Messaging.Outbox;
using Threadway.Web.Messaging.Outbox.Drafts;
using Threadway.Web.Messaging.Templates;

namespace Threadway.Web.Tests.Messaging.Drafts;

/// <summary>A template is sent with exactly the parameters that it wants.</summary>
public sealed class TemplateCheckTests
{
    private const string Body = """{"type":"BODY","text":"Hello {{1}}, it is {{2}}."}""";
    private const string Two = """{"type":"body","parameters":[{"type":"text","text":"A"},{"type":"currency","currency":{"fallback_value":"$1","code":"USD","amount_1000":1000}}]}""";
    private const string Named = """{"type":"BODY","text":"Hello {{name}}."}""";
    private const string Url = """{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"No"},{"type":"URL","text":"Go","url":"https://e.org/{{1}}"}]}""";
    private const string Code = """{"type":"BUTTONS","buttons":[{"type":"URL","text":"Copy","url":"https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"}]}""";
    private const string Coupon = """{"type":"BUTTONS","buttons":[{"type":"COPY_CODE","text":"Copy"}]}""";
    private const string Flow = """{"type":"BUTTONS","buttons":[{"type":"FLOW","text":"Start","flow_id":"1"}]}""";
    private const string Offer = """{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Now","has_expiration":true}}""";
    private const string Cards = """{"type":"CAROUSEL","cards":[{"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"{{1}}!"}]},{"components":[{"type":"HEADER","format":"IMAGE"}]}]}""";
    private const string CardsGiven = """{"type":"carousel","cards":[{"card_index":0,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"1"}}]},{"type":"body","parameters":[{"type":"text","text":"A"}]}]},{"card_index":1,"components":[{"type":"header","parameters":[{"type":"image","image":{"link":"https://e.org/1"}}]}]}]}""";
    private const string Location = """{"type":"HEADER","format":"LOCATION"}""";

    public static TheoryData<string, string> Right => new()
    {
        { """{"type":"BODY","text":"Hello."}""", "" },
        { Body, Two },
        { Named, """{"type":"body","parameters":[{"type":"text","parameter_name":"name","text":"A"}]}""" },
        { """{"type":"HEADER","format":"TEXT","text":"Hi {{1}}"}""", """{"type":"HEADER","parameters":[{"type":"text","text":"A"}]}""" },
        { """{"type":"HEADER","format":"IMAGE"}""", """{"type":"header","parameters":[{"type":"image","image":{"id":"1"}}]}""" },
        { Location, """{"type":"header","parameters":[{"type":"location","location":{"latitude":"1.5","longitude":2,"name":"N","address":"A"}}]}""" },
        { Url, """{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"42"}]}""" },
        { Url, """{"type":"button","sub_type":"url","index":1,"parameters":[{"type":"text","text":"42"}]},{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"p"}]}""" },
        { Code, """{"type":"body","parameters":[{"type":"text","text":"123456"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"123456"}]}""" },
        { Coupon, """{"type":"button","sub_type":"COPY_CODE","index":"0","parameters":[{"type":"coupon_code","coupon_code":"SAVE"}]}""" },
        { Flow, """{"type":"button","sub_type":"flow","index":"0"}""" },
        { Offer, """{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1790000000000}}]}""" },
        { Cards, CardsGiven },
        { """{"type":"HOLOGRAM"}""", """{"type":"hologram"}""" },
    };

    public static TheoryData<string, string, string> Wrong => new()
    {
        { """{"type":"BODY","text":"Hello."}""", Two, "template.components[0].parameters" },
        { Body, "", "template.components" },
        { Body, """{"type":"body","parameters":[{"type":"text","text":"A"}]}""", "template.components[0].parameters" },
        { Body, """{"type":"body","parameters":[{"type":"text","text":"A"},{"type":"image","image":{"id":"1"}}]}""", "template.components[0].parameters[1].type" },
        { Body, """{"type":"body","parameters":[{"type":"text","text":"A"},{"type":"text","text":""}]}""", "template.components[0].parameters[1].text" },
        { Body, Two + "," + Two, "template.components[1].type" },
        { Named, """{"type":"body","parameters":[{"type":"text","text":"A"}]}""", "template.components[0].parameters[0].parameter_name" },
        { Named, """{"type":"body","parameters":[{"type":"text","parameter_name":"nme","text":"A"}]}""", "template.components[0].parameters[0].parameter_name" },
        { """{"type":"HEADER","format":"IMAGE"}""", "", "template.components" },
        { """{"type":"HEADER","format":"IMAGE"}""", """{"type":"header","parameters":[{"type":"video","video":{"id":"1"}}]}""", "template.components[0].parameters[0].type" },
        { Location, """{"type":"header","parameters":[{"type":"location","location":{"latitude":99,"longitude":2}}]}""", "template.components[0].parameters[0].location.latitude" },
        { Url, "", "template.components" },
        { Url, """{"type":"button","sub_type":"url","index":"2","parameters":[{"type":"text","text":"42"}]}""", "template.components[0].index" },
        { Url, """{"type":"button","sub_type":"flow","index":"1","parameters":[{"type":"text","text":"42"}]}""", "template.components[0].sub_type" },
        { Url, """{"type":"button","sub_type":"url","index":"1","parameters":[]}""", "template.components[0].parameters" },
        { Code, """{"type":"body","parameters":[{"type":"text","text":"123456"}]}""", "template.components" },
        { Coupon, """{"type":"button","sub_type":"copy_code","index":"0","parameters":[{"type":"coupon_code","coupon_code":"1234567890123456"}]}""", "template.components[0].parameters[0].coupon_code" },
        { Flow, "", "template.components" },
        { Offer, "", "template.components" },
        { Offer, """{"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":"soon"}}]}""", "template.components[0].parameters[0].limited_time_offer.expiration_time_ms" },
        { Cards, "", "template.components" },
        { Cards, CardsGiven.Replace("\"card_index\":1", "\"card_index\":0", StringComparison.Ordinal), "template.components[0].cards[1].card_index" },
        { Cards, CardsGiven.Replace("\"text\":\"A\"", "\"text\":\"\"", StringComparison.Ordinal), "template.components[0].cards[0].components[1].parameters[0].text" },
        { Named, CardsGiven, "template.components" },
        { Body, Two + """,{"type":"footer"}""", "template.components[1].type" },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void Exactly_what_a_template_wants_passes(string declared, string given) => Assert.Null(Check(declared, given));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Anything_else_is_refused_at_its_own_place(string declared, string given, string path)
    {
        var refusal = Check(declared, given);

        Assert.Equal((422, "template_parameters", path), (refusal!.Status, refusal.Code, refusal.Path));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a     b")]
    public void A_parameter_with_a_break_a_tab_or_five_spaces_is_refused(string text)
    {
        var refusal = TemplateCheck.CheckTexts(Content(new JsonObject
        {
            ["type"] = "body",
            ["parameters"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        }.ToJsonString()));

        Assert.Equal((422, "template_parameters", "template.components[0].parameters[0].text"), (refusal!.Status, refusal.Code, refusal.Path));
        Assert.Null(TemplateCheck.CheckTexts(Content("""{"type":"body","parameters":[{"type":"text","text":"a    b"}]}""")));
    }

    [Fact]
    public void An_unknown_name_language_or_status_is_told_with_what_there_is()
    {
        var content = Content("");

        Assert.Equal("template_unknown", TemplateCheck.Check(content, Copy(Of("""{"type":"BODY","text":"A"}""", name: "other")))!.Code);
        Assert.Null(TemplateCheck.Check(content, Copy(Of("""{"type":"BODY","text":"A"}""", name: "other")) with { IsComplete = false }));
        var language = TemplateCheck.Check(content, Copy(Of("""{"type":"BODY","text":"A"}""", language: "es"), Of("""{"type":"BODY","text":"A"}""", language: "de")))!;
        Assert.Equal(("template_language", "template.language.code"), (language.Code, language.Path));
        Assert.Contains("de, es", language.Detail, StringComparison.Ordinal);
        var status = TemplateCheck.Check(content, Copy(Of("""{"type":"BODY","text":"A"}""", status: "PAUSED")))!;
        Assert.Equal("template_not_approved", status.Code);
        Assert.Contains("PAUSED", status.Detail, StringComparison.Ordinal);
    }

    private static MessageRefusal? Check(string declared, string given)
    {
        var content = Content(given);
        Assert.Null(Draft.Read(Draft.Body("template", content.GetRawText())).Refusal);
        return TemplateCheck.Check(content, Copy(Of(declared)));
    }

    private static JsonElement Content(string given) => JsonElement.Parse($$"""{"name":"t","language":{"code":"en"},"components":[{{given}}]}""");

    private static TemplateCopy Copy(params Template[] templates) => new(templates, IsComplete: true, Draft.Now);

    private static Template Of(string component, string name = "t", string language = "en", string status = "APPROVED") => JsonSerializer.Deserialize<Template>(
        $$"""{"id":"1","name":"{{name}}","language":"{{language}}","status":"{{status}}","components":[{{component}}]}""")!;
}
