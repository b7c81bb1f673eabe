using System.Net;
using System.Net.Http.Json;

namespace Threadway.Web.Tests.Accounts.SignIn;

public sealed class SignInTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_signs_in_with_the_code_that_comes_to_the_phone()
    {
        var person = app.NewPerson();

        await person.SignInAsync();

        Assert.False((await person.StatusAsync()).IsConnected);
    }

    [Fact]
    public async Task Any_usual_spelling_of_a_number_is_the_same_person()
    {
        var person = await app.SignInAsync();
        await person.CreateLinkAsync();
        var customer = (await person.StatusAsync()).KapsoCustomerId;
        var digits = person.PhoneNumber[1..];
        string[] spellings = [$"00{digits}", digits, $"+57 {digits[2..5]} {digits[5..8]} {digits[8..]}", $"+57 ({digits[2..5]}) {digits[5..8]}-{digits[8..]}"];

        foreach (var spelling in spellings)
        {
            using var browser = app.Anonymous();
            using var asked = await browser.PostAsJsonAsync("/api/auth/code", new { phoneNumber = spelling }, Stop);
            using var signedIn = await browser.PostAsJsonAsync(
                "/api/auth/sign-in", new { phoneNumber = spelling, code = await app.Kapso.LastCodeAsync(person.PhoneNumber) }, Stop);

            var status = await browser.GetFromJsonAsync<ShownStatus>("/api/whatsapp/connection", Stop);
            Assert.Equal(customer, status!.KapsoCustomerId);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("+57 12")]
    [InlineData("+999 123 456 789 012 345")]
    [InlineData(null)]
    public async Task A_bad_number_is_refused_with_the_field_named(string? phoneNumber)
    {
        using var browser = app.Anonymous();

        using var answer = await browser.PostAsJsonAsync("/api/auth/code", new { phoneNumber }, Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid_request", field: "phoneNumber");
    }

    [Fact]
    public async Task A_wrong_code_an_expired_code_a_used_code_and_no_code_are_told_apart()
    {
        await using var own = await ThreadwayApp.StartAsync();
        var person = own.NewPerson();
        await own.AskForCodeAsync(person);
        var code = await own.Kapso.LastCodeAsync(person.PhoneNumber);

        using var wrong = await person.EnterAsync(Other(code));
        own.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        using var expired = await person.EnterAsync(code);
        await own.AskForCodeAsync(person);
        code = await own.Kapso.LastCodeAsync(person.PhoneNumber);
        using var right = await person.EnterAsync(code);
        using var used = await person.EnterAsync(code);
        using var none = await own.NewPerson().EnterAsync("123456");

        await Expect.ProblemAsync(wrong, HttpStatusCode.Unauthorized, "sign_in_code_wrong");
        await Expect.ProblemAsync(expired, HttpStatusCode.Unauthorized, "sign_in_code_expired");
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
        await Expect.ProblemAsync(used, HttpStatusCode.Unauthorized, "sign_in_code_expired");
        await Expect.ProblemAsync(none, HttpStatusCode.Unauthorized, "sign_in_code_expired");
    }

    [Fact]
    public async Task After_five_wrong_codes_even_the_right_one_has_to_wait()
    {
        var person = app.NewPerson();
        await app.AskForCodeAsync(person);
        var code = await app.Kapso.LastCodeAsync(person.PhoneNumber);

        for (var i = 0; i < 4; i++)
        {
            using var wrong = await person.EnterAsync(Other(code));
            await Expect.ProblemAsync(wrong, HttpStatusCode.Unauthorized, "sign_in_code_wrong");
        }
        using var fifth = await person.EnterAsync(Other(code));
        using var right = await person.EnterAsync(code);

        await Expect.ProblemAsync(fifth, HttpStatusCode.TooManyRequests, "too_many_sign_in_tries");
        await Expect.ProblemAsync(right, HttpStatusCode.TooManyRequests, "too_many_sign_in_tries");
        Assert.True(right.Headers.RetryAfter!.Delta > TimeSpan.FromMinutes(14));
    }

    [Fact]
    public async Task Guesses_sent_at_the_same_moment_are_counted_too()
    {
        var person = app.NewPerson();
        await app.AskForCodeAsync(person);
        var code = await app.Kapso.LastCodeAsync(person.PhoneNumber);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => person.EnterAsync(Other(code))));
        using var right = await person.EnterAsync(code);

        Assert.DoesNotContain(answers, answer => answer.IsSuccessStatusCode);
        await Expect.ProblemAsync(right, HttpStatusCode.TooManyRequests, "too_many_sign_in_tries");
    }

    [Fact]
    public async Task Nothing_tells_whether_a_number_has_an_account()
    {
        var known = await app.SignInAsync();
        var unknown = app.NewPerson();

        using var askedForKnown = await app.Anonymous().PostAsJsonAsync("/api/auth/code", new { phoneNumber = known.PhoneNumber }, Stop);
        using var askedForUnknown = await app.Anonymous().PostAsJsonAsync("/api/auth/code", new { phoneNumber = unknown.PhoneNumber }, Stop);
        using var wrongForKnown = await known.EnterAsync(Other(await app.Kapso.LastCodeAsync(known.PhoneNumber)));
        using var wrongForUnknown = await unknown.EnterAsync(Other(await app.Kapso.LastCodeAsync(unknown.PhoneNumber)));

        Assert.Equal(await Expect.ShapeAsync(askedForKnown), await Expect.ShapeAsync(askedForUnknown));
        Assert.Equal(await Expect.ShapeAsync(wrongForKnown), await Expect.ShapeAsync(wrongForUnknown));
    }

    [Fact]
    public async Task One_number_is_not_sent_codes_without_end()
    {
        var person = app.NewPerson();
        for (var i = 0; i < 5; i++) await app.AskForCodeAsync(person);

        using var sixth = await person.Browser.PostAsJsonAsync("/api/auth/code", new { phoneNumber = person.PhoneNumber }, Stop);

        await Expect.ProblemAsync(sixth, HttpStatusCode.TooManyRequests, "too_many_code_requests");
        Assert.NotNull(sixth.Headers.RetryAfter);
        Assert.Equal(5, await app.Kapso.CountMessagesAsync(person.PhoneNumber));
    }

    [Fact]
    public async Task One_address_cannot_ask_for_codes_without_end()
    {
        await using var own = await ThreadwayApp.StartAsync(("Threadway:SignIn:RequestsPerAddress", "3"));
        for (var i = 0; i < 3; i++) await own.AskForCodeAsync(own.NewPerson());

        using var fourth = await own.Anonymous().PostAsJsonAsync("/api/auth/code", new { phoneNumber = own.NewPerson().PhoneNumber }, Stop);

        await Expect.ProblemAsync(fourth, HttpStatusCode.TooManyRequests, "too_many_requests");
    }

    [Fact]
    public async Task The_sign_in_page_is_under_the_same_limit()
    {
        await using var own = await ThreadwayApp.StartAsync(("Threadway:SignIn:RequestsPerAddress", "3"));
        using var browser = own.Anonymous();
        var page = new Uri("/sign-in", UriKind.Relative);

        var looked = new List<HttpStatusCode>();
        var sent = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            looked.Add((await browser.GetAsync(page, Stop)).StatusCode);
            sent.Add((await browser.PostAsync(page, new FormUrlEncodedContent([]), Stop)).StatusCode);
        }

        Assert.All(looked, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, sent[3]);
        Assert.All(sent[..3], status => Assert.Equal(HttpStatusCode.BadRequest, status));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/preferences/language")]
    public async Task A_forged_or_outdated_form_is_refused_on_a_page_that_says_what_to_do(string path)
    {
        var person = await app.SignInAsync();

        using var answer = await person.Browser.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.False((await person.StatusAsync()).IsConnected);
    }

    [Fact]
    public async Task A_code_that_Kapso_does_not_send_is_not_claimed_to_be_sent()
    {
        await using var own = await ThreadwayApp.StartAsync();
        await own.Kapso.FailNextAsync(new { method = "POST", route = "/meta/whatsapp", code = 131026, status = 400 });

        using var answer = await own.Anonymous().PostAsJsonAsync("/api/auth/code", new { phoneNumber = own.NewPerson().PhoneNumber }, Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.BadGateway, "sign_in_code_not_sent");
    }

    [Fact]
    public async Task Of_what_Meta_says_to_a_code_its_explanation_is_shown_and_not_its_title()
    {
        await using var own = await ThreadwayApp.StartAsync();
        await own.Kapso.FailNextAsync(new { method = "POST", route = "/meta/whatsapp", code = 131026, status = 400 });

        using var answer = await own.Anonymous().PostAsJsonAsync("/api/auth/code", new { phoneNumber = own.NewPerson().PhoneNumber }, Stop);

        Assert.Contains("Kapso says: A failure rule of the emulator says so", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var person = await app.SignInAsync();

        using var signedOut = await person.Browser.PostAsync(new Uri("/api/auth/sign-out", UriKind.Relative), null, Stop);
        using var after = await person.GetAsync("/api/whatsapp/connection");

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        await Expect.ProblemAsync(after, HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        var person = app.NewPerson();
        await app.AskForCodeAsync(person);

        using var answer = await person.EnterAsync(await app.Kapso.LastCodeAsync(person.PhoneNumber));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("threadway=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A code that is certainly another.</summary>
    private static string Other(string code) => (code[0] == '9' ? '0' : (char)(code[0] + 1)) + code[1..];
}
