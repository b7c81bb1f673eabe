using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class TemplateTests
{
    private const string Templates = "/meta/whatsapp/v24.0/100000000000002/message_templates";
    private const string Messages = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/messages";

    private const string Order = """
        {"name":"order_ready","language":"en","category":"UTILITY","components":[
          {"type":"HEADER","format":"TEXT","text":"Order {{1}}"},{"type":"BODY","text":"Hi {{1}}, your {{2}} is ready."},{"type":"FOOTER","text":"The bakery"},
          {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"I am coming"},{"type":"URL","text":"See it","url":"https://shop.example/o/{{1}}"}]}]}
        """;

    private static string Send(string name, string components = "[]", string to = Chat.Phone) =>
        $$"""{"messaging_product":"whatsapp","to":"{{to}}","type":"template","template":{"name":"{{name}}","language":{"code":"en"},"components":{{components}} } }""";

    private static string OrderParts(string button = """{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"7"}]}""") => $$"""
        [{"type":"header","parameters":[{"type":"text","text":"7"}]},{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"cake"}]},{{button}}]
        """;

    private static async Task<string> ApprovedAsync(Lab lab, string template)
    {
        var id = (await lab.PostAsync(Templates, template)).Ok().Text("id");
        (await lab.PostAsync($"/_emulator/templates/{id}/status", """{"status":"APPROVED"}""")).Ok();
        return id;
    }

    [Fact]
    public async Task A_new_template_is_pending_and_approved_after_a_minute()
    {
        await using var lab = await Lab.StartAsync();

        var created = await lab.PostAsync(Templates, Order);
        var early = await lab.PostAsync(Messages, Send("order_ready", OrderParts()));
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:01:00"}""");
        var late = await lab.PostAsync(Messages, Send("order_ready", OrderParts()));
        var listed = Assert.Single((await lab.GetAsync($"{Templates}?name=order_ready")).Data)!;

        Assert.Equal(["id", "status", "category"], created.Ok().Json.AsObject().Select(field => field.Key));
        Assert.Equal("PENDING", created.Text("status"));
        Assert.Equal((HttpStatusCode.NotFound, "132001"), (early.Status, early.Text("error.code")));
        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.Equal("APPROVED", listed["status"]!.ToString());
        Assert.Equal(4, listed["components"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_template_shows_with_header_footer_and_links_and_its_quick_reply_comes_back()
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, Order);
        await new Chat(lab, KapsoEmulator.OperatorPhoneNumberId).SubscribeAsync("received");

        var sent = await lab.PostAsync(Messages, Send("order_ready", OrderParts()));
        var screen = (await lab.GetAsync($"/phones/{Chat.Phone}/screen")).Content;
        var id = sent.Json["messages"]![0]!["id"]!.ToString();
        await lab.PostAsync($"/_emulator/phones/{Chat.Phone}/messages", $$"""{"type":"interactive","reply":{"messageId":"{{id}}","id":"I am coming"} }""");
        var message = (await lab.Receiver.NextAsync()).Body["message"]!;

        foreach (var shown in new[] { "Order 7", "Hi Ana, your cake is ready.", "The bakery", "href=\"https://shop.example/o/7\"", ">I am coming<" })
            Assert.Contains(shown, screen, StringComparison.Ordinal);
        Assert.Equal("""{"payload":"I am coming","text":"I am coming"}""", message["button"]!.ToJsonString());
        Assert.Equal(id, message["context"]!["id"]!.ToString());
    }

    [Theory]
    [InlineData("PENDING", "132001")]
    [InlineData("REJECTED", "132001")]
    [InlineData("PAUSED", "132015")]
    [InlineData("DISABLED", "132016")]
    public async Task Only_an_approved_template_is_sent(string status, string code)
    {
        await using var lab = await Lab.StartAsync();
        var id = await ApprovedAsync(lab, Order);
        await lab.PostAsync($"/_emulator/templates/{id}/status", $$"""{"status":"{{status}}"}""");

        var refused = await lab.PostAsync(Messages, Send("order_ready", OrderParts()));

        Assert.Equal(code, refused.Text("error.code"));
    }

    [Theory]
    [InlineData("[]", "132000")]
    [InlineData("""[{"type":"header","parameters":[{"type":"text","text":"7"}]},{"type":"body","parameters":[{"type":"text","text":"Ana"},{"type":"text","text":"cake"}]}]""", "131008")]
    public async Task A_template_that_lacks_parameters_is_refused(string components, string code)
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, Order);

        var refused = await lab.PostAsync(Messages, Send("order_ready", components));

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Text("error.code")));
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
    public async Task Named_parameters_are_found_by_their_name()
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(
            lab, """{"name":"named","language":"en","category":"MARKETING","parameter_format":"NAMED","components":[{"type":"body","text":"{{who}} likes {{what}}"}]}""");

        var sent = await lab.PostAsync(Messages, Send("named", """
            [{"type":"body","parameters":[{"type":"text","parameter_name":"what","text":"cake"},{"type":"text","parameter_name":"who","text":"Ana"}]}]
            """));
        var unnamed = await lab.PostAsync(Messages, Send("named", """
            [{"type":"body","parameters":[{"type":"text","text":"cake"},{"type":"text","text":"Ana"}]}]
            """));

        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Equal("Ana likes cake", (await lab.GetAsync($"/_emulator/phones/{Chat.Phone}/messages")).Json[0]!["text"]!.ToString());
        Assert.Equal("132012", unnamed.Text("error.code"));
    }

    [Theory]
    [InlineData("""{"type":"image","image":{"link":"https://shop.example/a.jpg"}}""", null)]
    [InlineData("""{"type":"image","image":{"id":"1"}}""", "100")]
    [InlineData("""{"type":"text","text":"x"}""", "132012")]
    public async Task A_picture_in_the_header_is_a_parameter_of_its_own_type(string parameter, string? code)
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, """
            {"name":"poster","language":"en","category":"MARKETING","components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Come"}]}
            """);

        var answer = await lab.PostAsync(Messages, Send("poster", $$"""[{"type":"header","parameters":[{{parameter}}]}]"""));

        Assert.Equal(code, answer.At("error.code")?.ToString());
    }

    [Fact]
    public async Task An_authentication_template_is_worded_by_Meta_and_carries_a_code()
    {
        await using var lab = await Lab.StartAsync();
        await ApprovedAsync(lab, """
            {"name":"code","language":"en","category":"AUTHENTICATION","components":[
              {"type":"BODY","add_security_recommendation":true},{"type":"FOOTER","code_expiration_minutes":5},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]}
            """);

        await lab.PostAsync(Messages, Send("code", """
            [{"type":"body","parameters":[{"type":"text","text":"481516"}]},{"type":"button","sub_type":"url","index":0,"parameters":[{"type":"text","text":"481516"}]}]
            """));
        var got = (await lab.GetAsync($"/_emulator/phones/{Chat.Phone}/messages")).Json[0]!;

        Assert.Equal("481516", got["code"]!.ToString());
        Assert.Equal("*481516* is your verification code. For your security, do not share this code.", got["text"]!.ToString());
    }

    [Theory]
    [InlineData("""{"language":"en","category":"UTILITY","components":[{"type":"BODY","text":"a"}]}""")]
    [InlineData("""{"name":"Big","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"a"}]}""")]
    [InlineData("""{"name":"a","language":"en","category":"SPAM","components":[{"type":"BODY","text":"a"}]}""")]
    [InlineData("""{"name":"a","language":"en","category":"UTILITY","components":[]}""")]
    [InlineData("""{"name":"a","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"{{2}}"}]}""")]
    [InlineData("""{"name":"a","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"a"},{"type":"BUTTONS","buttons":[{"type":"URL","text":"x"}]}]}""")]
    [InlineData("""{"name":"hello_world","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"again"}]}""")]
    public async Task A_template_that_Meta_would_not_take_is_100(string template)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Templates, template);

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
    }

    [Theory]
    [InlineData("category=authentication", 3)]
    [InlineData("language=es", 1)]
    [InlineData("name=code&language=en", 1)]
    [InlineData("status=PENDING", 0)]
    public async Task The_list_is_filtered(string query, int count)
    {
        await using var lab = await Lab.StartAsync();

        var listed = await lab.GetAsync($"{Templates}?{query}");

        Assert.Equal(count, listed.Data.Count);
    }

    [Fact]
    public async Task The_list_pages_as_Meta_does_until_a_page_is_empty()
    {
        await using var lab = await Lab.StartAsync();

        var first = await lab.GetAsync($"{Templates}?limit=3");
        var second = await lab.GetAsync($"{Templates}?limit=3&after={Uri.EscapeDataString(first.Text("paging.cursors.after"))}");
        var third = await lab.GetAsync($"{Templates}?limit=3&after={Uri.EscapeDataString(second.Text("paging.cursors.after"))}");

        Assert.Equal((3, 1, 0), (first.Data.Count, second.Data.Count, third.Data.Count));
        Assert.Null(first.At("paging.next"));
        Assert.Null(third.At("paging.cursors.after"));
    }

    [Fact]
    public async Task A_template_is_deleted_by_name_in_all_languages_or_by_id_in_one()
    {
        await using var lab = await Lab.StartAsync();
        var id = (await lab.PostAsync(Templates, Order)).Text("id");

        var byId = await lab.DeleteAsync($"{Templates}?hsm_id={id}&name=order_ready");
        var byName = await lab.DeleteAsync($"{Templates}?name=sign_in_code");
        var again = await lab.DeleteAsync($"{Templates}?name=sign_in_code");
        var neither = await lab.DeleteAsync(Templates);
        var left = Assert.Single((await lab.GetAsync(Templates)).Data)!;

        Assert.Equal("""{"success":true}""", byId.Content);
        Assert.Equal(HttpStatusCode.OK, byName.Status);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (again.Status, neither.Status));
        Assert.Equal("hello_world", left["name"]!.ToString());
    }

    [Fact]
    public async Task A_changed_template_is_reviewed_again_and_keeps_name_and_language()
    {
        await using var lab = await Lab.StartAsync();
        var id = await ApprovedAsync(lab, Order);

        var changed = await lab.PostAsync(
            $"{Templates}?hsm_id={id}", """{"category":"MARKETING","components":[{"type":"BODY","text":"It is ready"}]}""");
        var early = await lab.PostAsync(Messages, Send("order_ready"));
        await lab.PostAsync("/_emulator/clock", """{"advance":"00:01:00"}""");
        var late = await lab.PostAsync(Messages, Send("order_ready"));
        var listed = Assert.Single((await lab.GetAsync($"{Templates}?name=order_ready&category=MARKETING&status=APPROVED")).Data)!;

        Assert.Equal("""{"success":true}""", changed.Content);
        Assert.Equal("132001", early.Text("error.code"));
        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.Equal((id, "en", "UTILITY"), (listed["id"]!.ToString(), listed["language"]!.ToString(), listed["previous_category"]!.ToString()));
        Assert.Equal("It is ready", Assert.Single(listed["components"]!.AsArray())!["text"]!.ToString());
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

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
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

        Assert.Equal("100", refused.Text("error.code"));
        Assert.StartsWith(place, refused.Text("error.error_data.details"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_projects_account_and_an_unknown_template_are_404()
    {
        await using var lab = await Lab.StartAsync();

        var unknown = await lab.GetAsync("/meta/whatsapp/v24.0/1/message_templates");
        var change = await lab.PostAsync($"{Templates}?hsm_id=1", """{"category":"UTILITY"}""");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.Status, change.Status));
    }
}
