using System.Net;
using System.Text.RegularExpressions;

namespace Threadway.Web.Tests.Connections.Redirects;

/// <summary>Browsers that come back from Kapso, or say that they do.</summary>
public sealed class RedirectTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    [Theory]
    [InlineData("coexistence")]
    [InlineData("dedicated")]
    public async Task The_redirect_alone_connects_the_number_when_the_webhook_is_lost(string connectionType)
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, connectionType, webhook: "never");

        var page = await person.ReturnAsync(completed.RedirectUrl);

        Assert.Equal($"/whatsapp/connected?link={link.Id}", page);
        var status = await person.StatusAsync();
        Assert.Equal(completed.PhoneNumberId, status.PhoneNumberId);
        Assert.Equal(connectionType, status.ConnectionType);
    }

    [Fact]
    public async Task The_originals_parameters_work_too_and_the_type_still_comes_from_Kapso()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, "dedicated", webhook: "never");

        var page = await person.ReturnAsync(new(
            app.Address,
            $"/api/webhooks/kapso/success?customer_id={link.CustomerId}&phone_number_id={completed.PhoneNumberId}&connection_type=coexistence&phone_number=%2B15550000000"));

        Assert.Equal($"/whatsapp/connected?link={link.Id}", page);
        Assert.Equal("dedicated", (await person.StatusAsync()).ConnectionType);
    }

    [Fact]
    public async Task The_redirect_after_the_webhook_and_a_second_time_changes_nothing()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, "coexistence", webhook: "before");

        await person.ReturnAsync(completed.RedirectUrl);
        var first = await person.StatusAsync();
        await person.ReturnAsync(completed.RedirectUrl);
        var second = await person.StatusAsync();

        Assert.True(first.IsConnected);
        Assert.Equal(first, second);
        Assert.Single(await person.ConnectionsAsync());
    }

    [Fact]
    public async Task A_forged_success_redirect_connects_nothing()
    {
        var alice = await app.SignInAsync();
        var mallory = await app.SignInAsync();
        var number = await alice.ConnectAsync();
        var link = await mallory.CreateLinkAsync();

        var page = await mallory.ReturnAsync(new(app.Address, $"/api/webhooks/kapso/success?setup_link_id={link.Id}&status=completed&phone_number_id={number}"));

        Assert.Equal("/whatsapp/failed?code=cross_customer", page);
        Assert.False((await mallory.StatusAsync()).IsConnected);
        Assert.True((await alice.StatusAsync()).IsConnected);
        Assert.Contains(await app.AuditAsync(), entry => entry.Action == "cross_customer_claim" && entry.SetupLinkId == link.Id && entry.PhoneNumberId == number);
    }

    [Fact]
    public async Task Somebody_elses_redirect_ends_on_the_failed_page_and_in_the_audit_log()
    {
        var alice = await app.SignInAsync();
        var mallory = await app.SignInAsync();
        var link = await alice.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, webhook: "never");

        var page = await mallory.ReturnAsync(completed.RedirectUrl);

        Assert.Equal("/whatsapp/failed?code=cross_customer", page);
        Assert.Empty(await mallory.ConnectionsAsync());
        Assert.Contains(await app.AuditAsync(), entry => entry.Action == "cross_customer_claim" && entry.SetupLinkId == link.Id);
    }

    [Fact]
    public async Task A_customer_that_is_not_the_links_ends_on_the_failed_page()
    {
        var alice = await app.SignInAsync();
        var mallory = await app.SignInAsync();
        var hers = await alice.CreateLinkAsync();
        var theirs = await mallory.CreateLinkAsync();

        var page = await mallory.ReturnAsync(new(app.Address, $"/api/webhooks/kapso/success?setup_link_id={theirs.Id}&customer_id={hers.CustomerId}"));

        Assert.Equal("/whatsapp/failed?code=cross_customer", page);
    }

    [Fact]
    public async Task A_success_that_Kapso_does_not_show_yet_is_almost_there_and_not_connected()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();

        var page = await person.ReturnAsync(new(app.Address, $"/api/webhooks/kapso/success?setup_link_id={link.Id}&status=completed&phone_number_id=999000999000999"));

        Assert.Equal($"/whatsapp/connected?link={link.Id}", page);
        Assert.False((await person.StatusAsync()).IsConnected);
    }

    [Fact]
    public async Task On_a_device_without_a_session_the_redirect_records_only_what_Kapso_says()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        var completed = await app.Kapso.CompleteAsync(link.Id, webhook: "never");
        using var phone = app.Anonymous();

        using var answer = await phone.GetAsync(completed.RedirectUrl, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"/whatsapp/connected?link={link.Id}", answer.Headers.Location!.ToString());
        Assert.True((await person.StatusAsync()).IsConnected);
    }

    [Theory]
    [InlineData("facebook_auth_failed")]
    [InlineData("phone_verification_failed")]
    [InlineData("waba_limit_reached")]
    [InlineData("token_exchange_failed")]
    [InlineData("something_of_the_future")]
    public async Task A_failure_ends_on_the_failed_page_with_its_code(string code)
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();

        var page = await person.ReturnAsync(new(app.Address, $"/api/webhooks/kapso/failed?setup_link_id={link.Id}&error_code={code}"));

        Assert.Equal($"/whatsapp/failed?link={link.Id}&code={code}", page);
        Assert.False((await person.StatusAsync()).IsConnected);
    }

    [Fact]
    public async Task The_originals_failure_parameters_work_too()
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();

        var page = await person.ReturnAsync(new(app.Address, $"/api/webhooks/kapso/failed?customer_id={link.CustomerId}&error=facebook_auth_failed&error_description=x"));

        Assert.Equal($"/whatsapp/failed?link={link.Id}&code=facebook_auth_failed", page);
    }

    [Theory]
    [InlineData("already_used")]
    [InlineData("link_expired")]
    public async Task Already_used_or_expired_looks_at_the_truth_first(string code)
    {
        var person = await app.SignInAsync();
        var link = await person.CreateLinkAsync();
        await app.Kapso.CompleteAsync(link.Id, webhook: "never");

        var page = await person.ReturnAsync(new(app.Address, $"/api/webhooks/kapso/failed?setup_link_id={link.Id}&error_code={code}"));

        Assert.Equal($"/whatsapp/connected?link={link.Id}", page);
        Assert.True((await person.StatusAsync()).IsConnected);
    }

    [Fact]
    public async Task An_expired_link_leads_on_to_a_new_one()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var link = await person.CreateLinkAsync();
        await own.Kapso.AdvanceClockAsync("31.00:00:00");

        var page = await person.ReturnAsync(new(own.Address, $"/api/webhooks/kapso/failed?setup_link_id={link.Id}&error_code=link_expired"));
        using var next = await person.GetAsync(page);

        Assert.Matches("^/connect/[0-9a-f-]+/continue$", page);
        Assert.Equal(HttpStatusCode.SeeOther, next.StatusCode);
        Assert.StartsWith(own.Kapso.Address + "whatsapp/setup/", next.Headers.Location!.AbsoluteUri);
        Assert.NotEqual(link.Url, next.Headers.Location);
    }

    [Theory]
    [InlineData("/api/webhooks/kapso/success")]
    [InlineData("/api/webhooks/kapso/success?setup_link_id=https://evil.example")]
    [InlineData("/api/webhooks/kapso/success?setup_link_id=%3Cscript%3E&phone_number_id=%0d%0aLocation:%20https://evil.example")]
    [InlineData("/api/webhooks/kapso/failed?setup_link_id=//evil.example&error_code=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/api/webhooks/kapso/failed?error_code=https://evil.example")]
    public async Task Parameters_lead_nowhere_but_to_our_own_pages(string path)
    {
        using var browser = app.Anonymous();

        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Matches("^/whatsapp/failed(\\?code=[a-z_]+)?$", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task While_Kapso_gives_no_clear_answer_a_return_waits_instead_of_failing()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = await own.SignInAsync();
        var link = await person.CreateLinkAsync();
        var completed = await own.Kapso.CompleteAsync(link.Id, webhook: "never");
        await own.Kapso.FailNextAsync(new { route = "/platform/v1", status = 503 });

        var page = await person.ReturnAsync(completed.RedirectUrl);
        await own.Kapso.StopFailingAsync();
        await own.SweepAsync();

        Assert.Equal($"/whatsapp/connected?link={link.Id}", page);
        Assert.True((await person.StatusAsync()).IsConnected);
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/html")]
    [InlineData("*/*", "application/problem+json")]
    public async Task One_address_cannot_come_back_without_end_and_a_person_reads_that_on_a_page(string accept, string answered)
    {
        await using var own = await ThreadwayApp.StartAsync(("Threadway:Redirects:RequestsPerAddress", "1"));
        using var browser = own.Anonymous();
        browser.DefaultRequestHeaders.Add("Accept", accept);
        var path = new Uri("/api/webhooks/kapso/failed?error_code=access_denied", UriKind.Relative);

        using var first = await browser.GetAsync(path, TestContext.Current.CancellationToken);
        using var second = await browser.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.Equal(answered, second.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal(answered == "text/html", Regex.IsMatch(await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), @"Wait \d+ (second|minute)"));
    }
}
