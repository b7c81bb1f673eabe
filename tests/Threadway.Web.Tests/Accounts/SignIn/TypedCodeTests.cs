using System.Net;
using System.Net.Http.Json;

namespace Threadway.Web.Tests.Accounts.SignIn;

/// <summary>A code and a number as people write them; what cannot be one is said, and costs nothing.</summary>
public sealed class TypedCodeTests(SharedApp shared)
{
    private readonly ThreadwayApp app = shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("*{0}*.")]
    [InlineData("\u2068{0}\u2069")]
    [InlineData("\u200E{0}")]
    [InlineData("Your code is {0}.")]
    public async Task A_code_is_taken_however_it_is_written(string form)
    {
        var person = app.NewPerson();
        await app.AskForCodeAsync(person);
        var code = await app.Kapso.LastCodeAsync(person.PhoneNumber);
        var arabic = string.Concat(code.Select(digit => (char)('\u0660' + (digit - '0'))));

        using var answer = await person.EnterAsync(string.Format(null, form, $"{arabic[..3]}\u2011{arabic[3..]}"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Theory]
    [InlineData("hola")]
    [InlineData("12")]
    [InlineData("1234567")]
    [InlineData("")]
    [InlineData(null)]
    public async Task What_is_no_code_is_refused_with_the_field_named_and_is_no_try(string? typed)
    {
        var person = app.NewPerson();
        await app.AskForCodeAsync(person);

        for (var i = 0; i < 12; i++)
        {
            using var refused = await person.EnterAsync(typed!);
            await Expect.ProblemAsync(refused, HttpStatusCode.BadRequest, "invalid_request", field: "code");
        }
        using var right = await person.EnterAsync(await app.Kapso.LastCodeAsync(person.PhoneNumber));

        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
    }

    [Fact]
    public async Task A_number_is_taken_however_it_is_written()
    {
        var person = app.NewPerson();
        using var asked = await person.Browser.PostAsJsonAsync("/api/auth/code", new { phoneNumber = $"tel:\u202D{person.PhoneNumber.Replace("+", "＋", StringComparison.Ordinal)}\u202C" }, Stop);

        using var answer = await person.EnterAsync(await app.Kapso.LastCodeAsync(person.PhoneNumber));

        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
