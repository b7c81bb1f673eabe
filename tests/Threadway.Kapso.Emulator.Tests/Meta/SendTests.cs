using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class SendTests
{
    private const string Phone = "+573001234567";

    private static string Messages(string id) => $"/meta/whatsapp/v24.0/{id}/messages";

    private static string Code(string name = "sign_in_code", string language = "es", string body = """{"type":"text","text":"481516"}""", string button = """{"type":"text","text":"481516"}""") => $$"""
        {"messaging_product":"whatsapp","to":"{{Phone}}","type":"template","template":{"name":"{{name}}","language":{"code":"{{language}}"},"components":[
          {"type":"body","parameters":[{{body}}]},{"type":"button","sub_type":"url","index":"0","parameters":[{{button}}]} ]} }
        """;

    private static string Text(string to = Phone, string body = "Hola") =>
        $$"""{"messaging_product":"whatsapp","to":"{{to}}","type":"text","text":{"body":"{{body}}"} }""";

    [Theory]
    [InlineData("en_US")]
    [InlineData("en")]
    [InlineData("es")]
    public async Task A_sign_in_code_lands_on_the_phone_with_its_code(string language)
    {
        await using var lab = await Lab.StartAsync();

        var sent = await lab.PostAsync(Messages(KapsoEmulator.OperatorPhoneNumberId), Code(language: language));

        var got = Assert.Single((await lab.GetAsync($"/_emulator/phones/{Phone}/messages")).Json.AsArray())!;
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Equal(["messaging_product", "contacts", "messages"], sent.Json.AsObject().Select(field => field.Key));
        Assert.Equal("573001234567", sent.Json["contacts"]![0]!["wa_id"]!.ToString());
        Assert.Equal(sent.Json["messages"]![0]!["id"]!.ToString(), got["id"]!.ToString());
        Assert.StartsWith("wamid.", got["id"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("*481516*", got["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("481516", got["code"]!.ToString());
    }

    [Fact]
    public async Task A_template_that_is_not_there_in_that_language_is_132001()
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Messages(KapsoEmulator.OperatorPhoneNumberId), Code(language: "pt"));

        Assert.Equal((HttpStatusCode.NotFound, "132001"), (refused.Status, refused.Text("error.code")));
        Assert.NotEmpty(refused.Text("error.fbtrace_id"));
    }

    [Fact]
    public async Task Another_accounts_template_is_not_there()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();

        var refused = await lab.PostAsync(Messages(id), Code());

        Assert.Equal("132001", refused.Text("error.code"));
    }

    [Theory]
    [InlineData("", "132000")]
    [InlineData("""{"type":"text","text":"1"},{"type":"text","text":"2"}""", "132000")]
    [InlineData("""{"type":"image","image":{}}""", "132012")]
    public async Task Wrong_body_parameters_are_Metas_errors(string body, string code)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Messages(KapsoEmulator.OperatorPhoneNumberId), Code(body: body));

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Text("error.code")));
    }

    [Fact]
    public async Task A_sign_in_code_without_its_button_is_131008()
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Messages(KapsoEmulator.OperatorPhoneNumberId), Code(button: ""));

        Assert.Equal((HttpStatusCode.BadRequest, "131008"), (refused.Status, refused.Text("error.code")));
    }

    [Theory]
    [InlineData("""{"to":"+573001234567","type":"text"}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":"+573001234567"}""")]
    [InlineData("""{"messaging_product":"whatsapp","type":"text","text":{"body":"a"}}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":"nobody","type":"text","text":{"body":"a"}}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":5,"type":"text","text":{"body":"a"}}""")]
    [InlineData("""{"messaging_product":"whatsapp","to":"+573001234567","type":"text","text":{"body":""}}""")]
    public async Task A_send_that_lacks_something_is_100(string body)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Messages(KapsoEmulator.OperatorPhoneNumberId), body);

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
    }

    [Fact]
    public async Task Text_goes_within_24_hours_of_the_persons_message_and_not_after()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();

        var cold = await lab.PostAsync(Messages(id), Text());
        await lab.PostAsync($"/_emulator/phones/{Phone}/messages", $$"""{"phoneNumberId":"{{id}}","type":"text","text":{"body":"Hi"} }""");
        var warm = await lab.PostAsync(Messages(id), Text());
        await lab.PostAsync("/_emulator/clock", """{"advance":"24:00:00"}""");
        var late = await lab.PostAsync(Messages(id), Text());

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "131047"), (cold.Status, cold.Text("error.code")));
        Assert.Equal(HttpStatusCode.OK, warm.Status);
        Assert.Equal("131047", late.Text("error.code"));
    }

    [Fact]
    public async Task An_unknown_number_is_404_and_a_revoked_one_is_190()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        await lab.PostAsync($"/_emulator/phone-numbers/{id}/revoke");

        var unknown = await lab.PostAsync(Messages("999"), Text());
        var revoked = await lab.PostAsync(Messages(id), Text());

        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.NotEmpty(unknown.Text("error.message"));
        Assert.Equal((HttpStatusCode.Unauthorized, "190"), (revoked.Status, revoked.Text("error.code")));
    }

    [Fact]
    public async Task A_number_does_not_write_to_itself()
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Messages(KapsoEmulator.OperatorPhoneNumberId), Text("15550000001"));

        Assert.Equal("131021", refused.Text("error.code"));
    }

    [Fact]
    public async Task Sent_then_delivered_then_received_reach_the_numbers_webhook_in_that_order()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{id}/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","secret_key":"n",
             "events":["whatsapp.message.received","whatsapp.message.sent","whatsapp.message.delivered"]} }
            """);

        await lab.PostAsync($"/_emulator/phones/{Phone}/messages", $$"""{"phoneNumberId":"{{id}}","text":{"body":"Hi"} }""");
        var received = await lab.Receiver.NextAsync();
        await lab.PostAsync(Messages(id), Text(body: "Hola"));
        var (sent, delivered) = (await lab.Receiver.NextAsync(), await lab.Receiver.NextAsync());

        Assert.Equal("whatsapp.message.received", received.Event);
        Assert.Equal(["message", "conversation", "is_new_conversation", "phone_number_id"], received.Body.Select(field => field.Key));
        Assert.Equal("573001234567", received.Body["message"]!["from"]!.ToString());
        Assert.Equal("Hi", received.Body["message"]!["text"]!["body"]!.ToString());
        Assert.Equal("inbound", received.Body["message"]!["kapso"]!["direction"]!.ToString());
        Assert.True(received.Body["is_new_conversation"]!.GetValue<bool>());
        Assert.Matches("^[0-9]+$", received.Body["message"]!["timestamp"]!.ToString());
        Assert.Equal(("whatsapp.message.sent", "whatsapp.message.delivered"), (sent.Event, delivered.Event));
        Assert.Equal("delivered", delivered.Body["message"]!["kapso"]!["status"]!.ToString());
        Assert.Equal(
            ["sent", "delivered"], delivered.Body["message"]!["kapso"]!["statuses"]!.AsArray().Select(status => status!["status"]!.ToString()));
    }

    [Fact]
    public async Task Messages_are_read_one_by_one_and_as_a_list_with_cursors()
    {
        await using var lab = await Lab.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add((await lab.PostAsync(Messages(KapsoEmulator.OperatorPhoneNumberId), Code())).Ok().Json["messages"]![0]!["id"]!.ToString());
        const string list = "/platform/v1/whatsapp/messages";

        var one = await lab.GetAsync($"{list}/{Uri.EscapeDataString(ids[0])}");
        var first = await lab.GetAsync($"{list}?direction=outbound&phone_number=573001&limit=2");
        var second = await lab.GetAsync($"{list}?direction=outbound&limit=2&after={Uri.EscapeDataString(first.Text("paging.next"))}");
        var wrong = await lab.GetAsync($"{list}?after=nonsense");

        Assert.Equal(ids[0], one.Text("data.id"));
        Assert.Equal([ids[2], ids[1]], first.Data.Select(message => message!["id"]!.ToString()));
        Assert.Equal([ids[0]], second.Data.Select(message => message!["id"]!.ToString()));
        Assert.Null(second.At("paging.next"));
        Assert.Equal(first.At("paging.cursors.after")!.ToString(), first.Text("paging.next"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
    }

    [Fact]
    public async Task Marking_a_message_as_read_answers_success_alone()
    {
        await using var lab = await Lab.StartAsync();
        var (_, id) = await lab.ConnectAsync();
        var written = await lab.PostAsync($"/_emulator/phones/{Phone}/messages", $$"""{"phoneNumberId":"{{id}}","text":{"body":"Hi"} }""");

        var marked = await lab.PostAsync(Messages(id), $$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{written.Text("id")}}"}""");

        Assert.Equal("""{"success":true}""", marked.Content);
    }
}
