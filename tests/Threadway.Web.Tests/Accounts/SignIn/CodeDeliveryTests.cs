using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Threadway.Web.Tests.Accounts.SignIn;

/// <summary>A code that Kapso gave no clear answer to is sent again while it is good; nobody is told that it went out before it has.</summary>
public sealed class CodeDeliveryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{ "status": 500 }""")]
    [InlineData("""{ "drop": "before" }""")]
    [InlineData("""{ "drop": "after" }""")]
    [InlineData("""{ "status": 503 }""")]
    public async Task A_code_that_Kapso_failed_at_once_is_sent_again_before_the_answer(string failure)
    {
        await using var app = await ThreadwayApp.StartAsync();
        await app.Kapso.FailNextAsync(Rule(failure, times: 1));
        var person = app.NewPerson();

        using var asked = await AskAsync(app, person);

        Assert.Equal("sent", await DeliveryAsync(asked));
        using var entered = await person.EnterAsync(await app.Kapso.LastCodeAsync(person.PhoneNumber));
        Assert.Equal(HttpStatusCode.NoContent, entered.StatusCode);
    }

    [Fact]
    public async Task What_could_not_be_confirmed_is_said_to_be_so_and_then_that_it_went_out()
    {
        await using var app = await ThreadwayApp.StartAsync(("Threadway:PersonWait", "00:00:00.4"));
        await app.Kapso.FailNextAsync(Rule("""{ "status": 500 }""", times: 1));
        var person = app.NewPerson();

        using var asked = await AskAsync(app, person);
        var at = asked.Headers.Location!;
        var first = await DeliveryAsync(asked);

        Assert.Equal("unconfirmed", first);
        await Eventually.HoldsAsync(() => app.Anonymous().GetFromJsonAsync<JsonElement>(at, Stop), answer => answer.GetProperty("delivery").GetString() == "sent");
        using var entered = await person.EnterAsync(await app.Kapso.LastCodeAsync(person.PhoneNumber));
        Assert.Equal(HttpStatusCode.NoContent, entered.StatusCode);
    }

    [Fact]
    public async Task A_code_that_was_replaced_is_not_sent_again()
    {
        await using var app = await ThreadwayApp.StartAsync(("Threadway:PersonWait", "00:00:00.3"));
        await app.Kapso.FailNextAsync(Rule("""{ "status": 500 }""", times: 1));
        var person = app.NewPerson();
        using var first = await AskAsync(app, person);

        using var second = await AskAsync(app, person);

        await Eventually.HoldsAsync(() => app.Anonymous().GetFromJsonAsync<JsonElement>(first.Headers.Location!, Stop), answer => answer.GetProperty("delivery").GetString() == "failed");
        Assert.Equal("sent", await DeliveryAsync(second));
        Assert.Equal(1, await app.Kapso.CountMessagesAsync(person.PhoneNumber));
    }

    [Fact]
    public async Task A_code_that_arrived_all_the_same_and_was_used_is_not_sent_again()
    {
        await using var app = await ThreadwayApp.StartAsync(("Threadway:PersonWait", "00:00:00.3"));
        await app.Kapso.FailNextAsync(Rule("""{ "drop": "after" }""", times: 1));
        var person = app.NewPerson();
        using var asked = await AskAsync(app, person);

        using var entered = await person.EnterAsync(await app.Kapso.LastCodeAsync(person.PhoneNumber));

        Assert.Equal(HttpStatusCode.NoContent, entered.StatusCode);
        await Eventually.HoldsAsync(() => app.Anonymous().GetFromJsonAsync<JsonElement>(asked.Headers.Location!, Stop), answer => answer.GetProperty("delivery").GetString() == "failed");
        Assert.Equal(1, await app.Kapso.CountMessagesAsync(person.PhoneNumber));
    }

    [Theory]
    [InlineData("""{ "status": 401 }""")]
    [InlineData("""{ "status": 401, "code": 190 }""")]
    [InlineData("""{ "status": 404, "code": 132001 }""")]
    public async Task What_is_wrong_at_the_operators_is_no_fault_of_the_number_and_tells_nothing_of_itself(string failure)
    {
        await using var app = await ThreadwayApp.StartAsync();
        await app.Kapso.FailNextAsync(Rule(failure, times: 1));

        using var asked = await AskAsync(app, app.NewPerson());

        await Expect.ProblemAsync(asked, HttpStatusCode.BadGateway, "sign_in_code_not_sent");
        Assert.DoesNotContain("Kapso says", await asked.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_Kapso_asks_for_more_patience_than_a_code_has_it_is_said_at_once()
    {
        await using var app = await ThreadwayApp.StartAsync();
        await app.Kapso.FailNextAsync(Rule("""{ "status": 429, "retryAfterSeconds": 3600 }""", times: 1));

        using var asked = await AskAsync(app, app.NewPerson());

        await Expect.ProblemAsync(asked, HttpStatusCode.BadGateway, "sign_in_code_not_sent");
    }

    [Fact]
    public async Task Nobody_learns_of_a_code_by_guessing()
    {
        await using var app = await ThreadwayApp.StartAsync();

        using var answer = await app.Anonymous().GetAsync(new Uri("/api/auth/code/0123456789abcdef0123456789abcdef", UriKind.Relative), Stop);

        await Expect.ProblemAsync(answer, HttpStatusCode.NotFound, "sign_in_code_unknown");
    }

    private static Dictionary<string, object> Rule(string failure, int times)
    {
        var rule = JsonSerializer.Deserialize<Dictionary<string, object>>(failure)!;
        (rule["method"], rule["route"], rule["times"]) = ("POST", "/meta/whatsapp", times);
        return rule;
    }

    private static Task<HttpResponseMessage> AskAsync(ThreadwayApp app, Person person) =>
        person.Browser.PostAsJsonAsync("/api/auth/code", new { phoneNumber = person.PhoneNumber }, Stop);

    private static async Task<string?> DeliveryAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("delivery").GetString();
    }
}
