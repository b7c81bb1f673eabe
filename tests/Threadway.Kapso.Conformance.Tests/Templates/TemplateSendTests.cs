using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Templates;

/// <summary>What a template asks of a send.</summary>
[Contract("12.1"), Contract("15")]
public class TemplateSendTests(Target target)
{
    private const string Positional = """
        [{"type":"HEADER","format":"TEXT","text":"Order {{1}}","example":{"header_text":["7"]}},{"type":"BODY","text":"Hi {{1}}, your {{2}} is here.","example":{"body_text":[["Ana","cake"]]}},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Thanks"},{"type":"URL","text":"See it","url":"https://tenant.example/o/{{1}}","example":["7"]}]}]
        """;

    private const string Named = """
        [{"type":"BODY","text":"Hi {{first_name}}, your {{order}} is here.","example":{"body_text_named_params":[{"param_name":"first_name","example":"Ana"},{"param_name":"order","example":"cake"}]}}]
        """;

    private const string Header = """{"type":"header","parameters":[{"type":"text","text":"7"}]}""";
    private const string BodyPart = """{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"cake"}]}""";
    private const string Button = """{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"7"}]}""";

    private Task<Reply> SendAsync(string name, string components) => new Chat(target, target.Number, target.NewPerson()).SendAsync(
        $$"""{"type":"template","template":{"name":"{{name}}","language":{"code":"en"},"components":{{components}} } }""");

    [Theory]
    [InlineData($"[{Header},{BodyPart},{Button}]", null)]
    [InlineData($$"""[{{Header}},{{BodyPart}},{{Button}},{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"THANKS"}]}]""", null)]
    [InlineData("[]", 132000)]
    [InlineData($$"""[{{Header}},{"type":"body","parameters":[{"type":"text","text":"Ana"}]},{{Button}}]""", 132000)]
    [InlineData($$"""[{{Header}},{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"cake"},{"type":"text","text":"pie"}]},{{Button}}]""", 132000)]
    [InlineData($$"""[{{Header}},{"type":"body","parameters":[{"type":"image","image":{"link":"https://tenant.example/a.png"} },{"type":"text","text":"cake"}]},{{Button}}]""", 132012)]
    [InlineData($"[{Header},{BodyPart}]", 131008)]
    public async Task Parameters_go_by_their_order(string components, int? code)
    {
        var name = await TemplateSteps.ApprovedAsync(target, target.Number, "UTILITY", Positional);

        var answer = await SendAsync(name, components);

        Check(answer, code);
    }

    [Theory]
    [InlineData("""[{"type":"body","parameters":[{"type":"text","parameter_name":"order","text":"cake"},{"type":"text","parameter_name":"first_name","text":"Ana"}]}]""", null)]
    [InlineData("""[{"type":"body","parameters":[{"type":"text","text":"cake"},{"type":"text","text":"Ana"}]}]""", 132012)]
    [InlineData("[]", 132000)]
    public async Task Named_parameters_go_by_their_name(string components, int? code)
    {
        var name = await TemplateSteps.ApprovedAsync(target, target.Number, "UTILITY", Named, ",\"parameter_format\":\"NAMED\"");

        var answer = await SendAsync(name, components);

        Check(answer, code);
    }

    [Theory, Contract("13.1")]
    [InlineData("""{"type":"image","image":{"link":"https://tenant.example/a.png"}}""", null)]
    [InlineData("""{"type":"image","image":{"id":"999999999999999"}}""", 100)]
    [InlineData("""{"type":"text","text":"x"}""", 132012)]
    public async Task A_picture_in_the_header_is_a_parameter_of_its_own_type(string parameter, int? code)
    {
        var name = await TemplateSteps.ApprovedAsync(
            target, target.Number, "MARKETING", """[{"type":"HEADER","format":"IMAGE","example":{"header_handle":["4::a"]}},{"type":"BODY","text":"Come."}]""");

        var answer = await SendAsync(name, $$"""[{"type":"header","parameters":[{{parameter}}]}]""");

        Check(answer, code);
    }

    [Theory]
    [InlineData("""{"type":"text","text":"481516"}""", null)]
    [InlineData("", 131008)]
    public async Task A_sign_in_code_stands_in_the_body_and_on_the_button(string onButton, int? code)
    {
        var name = await TemplateSteps.ApprovedAsync(
            target, target.Number, "AUTHENTICATION", """[{"type":"BODY","add_security_recommendation":true},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]""");

        var answer = await SendAsync(
            name, $$"""[{"type":"body","parameters":[{"type":"text","text":"481516"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{{onButton}}]}]""");

        Check(answer, code);
    }

    [Fact]
    public async Task Another_accounts_template_is_not_there()
    {
        var (_, other) = await target.ConnectAsync();
        Assert.SkipWhen(await target.AccountAsync(other) == await target.AccountAsync(target.Number), "The target has all its numbers in one account");
        var name = await TemplateSteps.ApprovedAsync(target, other, "UTILITY", """[{"type":"BODY","text":"Ready."}]""");

        var answer = await SendAsync(name, "[]");

        answer.IsE3(404, 132001);
    }

    [Theory]
    [InlineData("APPROVED", 200, null)]
    [InlineData("PENDING", 404, 132001)]
    [InlineData("REJECTED", 404, 132001)]
    [InlineData("PAUSED", 400, 132015)]
    [InlineData("DISABLED", 400, 132016)]
    public async Task Only_an_approved_template_goes(string status, int expected, int? code)
    {
        var account = await target.AccountAsync(target.Number);
        var name = TemplateSteps.NewName();
        var created = await TemplateSteps.CreateAsync(target, account, name, "UTILITY", """[{"type":"BODY","text":"Ready."}]""");
        await TemplateSteps.ReviewAsync(target, created.Text("id"), status);

        var answer = await SendAsync(name, "[]");

        if (code is null)
            answer.Fits(Shapes.Sent);
        else
            answer.IsE3(expected, code);
    }

    private static void Check(Reply answer, int? code)
    {
        if (code is null)
            answer.Fits(Shapes.Sent);
        else
            answer.IsE3(400, code);
    }
}
