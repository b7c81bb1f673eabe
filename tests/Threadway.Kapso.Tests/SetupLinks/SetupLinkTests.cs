using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.SetupLinks;

public sealed class SetupLinkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_link_is_a_valid_request()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/setup-link-created", 201);

        await kapso.Client().SetupLinks.CreateAsync("c1", new(), Token);

        Assert.Equal("POST /platform/v1/customers/c1/setup_links", kapso.Request.Line);
        Assert.Equal("""{"setup_link":{}}""", kapso.Request.Body);
    }

    [Fact]
    public async Task Every_field_of_a_link_goes_out_under_kapsos_name()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/setup-link-created", 201);

        await kapso.Client().SetupLinks.CreateAsync(
            "c1",
            new()
            {
                SuccessRedirectUrl = new("https://app.example/ok?u=1"),
                FailureRedirectUrl = new("https://app.example/no"),
                AllowedOrigins = ["https://app.example"],
                AllowedConnectionTypes = [ConnectionType.Coexistence, ConnectionType.Dedicated],
                MetaBillingMode = MetaBillingMode.CustomerManaged,
                ProvisionPhoneNumber = true,
                PhoneNumberAreaCode = "305",
                PhoneNumberCountryIsos = ["US", "CO"],
                ReconnectPhoneNumber = "34600112233",
                Language = "es",
                ThemeConfig = new() { PrimaryColor = "#6366f1", DestructiveForegroundColor = "#ffffff" },
            },
            Token);

        Assert.Equal(
            RecordedRequest.Compact(
                """
                {
                  "setup_link": {
                    "success_redirect_url": "https://app.example/ok?u=1",
                    "failure_redirect_url": "https://app.example/no",
                    "allowed_origins": ["https://app.example"],
                    "allowed_connection_types": ["coexistence", "dedicated"],
                    "meta_billing_mode": "customer_managed",
                    "provision_phone_number": true,
                    "phone_number_area_code": "305",
                    "phone_number_country_isos": ["US", "CO"],
                    "reconnect_phone_number": "34600112233",
                    "language": "es",
                    "theme_config": { "primary_color": "#6366f1", "destructive_foreground_color": "#ffffff" }
                  }
                }
                """),
            kapso.Request.Json);
    }

    [Fact]
    public async Task The_created_link_carries_its_address_and_token()
    {
        using var kapso = ScriptedKapso.AnsweringPayload("api/setup-link-created");

        var link = await kapso.SetupLinks.CreateAsync("c1", new(), Token);

        Assert.Equal(new Uri("https://app.kapso.ai/whatsapp/setup/q7Yk2mVd"), link.Url);
        Assert.Equal("q7Yk2mVd", link.Token);
        Assert.Equal(SetupLinkStatus.Active, link.Status);
        Assert.Equal(WhatsappSetupStatus.Pending, link.WhatsappSetupStatus);
        Assert.Equal([ConnectionType.Dedicated], link.AllowedConnectionTypes);
        Assert.Equal(MetaBillingMode.CustomerManaged, link.MetaBillingMode);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 9, 15, 0, TimeSpan.Zero), link.ExpiresAt);
        Assert.False(link.ProvisionPhoneNumber);
    }

    [Fact]
    public async Task Links_are_read_whether_full_failed_or_bare()
    {
        using var kapso = ScriptedKapso.AnsweringPayload("api/setup-links");

        var links = await kapso.SetupLinks.ListAsync("c1", cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(["active", "used", "revoked", "expired"], links.Select(link => link.Status.Value));
        Assert.All(links, link => Assert.Null(link.Token));
        Assert.Equal("+13055550142", links[1].ProvisionedPhoneNumber?.PhoneNumber);
        Assert.Equal("#6366f1", links[1].ThemeConfig?.PrimaryColor);
        Assert.Equal("The phone number could not be verified", links[2].WhatsappSetupError);
        Assert.Equal("34600112233", links[2].ReconnectPhoneNumber);
        Assert.Null(links[3].ExpiresAt);
        Assert.Null(links[3].AllowedConnectionTypes);
    }

    [Fact]
    public async Task Listing_filters_by_status()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/setup-links");

        await kapso.Client().SetupLinks.ListAsync("c1", new() { Status = SetupLinkStatus.Active, PageSize = 5 }, Token).ToListAsync(Token);

        Assert.Equal("GET /platform/v1/customers/c1/setup_links?status=active&per_page=5&page=1", kapso.Request.Line);
    }

    [Fact]
    public async Task Revoking_sets_the_status_because_there_is_no_delete()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/setup-link-created");

        await kapso.Client().SetupLinks.RevokeAsync("c1", "l1", Token);

        Assert.Equal("PATCH /platform/v1/customers/c1/setup_links/l1", kapso.Request.Line);
        Assert.Equal("""{"setup_link":{"status":"revoked"}}""", kapso.Request.Body);
    }

    [Fact]
    public async Task Finding_one_link_stops_at_the_page_that_has_it()
    {
        var kapso = new ScriptedKapso().Answers(Page("a", 1)).Answers(Page("b", 2));

        var found = await kapso.Client().SetupLinks.FindAsync("c1", "b", Token);

        Assert.Equal("b", found?.Id);
        Assert.Equal(2, kapso.Requests.Count);
    }

    [Fact]
    public async Task A_link_that_no_page_has_is_not_found()
    {
        var kapso = new ScriptedKapso().Answers(Page("a", 1)).Answers(Page("b", 2)).Answers(Page("c", 3));

        Assert.Null(await kapso.Client().SetupLinks.FindAsync("c1", "z", Token));
    }

    private static string Page(string id, int page) =>
        $$"""
        {"data":[{"id":"{{id}}","status":"active","created_at":"2026-03-02T09:15:00Z","url":"https://kapso.example/s/{{id}}"}],
         "meta":{"page":{{page}},"per_page":1,"total_pages":3,"total_count":3} }
        """;
}
