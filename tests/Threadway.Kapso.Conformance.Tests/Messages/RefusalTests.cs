using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Messages;

/// <summary>The errors of a send that a caller can bring about, each by its code.</summary>
[Contract("12.3"), Contract("15")]
public class RefusalTests(Target target)
{
    private const string HelloWorld = """{"type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}""";

    [Fact]
    public async Task Text_to_somebody_who_never_wrote_is_131047()
    {
        var stranger = new Chat(target, target.Number, target.NewPerson());

        var answer = await stranger.SendTextAsync();

        // Kapso documents 422, Meta 400 (contract 16.15): the code decides.
        answer.IsE3(answer.IsOneOf(400, 422).Status, 131047);
    }

    [Fact]
    public async Task A_number_that_writes_to_itself_is_131021()
    {
        var digits = (await target.Platform.GetAsync($"/whatsapp/phone_numbers/{target.Number}")).Text("data.display_phone_number_normalized");

        var answer = await new Chat(target, target.Number, digits).SendAsync(HelloWorld);

        answer.IsE3(400, 131021);
    }

    [Theory]
    [InlineData("nobody_wrote_this_one", "en_US")]
    [InlineData("hello_world", "fi")]
    public async Task A_template_that_is_not_there_in_that_language_is_132001(string name, string language)
    {
        var stranger = new Chat(target, target.Number, target.NewPerson());

        var answer = await stranger.SendAsync($$"""{"type":"template","template":{"name":"{{name}}","language":{"code":"{{language}}"} } }""");

        answer.IsE3(404, 132001);
    }

    [Fact, Contract("13.1")]
    public async Task A_media_id_that_is_not_known_is_100_and_names_the_parameter()
    {
        var chat = await target.ChatAsync();

        var answer = await chat.SendAsync("""{"type":"image","image":{"id":"999999999999999"}}""");

        answer.IsE3(400, 100);
        Assert.Contains("image.id", answer.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_business_account_of_somebody_else_is_a_mismatch_in_Kapsos_form()
    {
        var chat = await target.ChatAsync();

        var answer = await chat.SendAsync("""{"type":"text","text":{"body":"Hi"},"messaging_account_id":"1"}""");

        answer.IsE4(422, "messaging_account_mismatch");
    }

    [Fact]
    public async Task A_number_whose_access_was_taken_away_is_190()
    {
        var (_, number) = await target.ConnectAsync();
        var chat = await target.ChatAsync(number);
        await target.Control.PostAsync($"/phone-numbers/{number}/revoke");

        var answer = await chat.SendTextAsync();

        answer.IsE3(401, 190);
    }

    [Fact, Contract("14")]
    public async Task More_than_a_coexistence_number_may_send_in_a_second_is_130429()
    {
        var (_, number) = await target.ConnectAsync("coexistence");

        // To many people at once, so that no pair limit comes first; within a second they cannot all go.
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => new Chat(target, number, target.NewPerson()).SendAsync(HelloWorld)));

        Assert.Contains(answers, answer => answer.Status == 200);
        var refused = answers.First(answer => answer.Status != 200);
        refused.IsE3(refused.IsOneOf(400, 429).Status, 130429);
    }

    [Fact, Contract("14")]
    public async Task What_comes_in_counts_towards_what_may_be_sent_in_a_second()
    {
        _ = target.Control;
        var (_, number) = await target.ConnectAsync("coexistence");

        // Fewer sends than a second allows, so that they alone cannot be too many; more than one, should what comes in take longer than that.
        Reply answer;
        var sent = 0;
        do
        {
            await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => new Chat(target, number, target.NewPerson()).HearAsync("Hi")));
            answer = await new Chat(target, number, target.NewPerson()).SendAsync(HelloWorld);
        }
        while (answer.Status == 200 && ++sent < 4);

        answer.IsE3(answer.IsOneOf(400, 429).Status, 130429);
    }

    [Fact, Contract("14")]
    public async Task More_than_one_person_may_get_in_a_while_is_131056()
    {
        var (_, number) = await target.ConnectAsync();
        var chat = new Chat(target, number, target.NewPerson());

        Reply answer;
        var sent = 0;
        do
            answer = await chat.SendAsync(HelloWorld);
        while (answer.Status == 200 && ++sent < 200);
        var other = await new Chat(target, number, target.NewPerson()).SendAsync(HelloWorld);

        answer.IsE3(400, 131056);
        other.Fits(Shapes.Sent);
    }

    [Fact, Contract("9.6")]
    public async Task Marketing_to_somebody_who_stopped_it_is_refused_in_Kapsos_form()
    {
        var control = target.Control;
        var (_, number) = await target.ConnectAsync();
        var name = await Templates.TemplateSteps.ApprovedAsync(target, number, "MARKETING", """[{"type":"BODY","text":"Come and buy"}]""");
        var chat = await target.ChatAsync(number);
        await control.PutAsync($"/phones/{chat.Person}/marketing-preference", $$"""{"phoneNumberId":"{{number}}","status":"stopped"}""");
        var template = $$"""{"type":"template","template":{"name":"{{name}}","language":{"code":"en"} } }""";

        var refused = await chat.SendAsync(template);
        var alsoRefused = await target.Proxy.PostAsync(
            $"/{number}/marketing_messages", $$"""{"messaging_product":"whatsapp","to":"{{chat.Person}}",{{template[1..]}}""");
        var utility = await chat.SendAsync(HelloWorld);
        var text = await chat.SendTextAsync();
        await control.PutAsync($"/phones/{chat.Person}/marketing-preference", $$"""{"phoneNumberId":"{{number}}","status":"resumed"}""");
        var again = await chat.SendAsync(template);

        refused.IsE4(422, "marketing_preference_stopped");
        alsoRefused.IsE4(422, "marketing_preference_stopped");
        Assert.All([utility, text, again], sent => sent.Fits(Shapes.Sent));
    }

    [Fact, Contract("9.6")]
    public async Task A_word_on_marketing_is_about_one_number_alone()
    {
        var control = target.Control;
        var ((_, number), (_, other)) = (await target.ConnectAsync(), await target.ConnectAsync());
        var name = await Templates.TemplateSteps.ApprovedAsync(target, other, "MARKETING", """[{"type":"BODY","text":"Come and buy"}]""");
        var chat = await target.ChatAsync(number);
        await control.PutAsync($"/phones/{chat.Person}/marketing-preference", $$"""{"phoneNumberId":"{{number}}","status":"stopped"}""");

        var elsewhere = await new Chat(target, other, chat.Person).SendAsync($$"""{"type":"template","template":{"name":"{{name}}","language":{"code":"en"} } }""");

        elsewhere.Fits(Shapes.Sent);
    }

    [Fact]
    public async Task A_marketing_message_is_a_template_and_says_what_became_of_it()
    {
        _ = target.Control;
        var (_, number) = await target.ConnectAsync();
        var name = await Templates.TemplateSteps.ApprovedAsync(target, number, "MARKETING", """[{"type":"BODY","text":"Come and buy"}]""");
        var path = $"/{number}/marketing_messages";
        var frame = $$""" "messaging_product":"whatsapp","to":"{{target.NewPerson()}}" """;

        var sent = (await target.Proxy.PostAsync(path, $$"""{{{frame}},"type":"template","template":{"name":"{{name}}","language":{"code":"en"} } }""")).Fits(Shapes.Sent);
        var text = await target.Proxy.PostAsync(path, $$"""{{{frame}},"type":"text","text":{"body":"Hi"} }""");

        Assert.Empty(Rule.Word.Violations(sent["messages"]![0]!["message_status"], "message_status"));
        text.IsE3(400);
    }
}
