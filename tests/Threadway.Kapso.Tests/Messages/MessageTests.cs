using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Messages;

public sealed class MessageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Marketing_goes_its_own_way_and_says_how_it_was_taken()
    {
        var kapso = new ScriptedKapso().Answers(
            """{"messaging_product":"whatsapp","messages":[{"id":"wamid.9","message_status":"held_for_quality_assessment"}]}""");

        var sent = await kapso.Client().Messages.SendMarketingAsync(
            "601", "34600998877", new() { Name = "spring_sale", Language = "es", CallbackData = "sale-1" }, Token);

        Assert.Equal("POST /meta/whatsapp/v24.0/601/marketing_messages", kapso.Request.Line);
        Assert.Equal(
            """{"messaging_product":"whatsapp","recipient_type":"individual","to":"34600998877","type":"template","biz_opaque_callback_data":"sale-1","template":{"name":"spring_sale","language":{"code":"es"},"components":[]}}""",
            kapso.Request.Json);
        Assert.Equal(("wamid.9", "held_for_quality_assessment"), (sent.Id, sent.Status));
    }

    [Fact]
    public async Task Whoever_stopped_marketing_gets_none()
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"The contact stopped marketing","code":"marketing_preference_stopped"}""", 422);

        var failure = await Assert.ThrowsAsync<KapsoValidationException>(
            () => kapso.Messages.SendMarketingAsync("601", "34600998877", new() { Name = "spring_sale", Language = "es" }, Token));

        Assert.Equal(("marketing_preference_stopped", KapsoErrorClass.Stop, false), (failure.Code, failure.Class, failure.IsRetryable));
    }

    [Fact]
    public async Task A_one_time_code_fills_the_body_and_the_button_of_the_template()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/message-sent");

        var sent = await kapso.Client().Messages.SendTemplateAsync(
            "100000000000001", "+34600998877", TemplateMessage.AuthenticationCode("sign_in_code", "es", "123456"), Token);

        Assert.Equal("POST /meta/whatsapp/v24.0/100000000000001/messages", kapso.Request.Line);
        Assert.Equal(
            RecordedRequest.Compact(
                """
                {
                  "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+34600998877", "type": "template",
                  "template": {
                    "name": "sign_in_code",
                    "language": { "code": "es" },
                    "components": [
                      { "type": "body", "parameters": [{ "type": "text", "text": "123456" }] },
                      { "type": "button", "sub_type": "url", "index": "0", "parameters": [{ "type": "text", "text": "123456" }] }
                    ]
                  }
                }
                """),
            kapso.Request.Json);
        Assert.Equal("wamid.INVENTED0001", sent.Id);
        Assert.Equal("34600998877", sent.WaId);
        Assert.Equal("accepted", sent.Status);
    }

    [Fact]
    public async Task An_answer_with_the_message_alone_is_enough()
    {
        using var kapso = ScriptedKapso.AnsweringPayload("api/message-sent-bare");

        var sent = await kapso.Messages.SendTemplateAsync("1", "34600998877", new() { Name = "hello", Language = "en_US" }, Token);

        Assert.Equal("wamid.INVENTED0002", sent.Id);
        Assert.Null(sent.WaId);
    }

    [Fact]
    public async Task Of_an_answer_the_first_message_and_contact_count_whatever_else_it_holds()
    {
        using var kapso = ScriptedKapso.Answering(
            """
            {"meta":[{"messages":[{"id":"no"}]}],"contacts":[{"profile":{"wa_id":"no"},"wa_id":34600998877,"user_id":null},{"wa_id":"no"}],
            "messages":[{"errors":[[1],{"id":"no"}],"id":"wamid.1","message_status":"accepted","more":{}},{"id":"no"},7]}
            """);

        var sent = await kapso.Messages.SendTextAsync("1", "34600998877", "Hola", Token);

        Assert.Equal(("wamid.1", "accepted", "34600998877", null), (sent.Id, sent.Status, sent.WaId, sent.UserId));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"messages":[{"id":""}]}""")]
    [InlineData("""{"messages":null}""")]
    [InlineData("""{"messages":{}}""")]
    [InlineData("""{"messages":[null,{"id":"wamid.2"}]}""")]
    [InlineData("""{"messages":[[{"id":"wamid.1"}]]}""")]
    [InlineData("""{"messages":[{"id":{}}]}""")]
    [InlineData("""{"messages":[{"id":"wamid.1"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task An_accepted_send_without_an_id_may_have_gone_out(string body)
    {
        using var kapso = ScriptedKapso.Answering(body);

        var failure = await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(
            () => kapso.Messages.SendTemplateAsync("1", "34600998877", new() { Name = "hello", Language = "en_US" }, Token));

        Assert.True(failure.MayHaveHappened);
        Assert.False(failure.IsRetryable);
    }

    [Fact]
    public async Task The_graph_version_is_configuration()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/message-sent");
        var options = ScriptedKapso.Options();
        options.GraphVersion = "v23.0";

        await new KapsoClient(new HttpClient(kapso), options).Messages.SendTemplateAsync(
            "1", "34600998877", new() { Name = "hello", Language = "en_US" }, Token);

        Assert.Equal("POST /meta/whatsapp/v23.0/1/messages", kapso.Request.Line);
    }
}
