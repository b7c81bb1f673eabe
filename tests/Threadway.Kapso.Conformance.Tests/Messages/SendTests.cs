using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Messages;

/// <summary>Every type of message goes, and the answer says so in Meta's form.</summary>
[Contract("12.1"), Contract("12.2")]
public class SendTests(Target target)
{
    [Theory]
    [InlineData("""{"type":"text","text":{"body":"Hello https://tenant.example","preview_url":true}}""")]
    [InlineData("""{"type":"image","image":{"link":"https://tenant.example/a.png","caption":"Look"}}""")]
    [InlineData("""{"type":"video","video":{"link":"https://tenant.example/a.mp4","caption":"Look"}}""")]
    [InlineData("""{"type":"document","document":{"link":"https://tenant.example/a.pdf","filename":"a.pdf","caption":"Read"}}""")]
    [InlineData("""{"type":"audio","audio":{"link":"https://tenant.example/a.ogg","voice":true}}""")]
    [InlineData("""{"type":"sticker","sticker":{"link":"https://tenant.example/a.webp"}}""")]
    [InlineData("""{"type":"location","location":{"latitude":4.6,"longitude":-74.1,"name":"Shop","address":"Street 1"}}""")]
    [InlineData("""{"type":"contacts","contacts":[{"name":{"formatted_name":"Ana","first_name":"Ana"},"phones":[{"phone":"+573001234567","type":"WORK"}],"emails":[{"email":"ana@tenant.example"}],"org":{"company":"Shop"},"urls":[{"url":"https://tenant.example"}],"addresses":[{"city":"Bogotá"}],"birthday":"1990-01-02"}]}""")]
    public async Task A_message_is_accepted(string fields) => await AcceptedAsync(fields);

    [Theory]
    [InlineData("""{"type":"button","body":{"text":"?"},"footer":{"text":"f"},"header":{"type":"text","text":"h"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"One"}},{"type":"reply","reply":{"id":"2","title":"Two"}},{"type":"reply","reply":{"id":"3","title":"Three"}}]}}""")]
    [InlineData("""{"type":"list","body":{"text":"?"},"action":{"button":"Pick","sections":[{"title":"A","rows":[{"id":"1","title":"One","description":"More"}]},{"title":"B","rows":[{"id":"2","title":"Two"}]}]}}""")]
    [InlineData("""{"type":"cta_url","body":{"text":"?"},"action":{"name":"cta_url","parameters":{"display_text":"Open","url":"https://tenant.example"}}}""")]
    [InlineData("""{"type":"flow","body":{"text":"?"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Begin"}}}""")]
    [InlineData("""{"type":"location_request_message","body":{"text":"Where?"},"action":{"name":"send_location"}}""")]
    [InlineData("""{"type":"product","action":{"catalog_id":"1","product_retailer_id":"2"}}""")]
    [InlineData("""{"type":"product_list","header":{"type":"text","text":"h"},"body":{"text":"?"},"action":{"catalog_id":"1","sections":[{"title":"A","product_items":[{"product_retailer_id":"2"}]}]}}""")]
    [InlineData("""{"type":"catalog_message","body":{"text":"?"},"action":{"name":"catalog_message"}}""")]
    [InlineData("""{"type":"request_contact_info","body":{"text":"Who?"},"action":{"name":"request_contact_info"}}""")]
    [InlineData("""{"type":"address_message","body":{"text":"Where?"},"action":{"name":"address_message","parameters":{"country":"IN"}}}""")]
    [InlineData("""{"type":"order_details","body":{"text":"Pay"},"action":{"name":"review_and_pay","parameters":{"reference_id":"7"}}}""")]
    [InlineData("""{"type":"order_status","body":{"text":"Paid"},"action":{"name":"review_order","parameters":{"reference_id":"7"}}}""")]
    [InlineData("""{"type":"call_permission_request","action":{"name":"call_permission_request"}}""")]
    public async Task An_interactive_message_is_accepted(string interactive)
    {
        // Flows and catalogues must exist at a real account.
        _ = target.Control;
        await AcceptedAsync($$"""{"type":"interactive","interactive":{{interactive}} }""");
    }

