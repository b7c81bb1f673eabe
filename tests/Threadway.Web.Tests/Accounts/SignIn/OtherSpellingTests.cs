using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Accounts;

namespace Threadway.Web.Tests.Accounts.SignIn;

/// <summary>One phone in two spellings is one person in Mexico, and asked about in Argentina and Brazil.</summary>
public sealed class OtherSpellingTests(SharedApp shared)
{
    private static int last;

    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Pairs => new()
    {
        { "+54911", "+5411" },
        { "+5411", "+54911" },
        { "+55319", "+5531" },
        { "+5531", "+55319" },
    };

    [Fact]
    public async Task The_old_Mexican_spelling_is_the_same_person_with_one_code_one_lockout_and_one_limit()
    {
        var local = NewDigits();
        var (now, old) = ($"+52{55}{local}", $"+52 1 {55} {local}");
        await SignInAsync(now);
        using var asked = await AskAsync(old);
        var code = await app.Kapso.LastCodeAsync(now);

        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await EnterAsync(old, Other(code))).StatusCode);
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await EnterAsync(now, Other(code))).StatusCode);
        using var fifth = await EnterAsync(old, Other(code));

        await Expect.ProblemAsync(fifth, HttpStatusCode.TooManyRequests, "too_many_sign_in_tries");
        Assert.Equal(1, await CountAsync(now, $"+521{55}{local}"));
    }

    [Fact]
    public async Task An_account_that_was_stored_in_the_old_Mexican_spelling_is_found()
    {
        var local = NewDigits();
        var old = new User { Id = Guid.CreateVersion7(), UserName = $"+52155{local}", NormalizedUserName = $"+52155{local}", PhoneNumber = $"+52155{local}", PhoneNumberConfirmed = true, SecurityStamp = "a", CreatedAt = DateTimeOffset.UnixEpoch };
        await app.ReadAsync(async db =>
        {
            db.Users.Add(old);
            return await db.SaveChangesAsync(Stop);
        });

        await SignInAsync($"+5255{local}");

        Assert.Equal(1, await CountAsync($"+5255{local}", $"+52155{local}"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_first_sign_in_by_the_other_spelling_offers_the_account_and_makes_none(string has, string types)
    {
        var local = NewDigits();
        var (account, typed) = (has + local, types + local);
        await SignInAsync(account);

        using var asked = await AskAsync(typed);
        var code = await app.Kapso.LastCodeAsync(typed);
        using var offered = await EnterAsync(typed, code);
        using var again = await EnterAsync(typed, code);

        await Expect.ProblemAsync(offered, HttpStatusCode.Conflict, "account_under_other_spelling");
        await Expect.ProblemAsync(again, HttpStatusCode.Conflict, "account_under_other_spelling");
        var body = await offered.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(account, body.GetProperty("otherPhoneNumber").GetString());
        Assert.False(offered.Headers.Contains("Set-Cookie"));
        Assert.Equal(1, await CountAsync(account, typed));
    }

    [Fact]
    public async Task Whoever_says_that_it_is_another_person_gets_an_account_with_the_same_code()
    {
        var local = NewDigits();
        var (account, typed) = ($"+54911{local}", $"+5411{local}");
        await SignInAsync(account);
        using var asked = await AskAsync(typed);
        var code = await app.Kapso.LastCodeAsync(typed);
        using var offered = await EnterAsync(typed, code);

        using var made = await EnterAsync(typed, code, newAccount: true);
        using var used = await EnterAsync(typed, code, newAccount: true);
        await SignInAsync(typed);

        Assert.Equal(HttpStatusCode.NoContent, made.StatusCode);
        await Expect.ProblemAsync(used, HttpStatusCode.Unauthorized, "sign_in_code_expired");
        Assert.Equal(2, await CountAsync(account, typed));
    }

    [Fact]
    public async Task The_proof_of_one_spelling_is_none_of_the_other()
    {
        var local = NewDigits();
        var (account, typed) = ($"+54911{local}", $"+5411{local}");
        await SignInAsync(account);
        using var asked = await AskAsync(typed);

        using var answer = await EnterAsync(account, await app.Kapso.LastCodeAsync(typed));

        await Expect.ProblemAsync(answer, HttpStatusCode.Unauthorized, "sign_in_code_expired");
    }

    [Fact]
    public async Task Nothing_tells_of_the_other_account_before_the_code_is_proved()
    {
        var (local, alone) = (NewDigits(), NewDigits());
        await SignInAsync($"+54911{local}");

        using var asked = await AskAsync($"+5411{local}");
        using var askedAlone = await AskAsync($"+5411{alone}");
        using var wrong = await EnterAsync($"+5411{local}", Other(await app.Kapso.LastCodeAsync($"+5411{local}")));
        using var wrongAlone = await EnterAsync($"+5411{alone}", Other(await app.Kapso.LastCodeAsync($"+5411{alone}")));

        Assert.Equal(await Expect.ShapeAsync(askedAlone), await Expect.ShapeAsync(asked));
        Assert.Equal(await Expect.ShapeAsync(wrongAlone), await Expect.ShapeAsync(wrong));
    }

    [Fact]
    public async Task Of_two_first_sign_ins_at_once_one_makes_the_account_and_the_other_is_asked()
    {
        var local = NewDigits();
        string[] spellings = [$"+54911{local}", $"+5411{local}"];
        List<string> codes = [];
        foreach (var spelling in spellings)
        {
            // To WhatsApp both are one phone.
            using var asked = await AskAsync(spelling);
            codes.Add(await app.Kapso.LastCodeAsync(spelling));
        }

        var answers = await Task.WhenAll(spellings.Select((spelling, i) => EnterAsync(spelling, codes[i])));

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(1, await CountAsync(spellings));
    }

    private static string NewDigits() => $"{60_000_000 + Interlocked.Increment(ref last)}";

    private static string Other(string code) => code == "000000" ? "111111" : "000000";

    private Task<HttpResponseMessage> AskAsync(string phoneNumber) => app.Anonymous().PostAsJsonAsync("/api/auth/code", new { phoneNumber }, Stop);

    private Task<HttpResponseMessage> EnterAsync(string phoneNumber, string code, bool? newAccount = null) =>
        app.Anonymous().PostAsJsonAsync("/api/auth/sign-in", new { phoneNumber, code, newAccount }, Stop);

    private async Task SignInAsync(string phoneNumber)
    {
        using var asked = await AskAsync(phoneNumber);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        using var entered = await EnterAsync(phoneNumber, await app.Kapso.LastCodeAsync(phoneNumber));
        Assert.Equal(HttpStatusCode.NoContent, entered.StatusCode);
    }

    /// <summary>How many people have an account under these.</summary>
    private Task<int> CountAsync(params string[] numbers) =>
        app.ReadAsync(db => db.Users.CountAsync(user => numbers.Contains(user.PhoneNumber) && user.PhoneNumberConfirmed, Stop));
}
