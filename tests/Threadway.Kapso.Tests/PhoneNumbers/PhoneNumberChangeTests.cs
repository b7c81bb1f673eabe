using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.PhoneNumbers;

public sealed class PhoneNumberChangeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_that_the_project_runs_itself_is_connected_to_a_customer()
    {
        var kapso = new ScriptedKapso().Answers(Payload.Text("api/phone-number"), 201);
        var number = new ConnectPhoneNumber
        {
            Name = "Shop",
            PhoneNumberId = "601",
            BusinessAccountId = "209",
            AccessToken = "s3cret",
            Kind = "production",
            WebhookVerifyToken = "s3cret-too",
            WebhookDestinationUrl = new("https://app.example/meta"),
            InboundProcessingEnabled = true,
            CallsEnabled = false,
        };

        await kapso.Client().PhoneNumbers.ConnectAsync("c1", number, Token);

        Assert.Equal("POST /platform/v1/customers/c1/whatsapp/phone_numbers", kapso.Request.Line);
        Assert.Equal(
            """{"whatsapp_phone_number":{"name":"Shop","phone_number_id":"601","business_account_id":"209","access_token":"s3cret","kind":"production","webhook_verify_token":"s3cret-too","webhook_destination_url":"https://app.example/meta","inbound_processing_enabled":true,"calls_enabled":false}}""",
            kapso.Request.Json);
        Assert.DoesNotContain("s3cret", number.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_there_already_is_a_conflict_to_mend_and_not_to_repeat()
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"Phone number already connected"}""", 409);

        var failure = await Assert.ThrowsAsync<KapsoException>(() => kapso.PhoneNumbers.ConnectAsync(
            "c1", new() { Name = "n", PhoneNumberId = "1", BusinessAccountId = "2", AccessToken = "t" }, Token));

        Assert.Equal((409, KapsoErrorClass.Fix, false), (failure.Status, failure.Class, failure.IsRetryable));
    }

    [Fact]
    public async Task A_number_is_changed_in_what_is_given_alone()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/phone-number");

        await kapso.Client().PhoneNumbers.UpdateAsync("601", new() { Name = "Shop", CallsEnabled = true }, Token);

        Assert.Equal("PATCH /platform/v1/whatsapp/phone_numbers/601", kapso.Request.Line);
        Assert.Equal("""{"whatsapp_phone_number":{"name":"Shop","calls_enabled":true}}""", kapso.Request.Json);
    }

    [Fact]
    public async Task A_sandbox_number_is_moved_to_production_with_all_that_this_takes()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/phone-number");
        var change = new UpdatePhoneNumber
        {
            PhoneNumberId = "601",
            BusinessAccountId = "209",
            AccessToken = "s3cret",
            Kind = "production",
            WebhookVerifyToken = "s3cret-too",
            WebhookDestinationUrl = new("https://app.example/meta"),
        };

        await kapso.Client().PhoneNumbers.UpdateAsync("600", change, Token);

        Assert.Equal("PATCH /platform/v1/whatsapp/phone_numbers/600", kapso.Request.Line);
        Assert.Equal(
            """{"whatsapp_phone_number":{"phone_number_id":"601","business_account_id":"209","access_token":"s3cret","kind":"production","webhook_verify_token":"s3cret-too","webhook_destination_url":"https://app.example/meta"}}""",
            kapso.Request.Json);
    }

    [Fact]
    public async Task Another_display_name_is_wished_for_and_followed()
    {
        const string Wish = """{"id":"d1","anything":"else"}""";
        var kapso = new ScriptedKapso()
            .Answers($$"""{"data":{{Wish}}}""", 201).Answers($$"""{"data":[{{Wish}}]}""").Answers($$"""{"data":{{Wish}}}""");
        var numbers = kapso.Client().PhoneNumbers;

        var wish = await numbers.RequestDisplayNameAsync("601", "Panadería Sol", Token);
        var listed = Assert.Single(await numbers.ListDisplayNameRequestsAsync("601", Token).ToListAsync(Token));
        await numbers.GetDisplayNameRequestAsync("601", "d1", Token);

        Assert.Equal(("d1", "d1"), (wish.Id, listed.Id));
        Assert.Equal("else", wish.Raw.GetProperty("anything").GetString());
        Assert.Equal(
            [
                "POST /platform/v1/whatsapp/phone_numbers/601/display_name_requests",
                "GET /platform/v1/whatsapp/phone_numbers/601/display_name_requests?page=1",
                "GET /platform/v1/whatsapp/phone_numbers/601/display_name_requests/d1",
            ],
            kapso.Requests.Select(request => request.Line));
        Assert.Equal(RecordedRequest.Compact("""{"display_name_request":{"new_display_name":"Panadería Sol"}}"""), kapso.Requests[0].Json);
    }

    [Fact]
    public async Task The_business_profile_is_an_array_of_one()
    {
        var kapso = new ScriptedKapso().Answers(
            """{"data":[{"about":"Bread","websites":["https://sol.example"],"profile_picture_url":"https://sol.example/p.jpg","messaging_product":"whatsapp"}]}""");

        var profile = await kapso.Client().PhoneNumbers.GetBusinessProfileAsync("601", Token);

        Assert.Equal(
            "GET /meta/whatsapp/v24.0/601/whatsapp_business_profile"
            + "?fields=about%2Caddress%2Cdescription%2Cemail%2Cprofile_picture_url%2Cvertical%2Cwebsites",
            kapso.Request.Line);
        Assert.Equal(("Bread", "https://sol.example"), (profile.About, Assert.Single(profile.Websites!)));
        Assert.Equal(new("https://sol.example/p.jpg"), profile.ProfilePictureUrl);
    }

    [Fact]
    public async Task The_business_profile_is_changed_in_what_is_given_alone()
    {
        var kapso = new ScriptedKapso().Answers("""{"success":true}""");

        await kapso.Client().PhoneNumbers.UpdateBusinessProfileAsync(
            "601", new() { About = "Bread", Websites = ["https://sol.example"] }, Token);

        Assert.Equal("POST /meta/whatsapp/v24.0/601/whatsapp_business_profile", kapso.Request.Line);
        Assert.Equal("""{"messaging_product":"whatsapp","about":"Bread","websites":["https://sol.example"]}""", kapso.Request.Json);
    }
}
