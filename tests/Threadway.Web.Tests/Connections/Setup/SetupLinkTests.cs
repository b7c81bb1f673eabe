using System.Net;
using System.Net.Http.Json;

namespace Threadway.Web.Tests.Connections.Setup;

public sealed class SetupLinkTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_comes_with_its_expiry_and_the_customer_and_nothing_else()
    {
        var person = await app.SignInAsync();

        using var answer = await person.AskForLinkAsync();

        var shown = (await answer.Content.ReadFromJsonAsync<ShownLink>(Answers.OfApp, Stop))!;
        Assert.StartsWith(app.Kapso.Address + "whatsapp/setup/", shown.SetupUrl.AbsoluteUri);
        Assert.True(shown.ExpiresAt > app.Time.GetUtcNow());
        Assert.NotEmpty(shown.KapsoCustomerId);
    }

    [Fact]
    public async Task Kapso_is_told_our_addresses_types_countries_theme_and_the_users_language()
    {
        var person = await app.SignInAsync();
        person.Browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es-CO");

        var link = await person.CreateLinkAsync(provisionPhoneNumber: true, connectionTypes: ["dedicated"]);

        var atKapso = (await app.Kapso.LinksAsync(link.CustomerId)).Single();
        Assert.Equal(new Uri(app.Address, "/api/webhooks/kapso/success").AbsoluteUri, atKapso.SuccessRedirectUrl);
        Assert.Equal(new Uri(app.Address, "/api/webhooks/kapso/failed").AbsoluteUri, atKapso.FailureRedirectUrl);
        Assert.Equal("dedicated", Assert.Single(atKapso.AllowedConnectionTypes));
        Assert.True(atKapso.ProvisionPhoneNumber);
        Assert.Equal(["US", "CO"], atKapso.PhoneNumberCountryIsos!);
        Assert.Equal("#6366f1", atKapso.ThemeConfig!.PrimaryColor);
        Assert.Equal("es", atKapso.Language);
    }

    [Fact]
    public async Task A_list_in_the_settings_takes_the_place_of_the_usual_one_and_is_not_added_to_it()
    {
        await using var own = await ThreadwayApp.StartAsync(("Kapso:SetupLinks:Countries:0", "MX"), ("Kapso:SetupLinks:ConnectionTypes:0", "dedicated"));
        var person = await own.SignInAsync();

        var link = await person.CreateLinkAsync(provisionPhoneNumber: true);

        var atKapso = (await own.Kapso.LinksAsync(link.CustomerId)).Single();
        Assert.Equal(["MX"], atKapso.PhoneNumberCountryIsos!);
        Assert.Equal(["dedicated"], atKapso.AllowedConnectionTypes);
    }

    [Fact]
    public async Task Without_a_session_every_call_answers_401()
    {
        using var browser = app.Anonymous();
        string[] reads = ["connection", "customer", "connections", "connection/events"];

        foreach (var path in reads)
        {
            using var answer = await browser.GetAsync(new Uri($"/api/whatsapp/{path}", UriKind.Relative), Stop);
            await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, "not_signed_in");
        }
        using var create = await browser.PostAsJsonAsync("/api/whatsapp/setup-links", new { provisionPhoneNumber = false }, Stop);
        using var delete = await browser.DeleteAsync(new Uri("/api/whatsapp/connections/1", UriKind.Relative), Stop);
        using var reconnect = await browser.PostAsync(new Uri("/api/whatsapp/connections/1/reconnect", UriKind.Relative), null, Stop);

        await Expect.ProblemAsync(create, HttpStatusCode.Unauthorized, "not_signed_in");
        await Expect.ProblemAsync(delete, HttpStatusCode.Unauthorized, "not_signed_in");
        await Expect.ProblemAsync(reconnect, HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Theory]
    [InlineData("""{}""", "provisionPhoneNumber")]
    [InlineData("""{"provisionPhoneNumber":false,"connectionTypes":[]}""", "connectionTypes")]
    [InlineData("""{"provisionPhoneNumber":false,"connectionTypes":["carrier_pigeon"]}""", "connectionTypes")]
    [InlineData("""{"provisionPhoneNumber":false,"connectionTypes":["dedicated","dedicated"]}""", "connectionTypes")]
    [InlineData("""{"provisionPhoneNumber":false,"connectionTypes":[null]}""", "connectionTypes")]
    public async Task Invalid_input_is_refused_with_the_field_named(string json, string field)
    {
        var person = await app.SignInAsync();

        using var answer = await person.Browser.PostAsync(
            new Uri("/api/whatsapp/setup-links", UriKind.Relative), new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid_request", field);
    }

    [Theory]
    [InlineData("""{"provisionPhoneNumber":"yes"}""")]
    [InlineData("""{"provisionPhoneNumber":""")]
    [InlineData("""nonsense""")]
    public async Task Unreadable_input_is_a_problem_too(string json)
    {
        var person = await app.SignInAsync();

        using var answer = await person.Browser.PostAsync(
            new Uri("/api/whatsapp/setup-links", UriKind.Relative), new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task An_active_link_of_the_same_kind_is_handed_out_again()
    {
        var person = await app.SignInAsync();

        var first = await person.CreateLinkAsync();
        var second = await person.CreateLinkAsync();

        Assert.Equal(first, second);
        Assert.Single(await app.Kapso.LinksAsync(first.CustomerId));
    }

    [Fact]
    public async Task A_link_of_another_kind_takes_over()
    {
        var person = await app.SignInAsync();

        var first = await person.CreateLinkAsync(provisionPhoneNumber: false);
        var second = await person.CreateLinkAsync(provisionPhoneNumber: true);

        Assert.NotEqual(first.Id, second.Id);
        var statuses = (await app.Kapso.LinksAsync(first.CustomerId)).Select(link => link.Status);
        Assert.Equal(["active", "revoked"], statuses);
    }

    [Fact]
    public async Task Many_tabs_at_once_end_with_one_customer_and_one_link()
    {
        var person = await app.SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => person.AskForLinkAsync()));

        var links = new HashSet<Link>();
        foreach (var answer in answers) links.Add(await person.LinkOfAsync(answer));
        var link = Assert.Single(links);
        Assert.Single(await app.Kapso.LinksAsync(link.CustomerId));
    }

    [Fact]
    public async Task A_customer_that_Kapso_already_has_for_this_user_is_found_and_not_made_again()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        // The customer is made, and the answer that says so is lost.
        await own.Kapso.FailNextAsync(new { method = "POST", route = "/platform/v1/customers", drop = "after", times = 1 });

        var link = await person.CreateLinkAsync();

        Assert.Equal(1, await own.Kapso.CountCustomersAsync());
        Assert.Equal(link.CustomerId, (await person.StatusAsync()).KapsoCustomerId);
    }

    [Fact]
    public async Task A_refused_customer_is_reported_and_a_second_press_goes_on()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        await own.Kapso.FailNextAsync(new { method = "POST", route = "/platform/v1/customers", status = 422 });

        using var refused = await person.AskForLinkAsync();
        Assert.False(await person.Browser.GetFromJsonAsync<bool>("/api/whatsapp/customer", Stop));
        await own.Kapso.StopFailingAsync();
        await person.CreateLinkAsync();

        await Expect.ProblemAsync(refused, HttpStatusCode.BadGateway, "kapso_customer_creation_failed");
        Assert.True(await person.Browser.GetFromJsonAsync<bool>("/api/whatsapp/customer", Stop));
    }

    [Theory]
    [InlineData(422)]
    [InlineData(500)]
    [InlineData(401)]
    public async Task A_refused_link_is_reported_and_a_second_press_goes_on_with_the_same_customer(int status)
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        await own.Kapso.FailNextAsync(new { method = "POST", route = "/platform/v1/customers/*/setup_links", status });

        using var refused = await person.AskForLinkAsync();
        await own.Kapso.StopFailingAsync();
        var link = await person.CreateLinkAsync();

        await Expect.ProblemAsync(refused, HttpStatusCode.BadGateway, "kapso_setup_link_creation_failed");
        Assert.Equal(1, await own.Kapso.CountCustomersAsync());
        Assert.Single(await own.Kapso.LinksAsync(link.CustomerId));
    }

    [Fact]
    public async Task A_link_whose_answer_was_lost_is_found_and_not_revoked_by_a_second_one()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        await own.Kapso.FailNextAsync(new { method = "POST", route = "/platform/v1/customers/*/setup_links", drop = "after", times = 1 });

        var link = await person.CreateLinkAsync();

        Assert.Equal("active", Assert.Single(await own.Kapso.LinksAsync(link.CustomerId)).Status);
    }

    [Fact]
    public async Task A_customer_deleted_at_Kapso_is_made_anew()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var first = await person.CreateLinkAsync();
        await own.Kapso.DeleteCustomerAsync(first.CustomerId);

        var second = await person.CreateLinkAsync();

        Assert.NotEqual(first.CustomerId, second.CustomerId);
    }

    [Fact]
    public async Task When_Kapso_cannot_be_reached_the_answer_says_so_and_nothing_is_stored()
    {
        await using var own = await ThreadwayApp.StartAsync(("Kapso:ResilienceEnabled", "false"));
        var person = await own.SignInAsync();
        await own.Kapso.FailNextAsync(new { route = "/platform/v1", drop = "before" });

        using var answer = await person.AskForLinkAsync();

        await Expect.ProblemAsync(answer, HttpStatusCode.BadGateway, "kapso_customer_creation_failed");
        Assert.Null((await person.StatusAsync()).KapsoCustomerId);
    }

    [Fact]
    public async Task Links_codes_keys_and_numbers_never_reach_the_log()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = own.NewPerson();
        await own.AskForCodeAsync(person);
        var code = await own.Kapso.LastCodeAsync(person.PhoneNumber);
        using var signedIn = await person.EnterAsync(code);
        var link = await person.CreateLinkAsync();
        var completed = await own.Kapso.CompleteAsync(link.Id);
        await person.ReturnAsync(completed.RedirectUrl);

        string[] secrets = [code, link.Url.Segments[^1], "a-key-for-tests", ThreadwayApp.WebhookSecret, person.PhoneNumber, person.PhoneNumber[1..]];
        Assert.NotEmpty(own.Logs.Lines());
        Assert.DoesNotContain(own.Logs.Lines(), line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("X-Program", "true", HttpStatusCode.OK)]
    public async Task A_change_must_come_from_our_own_pages_or_from_a_program(string header, string value, HttpStatusCode expected)
    {
        var person = await app.SignInAsync();
        person.Browser.DefaultRequestHeaders.Add(header, value);

        using var answer = await person.AskForLinkAsync();

        Assert.Equal(expected, answer.StatusCode);
    }
}