    [Fact]
    public async Task A_reaction_and_an_answer_name_their_message()
    {
        var chat = await target.ChatAsync();
        var message = await chat.SentTextIdAsync();

        var reaction = await chat.SendAsync($$"""{"type":"reaction","reaction":{"message_id":"{{message}}","emoji":"👍"} }""");
        var answer = await chat.SentIdAsync($$"""{"type":"text","text":{"body":"And"},"context":{"message_id":"{{message}}"} }""");

        reaction.Fits(Shapes.Sent);
        var read = (await target.Platform.GetAsync($"/whatsapp/messages/{answer}")).Data(Shapes.MessageRead);
        Assert.Equal(message, read["context"]!["id"]!.ToString());
    }

    [Fact]
    public async Task The_recipient_may_be_written_as_people_write_numbers()
    {
        var chat = await target.ChatAsync();

        var sent = (await target.Proxy.PostAsync(
            $"/{chat.Number}/messages", $$"""{"messaging_product":"whatsapp","recipient_type":"individual","to":"+{{chat.Person}}","type":"text","text":{"body":"Hi"} }""")).Fits(Shapes.Sent);

        var contact = sent["contacts"]![0]!;
        Assert.Equal("+" + chat.Person, contact["input"]!.ToString());

        // In some countries the id differs from the number; not where the suite's own people are.
        if (target.HasControl)
            Assert.Equal(chat.Person, contact["wa_id"]!.ToString());
    }

    [Fact]
    public async Task The_recipient_may_be_a_user_id_and_a_number_wins_over_it()
    {
        var chat = await target.ChatAsync();
        var id = await chat.SentTextIdAsync();
        var user = (await target.Platform.GetAsync($"/whatsapp/messages/{id}")).Data(Shapes.MessageRead)["to_user_id"]?.ToString();
        Assert.SkipWhen(user is null, "The person has no business-scoped id");

        var byUser = await target.Proxy.PostAsync(
            $"/{chat.Number}/messages", $$"""{"messaging_product":"whatsapp","recipient":"{{user}}","type":"text","text":{"body":"Hi"} }""");
        var byBoth = (await chat.SendAsync("""{"type":"text","text":{"body":"Hi"},"recipient":"XX.1"}""")).Fits(Shapes.Sent);

        var contact = byUser.Fits(Shapes.Sent)["contacts"]![0]!;
        Assert.Equal((user, user), (contact["input"]!.ToString(), contact["user_id"]?.ToString() ?? user));
        Assert.Equal(chat.Person, byBoth["contacts"]![0]!["input"]!.ToString());
    }

    [Fact]
    public async Task A_template_goes_to_somebody_who_never_wrote()
    {
        var control = target.Control;
        var stranger = new Chat(target, target.Number, target.NewPerson());

        var sent = await stranger.SendAsync("""{"type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}""");

        sent.Fits(Shapes.Sent);
        Assert.Equal(200, (await control.GetAsync($"/phones/{stranger.Person}/messages")).Status);
    }

    [Fact]
    public async Task The_business_account_and_the_callers_own_data_may_be_named()
    {
        var chat = await target.ChatAsync();
        var account = await target.AccountAsync(chat.Number);

        var sent = await chat.SendAsync($$"""
            {"type":"text","text":{"body":"Hi"},"messaging_account_id":"{{account}}","biz_opaque_callback_data":"{{new string('x', 512)}}"}
            """);

        sent.Fits(Shapes.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","typing_indicator":{"type":"text"}""")]
    public async Task A_received_message_is_marked_as_read(string typing)
    {
        _ = target.Control;
        var chat = await target.ChatAsync();
        var message = await chat.HearAsync("Read this");

        var answer = await target.Proxy.PostAsync(
            $"/{chat.Number}/messages", $$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{message}}"{{typing}} }""");

