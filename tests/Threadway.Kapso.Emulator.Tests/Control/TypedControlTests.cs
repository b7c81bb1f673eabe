using System.Net;
using System.Text.Json;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Control;

/// <summary>What a test in the same process does by types, and what the control API and webhooks then say of it.</summary>
public class TypedControlTests
{
    private const string Ana = "+57 310 765 4321";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_phone_is_the_same_in_any_spelling_and_for_both_faces()
    {
        await using var lab = await Lab.StartAsync();
        var number = await lab.Emulator.PhoneNumbers.AddAsync(new() { PhoneNumber = "+57 300 123 4567", VerifiedName = "Bakery" }, cancellationToken: Token);
        await lab.Emulator.Phones[Ana].SendAsync("Hola", cancellationToken: Token);
        await SendAsync(lab, number.PhoneNumberId, """ "type":"text","text":{"body":"Bread?"} """);

        var message = await lab.Emulator.Phones["573107654321"].WaitForMessageAsync(one => one.Type == "text", cancellationToken: Token);

        var shown = (await lab.GetAsync("/_emulator/phones/%2B57-310-7654321/messages")).Ok().Json.AsArray();
        Assert.Equal(("Bread?", number.PhoneNumberId, "+573107654321"), (message.Text, message.PhoneNumberId, lab.Emulator.Phones[Ana].Number));
        Assert.Equal("Bread?", message.Content.GetProperty("body").GetString());
        Assert.Equal(shown[0]!["id"]!.ToString(), message.Raw.GetProperty("id").GetString());
        Assert.Equal(message.Id, Assert.Single(shown)!["id"]!.ToString());
    }

    [Fact]
    public async Task A_person_presses_replies_reacts_and_reads()
    {
        await using var lab = await Lab.StartAsync();
        var number = await lab.Emulator.PhoneNumbers.AddAsync(new() { PhoneNumber = "+573001234567", VerifiedName = "Bakery" }, cancellationToken: Token);
        var phone = lab.Emulator.Phones[Ana];
        await phone.SendAsync(PhoneMessage.OfLocation(4.6, -74.1, "Home"), to: "+57 300 1234567", Token);
        await SendAsync(lab, number.PhoneNumberId, """
            "type":"interactive","interactive":{"type":"button","body":{"text":"Keep one?"},"action":{"buttons":[
              {"type":"reply","reply":{"id":"yes","title":"Yes"}},{"type":"reply","reply":{"id":"no","title":"No"}}]}}
            """);
        var asked = await phone.WaitForMessageAsync(cancellationToken: Token);

        var pressed = await phone.PressAsync(asked.Id, "No", Token);
        var reply = await phone.ReplyAsync(asked.Id, "Tomorrow", Token);
        await phone.ReactAsync(asked.Id, "👍", Token);
        await phone.ReadAsync(cancellationToken: Token);

        var all = (await lab.GetAsync($"/meta/whatsapp/v24.0/{number.PhoneNumberId}/messages?limit=10")).Ok().Data;
        var (choice, answer) = (all.Single(one => one!["id"]!.ToString() == pressed)!, all.Single(one => one!["id"]!.ToString() == reply)!);
        Assert.Equal(["yes", "no"], asked.Choices.Select(one => one.Id));
        Assert.Equal("no", choice["interactive"]!["button_reply"]!["id"]!.ToString());
        Assert.Equal(asked.Id, answer["context"]!["id"]!.ToString());
        Assert.Equal("read", Assert.Single(phone.Messages).Status);
        Assert.Contains(all, one => one!["type"]!.ToString() == "reaction");
    }

    [Fact]
    public async Task What_is_waited_for_and_does_not_come_is_a_timeout_that_says_what_did()
    {
        await using var lab = await Lab.StartAsync();
        await HelloAsync(lab);

        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => lab.Emulator.Phones[Ana].WaitForMessageAsync(one => one.Code is not null, TimeSpan.FromMilliseconds(50), Token));