        Assert.Equal("""{"success":true}""", answer.Fits(Shapes.Success).ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","typing_indicator":{"type":"text"}""")]
    public async Task A_message_that_nobody_sent_is_not_marked_as_read(string typing)
    {
        var chat = await target.ChatAsync();
        var own = await chat.SentTextIdAsync();

        foreach (var id in new[] { "wamid.HBgNbm9ib2R5", own })
        {
            var refused = await target.Proxy.PostAsync(
                $"/{chat.Number}/messages", $$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{id}}"{{typing}} }""");
            refused.IsE3(400, 131009);
        }
    }

    [Fact]
    public async Task What_came_before_a_message_is_marked_as_read_with_it()
    {
        _ = target.Control;
        var chat = await target.ChatAsync();
        string[] heard = [await chat.HearAsync("One"), await chat.HearAsync("Two"), await chat.HearAsync("Three")];

        await target.Proxy.PostAsync($"/{chat.Number}/messages", $$"""{"messaging_product":"whatsapp","status":"read","message_id":"{{heard[1]}}"}""");

        var statuses = new List<string>();
        foreach (var id in heard)
            statuses.Add((await target.Platform.GetAsync($"/whatsapp/messages/{id}")).Text("data.kapso.status"));
        Assert.Equal(["read", "read", "received"], statuses);
    }

    [Theory, Contract("9.5")]
    [InlineData("UTILITY", true, false, "free_customer_service")]
    [InlineData("UTILITY", false, true, "regular")]
    [InlineData("MARKETING", true, true, "regular")]
    [InlineData(null, true, false, "free_customer_service")]
    public async Task A_status_says_what_the_message_costs_and_in_which_conversation(string? category, bool isOpen, bool billable, string type)
    {
        _ = target.Control;
        var (_, number) = await target.ConnectAsync();
        var chat = isOpen ? await target.ChatAsync(number) : new Chat(target, number, target.NewPerson());
        var fields = category is null
            ? """{"type":"text","text":{"body":"Hi"},"biz_opaque_callback_data":"order-7"}"""
            : $$"""{"type":"template","template":{"name":"{{await Templates.TemplateSteps.ApprovedAsync(target, number, category, """[{"type":"BODY","text":"Ready."}]""")}}","language":{"code":"en"} },"biz_opaque_callback_data":"order-7"}""";

        var id = await chat.SentIdAsync(fields);

        var statuses = (await target.Platform.GetAsync($"/whatsapp/messages/{id}")).Data(Shapes.MessageRead)["kapso"]!["statuses"]!.AsArray();
        Assert.NotEmpty(statuses);
        Assert.All(statuses, status =>
        {
            var (pricing, conversation) = (status!["pricing"]!, status["conversation"]!);
            Assert.Equal((billable, "PMP", category?.ToLowerInvariant() ?? "service", type), (
                pricing["billable"]!.GetValue<bool>(), pricing["pricing_model"]!.ToString(), pricing["category"]!.ToString(), pricing["type"]!.ToString()));
            Assert.Equal(pricing["category"]!.ToString(), conversation["origin"]!["type"]!.ToString());
            Assert.Equal("order-7", status["biz_opaque_callback_data"]?.ToString());
        });
    }

    [Fact, Contract("9.5")]
    public async Task What_became_of_a_send_is_read_oldest_first()
    {
        var control = target.Control;
        var chat = await target.ChatAsync();
        var id = await chat.SentTextIdAsync();

        await control.PostAsync($"/phones/{chat.Person}/read");
        var read = await Eventually.HoldsAsync(
            async () => (await target.Platform.GetAsync($"/whatsapp/messages/{id}")).Data(Shapes.MessageRead)["kapso"]!,
            kapso => kapso["status"]!.ToString() == "read");

        Assert.Equal(["sent", "delivered", "read"], read["statuses"]!.AsArray().Select(status => status!["status"]!.ToString()));
    }

    private async Task AcceptedAsync(string fields)
    {
        var chat = await target.ChatAsync();

        var sent = (await chat.SendAsync(fields)).Fits(Shapes.Sent);

        Assert.Equal(chat.Person, Assert.Single(sent["contacts"]!.AsArray())!["input"]!.ToString());
        Assert.StartsWith("wamid.", Assert.Single(sent["messages"]!.AsArray())!["id"]!.ToString(), StringComparison.Ordinal);
    }
}