        Assert.StartsWith("The phone +573107654321 did not get the message within 0.05 s. There are 1: template (delivered) \"Welcome", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_comes_while_somebody_waits_wakes_the_wait()
    {
        await using var lab = await Lab.StartAsync();

        var waiting = lab.Emulator.Phones[Ana].WaitForMessageAsync(one => one.Status == "read", cancellationToken: Token);
        await HelloAsync(lab);
        var early = waiting.IsCompleted;
        await lab.Emulator.Phones[Ana].ReadAsync(cancellationToken: Token);

        Assert.False(early);
        Assert.Equal("template", (await waiting).Type);
    }

    [Fact]
    public async Task A_given_up_wait_is_cancelled()
    {
        await using var lab = await Lab.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var waiting = lab.Emulator.Phones[Ana].WaitForMessageAsync(cancellationToken: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task An_unknown_number_is_an_exception_that_names_those_that_there_are()
    {
        await using var lab = await Lab.StartAsync();

        var failure = await Assert.ThrowsAnyAsync<KapsoEmulatorException>(() => lab.Emulator.Phones[Ana].SendAsync("Hi", to: "123", Token));
        var unnamed = await Assert.ThrowsAnyAsync<ArgumentException>(() => lab.Emulator.Phones[Ana].SendAsync("Hi", cancellationToken: Token));
        var noPhone = Assert.ThrowsAny<ArgumentException>(() => lab.Emulator.Phones["Ana"]);

        Assert.Equal(
            (HttpStatusCode.NotFound, "There is no phone number 123; there is 100000000000001 (+1 555 000 0001, Operator)"), (failure.StatusCode, failure.Message));
        Assert.Equal("to", unnamed.ParamName);
        Assert.Contains("100000000000001", unnamed.Message, StringComparison.Ordinal);
        Assert.Equal("number", noPhone.ParamName);
    }

    [Fact]
    public async Task A_setup_is_finished_by_the_links_id_or_by_its_address_and_once()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync();
        await lab.LinkAsync(customer, """{"success_redirect_url":"https://app.example/done"}""");
        var link = Assert.Single(lab.Emulator.SetupLinks.All);

        var done = await lab.Emulator.SetupLinks.CompleteAsync(
            link.Url.AbsoluteUri, new() { ConnectionType = NumberConnection.Coexistence, DisplayPhoneNumber = "+57 300 123 4567" }, Token);
        var told = await lab.Receiver.NextAsync();
        var again = await Assert.ThrowsAsync<SetupNotCompletedException>(() => lab.Emulator.SetupLinks.CompleteAsync(link.Id, cancellationToken: Token));

        var number = lab.Emulator.PhoneNumbers["+57 300 1234567"];
        Assert.StartsWith("https://app.example/done?setup_link_id=", done.RedirectUrl!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal((done.PhoneNumberId, NumberConnection.Coexistence, customer), (number.PhoneNumberId, number.ConnectionType, number.CustomerId));
        Assert.Equal("whatsapp.phone_number.created", told.Event);
        Assert.Equal(("used", HttpStatusCode.Conflict), (again.LinkStatus, again.StatusCode));
    }

    [Fact]
    public async Task A_setup_fails_as_it_is_told_or_by_itself()
    {
        await using var lab = await Lab.StartAsync();
        var link = await lab.LinkAsync(await lab.CustomerAsync(), """{"failure_redirect_url":"https://app.example/failed"}""");
        var id = link.Text("data.id");

        var redirect = lab.Emulator.SetupLinks.Fail(id, "facebook_auth_failed");
        var failure = await Assert.ThrowsAsync<SetupNotCompletedException>(
            () => lab.Emulator.SetupLinks.CompleteAsync(id, new() { DisplayPhoneNumber = "+1 555 000 0001" }, Token));

        Assert.EndsWith("error_code=facebook_auth_failed", redirect!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(("phone_verification_failed", HttpStatusCode.UnprocessableEntity), (failure.ErrorCode, failure.StatusCode));
        Assert.EndsWith("error_code=phone_verification_failed", failure.RedirectUrl!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_is_taken_away_and_comes_back_and_each_is_told()
    {
        await using var lab = await Lab.StartAsync();
        var (numbers, number) = (lab.Emulator.PhoneNumbers, (await lab.Emulator.PhoneNumbers.AddAsync(new() { PhoneNumber = "+573001234567", VerifiedName = "B" }, cancellationToken: Token)).PhoneNumberId);

        await numbers.RevokeAsync(number, "ACCOUNT_DISCONNECTED", "USER", Token);
        var revoked = numbers[number].IsConnected;
        await numbers.ReconnectAsync(number, Token);
        var back = numbers[number].IsConnected;
        await numbers.OffboardAsync(number, Token);
        await numbers.RemoveAsync(number, Token);

        var events = lab.Emulator.Deliveries.All.Select(one => one.Event["whatsapp.phone_number.".Length..]);
        Assert.Equal((false, true), (revoked, back));
        Assert.Equal(["created", "disconnected", "reconnected", "offboarded", "deleted"], events);
        Assert.DoesNotContain(numbers.All, one => one.PhoneNumberId == number);
        await Assert.ThrowsAnyAsync<KapsoEmulatorException>(() => numbers.ReconnectAsync(number, Token));
    }

    [Fact]
    public async Task The_owner_of_a_coexistence_number_writes_from_the_app()
    {
        await using var lab = await Lab.StartAsync();
        var coexistence = await lab.Emulator.PhoneNumbers.AddAsync(
            new() { PhoneNumber = "+573001234567", VerifiedName = "B", ConnectionType = NumberConnection.Coexistence }, cancellationToken: Token);

        var id = await lab.Emulator.PhoneNumbers.EchoAsync(coexistence.PhoneNumberId, Ana, "We open at nine", Token);
        var refused = await Assert.ThrowsAnyAsync<KapsoEmulatorException>(
            () => lab.Emulator.PhoneNumbers.EchoAsync(KapsoEmulator.OperatorPhoneNumberId, Ana, "Hi", Token));

        Assert.Equal(id, Assert.Single(lab.Emulator.Phones[Ana].Messages).Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task Rules_are_added_listed_used_up_and_taken_away_on_both_faces()
    {
        await using var lab = await Lab.StartAsync();

        lab.Emulator.Failures.Add(new FailureRule { Route = "/platform", Status = 503, Times = 1 });
        (await lab.PostAsync("/_emulator/failures", """[{"route":"/platform","status":409}]""")).Ok();
        var first = await lab.GetAsync("/platform/v1/customers");
        var second = await lab.GetAsync("/platform/v1/customers");
        var left = lab.Emulator.Failures.All;
        lab.Emulator.Failures.Clear();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.Conflict), (first.Status, second.Status));
        Assert.Equal(409, Assert.Single(left).Status);
        (await lab.GetAsync("/platform/v1/customers")).Ok();
    }

    [Fact]
    public async Task A_wrong_rule_is_an_exception_that_names_its_field_and_no_rule_is_taken()
    {
        await using var lab = await Lab.StartAsync();

        var failure = Assert.ThrowsAny<ArgumentException>(() => lab.Emulator.Failures.Set(new() { Status = 500 }, new() { Status = 9 }));
        var backwards = Assert.ThrowsAny<ArgumentException>(() => lab.Emulator.Clock.Advance(TimeSpan.FromSeconds(-1)));

        Assert.StartsWith("rules[1].status must be a whole number from 200 to 599, not 9", failure.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Emulator.Failures.All);
        Assert.Equal("by", backwards.ParamName);
    }

    [Fact]
    public async Task Deliveries_are_waited_for_read_disturbed_and_sent_again()
    {
        await using var lab = await Lab.StartAsync();
        lab.Emulator.DeliveryRules.Add(new DeliveryRule { Event = "whatsapp.phone_number.created", Duplicate = 1 });
        var number = await lab.Emulator.PhoneNumbers.AddAsync(new() { PhoneNumber = "+573001234567", VerifiedName = "B" }, cancellationToken: Token);

        var tried = await lab.Emulator.Deliveries.WaitForAsync(one => one.IsSuccess, cancellationToken: Token);
        await lab.Emulator.Deliveries.WaitForAsync(one => one.DeliveryId != tried.DeliveryId, cancellationToken: Token);
        var again = await lab.Emulator.Deliveries.ResendAsync(tried.DeliveryId, Token);

        Assert.Equal(number.PhoneNumberId, tried.Json.GetProperty("phone_number_id").GetString());
        Assert.Equal((true, 2, true), (again.IsResent, again.Attempt, again.IsSuccess));
        Assert.NotEmpty(tried.Headers["X-Webhook-Signature"]);
    }

    [Fact]
    public async Task Templates_are_made_and_judged_and_refused_by_their_field()
    {
        await using var lab = await Lab.StartAsync();
        var components = JsonElement.Parse("""[{"type":"BODY","text":"Hi {{1}}, it is ready.","example":{"body_text":[["Ana"]]}}]""");

        var made = lab.Emulator.Templates.Add(KapsoEmulator.OperatorPhoneNumberId, new() { Name = "ready", Language = "es", Components = components });
        lab.Emulator.Templates.SetStatus("ready", TemplateReview.Paused);
        var wrong = Assert.ThrowsAny<ArgumentException>(() => lab.Emulator.Templates.Add(
            KapsoEmulator.OperatorPhoneNumberId, new() { Name = "wrong", Category = "NEWS", Body = "Hi" }));

        Assert.Equal(TemplateReview.Approved, made.Status);
        Assert.Equal(TemplateReview.Paused, lab.Emulator.Templates.All.Single(one => one.Id == made.Id).Status);
        Assert.Contains("category", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_is_set_to_pending_is_reviewed_for_a_minute_from_then()
    {
        await using var lab = await Lab.StartAsync();
        var made = lab.Emulator.Templates.Add(KapsoEmulator.OperatorPhoneNumberId, new() { Name = "ready", Body = "It is ready." });
        lab.Emulator.Clock.Advance(TimeSpan.FromHours(1));

        lab.Emulator.Templates.SetStatus(made.Id, TemplateReview.Pending);
        var before = Status();
        lab.Emulator.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((TemplateReview.Pending, TemplateReview.Approved), (before, Status()));

        TemplateReview Status() => lab.Emulator.Templates.All.Single(one => one.Id == made.Id).Status;
    }

    [Fact]
    public async Task A_seed_from_code_is_there_at_the_start_and_after_a_reset()
    {
        await using var lab = await Lab.StartAsync(options => options.Seed = new()
        {
            Customers = [new() { Id = "c-1", Name = "Bakery", PhoneNumbers = [new() { PhoneNumber = "+57 300 123 4567", VerifiedName = "Bakery", Templates = [new() { Name = "ready", Body = "It is ready." }] }] }],
            Contacts = [new() { PhoneNumber = Ana, ProfileName = "Ana" }],
            Templates = [new() { Name = "welcome", Body = "Welcome to us." }],
        });
        await lab.Emulator.PhoneNumbers.RemoveAsync("+573001234567", Token);

        lab.Emulator.Reset();

        var number = lab.Emulator.PhoneNumbers["+573001234567"];
        Assert.Equal("c-1", number.CustomerId);
        Assert.Contains(lab.Emulator.Templates.All, one => one.Name == "ready" && one.BusinessAccountId == number.BusinessAccountId);
        Assert.Contains(lab.Emulator.Templates.All, one => one.Name == "welcome");
        Assert.Equal("Ana", (await lab.GetAsync("/platform/v1/whatsapp/contacts/573107654321")).Text("data.profile_name"));
    }

    [Fact]
    public async Task A_wrong_seed_from_code_stops_the_start_by_its_field()
    {
        var options = new KapsoEmulatorOptions
        {
            Seed = new() { Customers = [new() { Name = "A", PhoneNumbers = [new() { PhoneNumber = "12", VerifiedName = "A" }] }] },
        };

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => KapsoEmulator.StartAsync(options, Token));

        Assert.Equal(
            "Seed is wrong: customers[0].phoneNumbers[0].phoneNumber must be in international form, as +573001234567, not \"12\".", failure.Message);
    }

    [Fact]
    public async Task Requests_stats_events_and_verdicts_are_there_too()
    {
        await using var lab = await Lab.StartAsync();
        await HelloAsync(lab);

        await lab.Emulator.Events.EmitAsync("whatsapp.account.disabled", JsonElement.Parse("""{"mine":true}"""), cancellationToken: Token);
        var emitted = await lab.Receiver.NextAsync();
        await lab.Emulator.BusinessAccounts.ViolateAsync("100000000000002", cancellationToken: Token);
        var violated = await lab.Receiver.NextAsync();
        var unknown = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => lab.Emulator.Events.EmitAsync("whatsapp.account.disable", JsonElement.Parse("{}"), cancellationToken: Token));

        Assert.Equal("""{"mine":true}""", emitted.Body.ToJsonString());
        Assert.Equal("whatsapp.account.violation", violated.Event);
        Assert.Contains("did you mean whatsapp.account.disabled?", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(lab.Emulator.Stats).SendsAccepted);
        Assert.Equal("POST", Assert.Single(lab.Emulator.Requests.All).Method);
    }

    [Theory]
    [InlineData("image")]
    [InlineData("document")]
    [InlineData("button")]
    [InlineData("order")]
    [InlineData("system")]
    [InlineData("unsupported")]
    [InlineData("template")]
    [InlineData("tomorrow")]
    public async Task A_raw_message_of_any_type_and_inside_is_told_and_can_be_looked_at(string type)
    {
        await using var lab = await Lab.StartAsync();
        var number = (await lab.Emulator.PhoneNumbers.AddAsync(new() { PhoneNumber = "+573001234567", VerifiedName = "B" }, cancellationToken: Token)).PhoneNumberId;
        await lab.Receiver.NextAsync();
        (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{number}/webhooks", $$"""
            {"whatsapp_webhook":{"url":"{{lab.Receiver.Url}}","secret_key":"n","events":["whatsapp.message.received"]} }
            """)).Ok();

        await lab.Emulator.Phones[Ana].SendAsync(PhoneMessage.Raw(type, JsonElement.Parse("""{"odd":[1]}""")), number, Token);
        await lab.Emulator.Phones[Ana].SendAsync(PhoneMessage.Raw(type, JsonElement.Parse("[7]")), number, Token);

        var told = await lab.Receiver.NextAsync("whatsapp.message.received");
        Assert.Equal("""{"odd":[1]}""", told.Body["message"]![type]!.ToJsonString());
        foreach (var page in new[] { "/", "/phones", "/phones/573107654321", "/phones/573001234567", $"/meta/whatsapp/v24.0/{number}/messages", "/platform/v1/whatsapp/messages" })
            (await lab.GetAsync(page)).Ok();
    }

    [Theory]
    [InlineData("text")]
    [InlineData("contacts")]
    [InlineData("reaction")]
    [InlineData("location")]
    [InlineData("interactive")]
    [InlineData("edit")]
    [InlineData("revoke")]
    public async Task A_raw_message_with_the_inside_of_another_is_refused_or_can_be_looked_at(string type)
    {
        await using var lab = await Lab.StartAsync();
        string[] insides = ["""{"odd":[1]}""", "[7]", """{"body":{},"type":[],"message_id":{},"latitude":[],"message":7}"""];

        foreach (var inside in insides)
        {
            var failure = await Record.ExceptionAsync(() =>
                lab.Emulator.Phones[Ana].SendAsync(PhoneMessage.Raw(type, JsonElement.Parse(inside)), KapsoEmulator.OperatorPhoneNumberId, Token));
            Assert.True(failure is null or KapsoEmulatorException or ArgumentException, failure?.ToString());
        }

        foreach (var page in new[] { "/", "/phones", "/phones/573107654321", "/platform/v1/whatsapp/messages" })
            (await lab.GetAsync(page)).Ok();
    }

    [Fact]
    public async Task The_controls_may_be_used_from_many_threads()
    {
        await using var lab = await Lab.StartAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, 50), Token, async (index, token) =>
        {
            lab.Emulator.Failures.Add(new FailureRule { Route = $"/nowhere/{index}", Status = 500 });
            lab.Emulator.Clock.Advance(TimeSpan.FromMinutes(1));
            await lab.Emulator.Phones[$"+57310765{index:D4}"].SendAsync("Hi", KapsoEmulator.OperatorPhoneNumberId, token);
        });

        Assert.Equal((50, TimeSpan.FromMinutes(50)), (lab.Emulator.Failures.All.Count, lab.Emulator.Clock.Advanced));
    }

    private static async Task HelloAsync(Lab lab) => await SendAsync(
        lab, KapsoEmulator.OperatorPhoneNumberId, """ "type":"template","template":{"name":"hello_world","language":{"code":"en_US"}} """);

    private static async Task SendAsync(Lab lab, string from, string fields) =>
        (await lab.PostAsync($"/meta/whatsapp/v24.0/{from}/messages", $$"""{"messaging_product":"whatsapp","to":"573107654321",{{fields}} }""")).Ok();
}
