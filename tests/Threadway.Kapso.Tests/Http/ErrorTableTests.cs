using System.Text.Json;
using Threadway.Kapso.Http;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Http;

public sealed class ErrorTableTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Every code of contract 15, with those that it names without a class, as Meta's page explains them.
    [Theory]
    [InlineData(KapsoErrorClass.Reconnect, 0, 190, 3, 10, 200, 250, 299, 131005, 33, 133010, 131045, 133006, 2593107, 2593108, 2593109)]
    [InlineData(KapsoErrorClass.Retry, 1, 2, 131000, 131016, 133004, 130429, 138007)]
    [InlineData(
        KapsoErrorClass.Wait,
        4, 80007, 131048, 131056, 131057, 2494100, 132069, 133000, 133008, 133009, 133015, 133016,
        131064, 134101, 138002, 138005, 138009, 138012, 138014)]
    [InlineData(KapsoErrorClass.Template, 131047)]
    [InlineData(KapsoErrorClass.Stop, 1026, 130472, 131026, 131049, 131050, 138001)]
    [InlineData(
        KapsoErrorClass.Fix,
        100, 131008, 131009, 131021, 131051, 135000, 131052, 131053, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 133005,
        131030, 131055, 131060, 131062, 131063, 132008, 132018, 134100, 134102, 137000,
        138000, 138003, 138004, 138006, 138013, 138017, 138018, 138999, 2388019, 2388023, 2388024, 2388039, 2388040, 2388047, 2388299)]
    [InlineData(KapsoErrorClass.Owner, 368, 130497, 131031, 131037, 131042, 134011, 141006, 141000)]
    [InlineData(KapsoErrorClass.Unknown, 5, 199, 300, 999999, 137999, 139000, 2387999, 2389000)]
    public void Metas_codes_tell_what_helps(KapsoErrorClass expected, params int[] codes)
    {
        Assert.All(codes, code => Assert.Equal(expected, KapsoErrorClasses.Of($"{code}")));
    }

    [Theory]
    [InlineData("insufficient_credits", KapsoErrorClass.Owner)]
    [InlineData("marketing_preference_stopped", KapsoErrorClass.Stop)]
    [InlineData("messaging_account_mismatch", KapsoErrorClass.Fix)]
    [InlineData("something_new", KapsoErrorClass.Unknown)]
    [InlineData("-190", KapsoErrorClass.Unknown)]
    [InlineData("99999999999999999999", KapsoErrorClass.Unknown)]
    [InlineData("", KapsoErrorClass.Unknown)]
    [InlineData(null, KapsoErrorClass.Unknown)]
    public void Kapsos_words_tell_it_too_and_what_is_unknown_stays_so(string? code, KapsoErrorClass expected)
    {
        Assert.Equal(expected, KapsoErrorClasses.Of(code));
    }

    [Theory]
    [InlineData(400, false, KapsoErrorClass.Fix)]
    [InlineData(401, false, KapsoErrorClass.Fix)]
    [InlineData(402, false, KapsoErrorClass.Owner)]
    [InlineData(404, false, KapsoErrorClass.Fix)]
    [InlineData(409, false, KapsoErrorClass.Fix)]
    [InlineData(409, true, KapsoErrorClass.Retry)]
    [InlineData(422, false, KapsoErrorClass.Fix)]
    [InlineData(429, true, KapsoErrorClass.Wait)]
    [InlineData(501, false, KapsoErrorClass.Fix)]
    [InlineData(503, true, KapsoErrorClass.Retry)]
    public void Without_a_known_code_the_status_tells_it(int status, bool isRetryable, KapsoErrorClass expected)
    {
        Assert.Equal(expected, ErrorTable.ClassOf(status, "something_new", isRetryable));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Re-engagement message","code":131047}}""", 422, KapsoErrorClass.Template)]
    [InlineData("""{"error":{"message":"Session expired","code":190}}""", 401, KapsoErrorClass.Reconnect)]
    [InlineData("""{"error":"No credits left","code":"insufficient_credits"}""", 402, KapsoErrorClass.Owner)]
    [InlineData("<html>", 502, KapsoErrorClass.Retry)]
    public async Task An_exception_tells_what_helps_by_code_before_status(string body, int status, KapsoErrorClass expected)
    {
        using var kapso = ScriptedKapso.Answering(body, status);

        var failure = await Assert.ThrowsAnyAsync<KapsoException>(() => kapso.Messages.SendTextAsync("1", "34600998877", "Hola", Token));

        Assert.Equal(expected, failure.Class);
    }

    [Fact]
    public async Task A_lost_answer_may_be_tried_again_with_care()
    {
        using var kapso = new ScriptedKapso().IsCutOff().Client();

        var failure = await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(
            () => kapso.Messages.SendTextAsync("1", "34600998877", "Hola", Token));

        Assert.Equal((KapsoErrorClass.Retry, true), (failure.Class, failure.MayHaveHappened));
    }

    [Theory]
    [InlineData("131026", 500, false)]
    [InlineData("131016", 400, true)]
    [InlineData("131048", 400, true)]
    [InlineData("3", 500, false)]
    [InlineData("2388023", 400, false)]
    [InlineData("999999", 400, false)]
    [InlineData("999999", 503, true)]
    public async Task A_known_code_tells_whether_to_try_again_and_an_unknown_one_leaves_it_to_the_status(string code, int status, bool retryable)
    {
        using var kapso = ScriptedKapso.Answering($$"""{"error":{"message":"Something new","code":{{code}} } }""", status);

        var failure = await Assert.ThrowsAnyAsync<KapsoException>(
            () => kapso.Templates.ListAsync("w", cancellationToken: Token).ToListAsync(Token).AsTask());

        Assert.Equal((code, "Something new", retryable), (failure.Code, failure.Title, failure.IsRetryable));
    }

    public static TheoryData<Func<KapsoClient, Task>, bool, KapsoErrorClass> Conflicts => new()
    {
        { kapso => kapso.Messages.SendTextAsync("1", "34600998877", "Hola", Token), true, KapsoErrorClass.Retry },
        {
            kapso => kapso.Messages.SendMarketingAsync("1", "34600998877", new() { Name = "n", Language = "es" }, Token),
            true,
            KapsoErrorClass.Retry
        },
        { kapso => kapso.Messages.MarkReadAsync("1", "wamid.1", cancellationToken: Token), true, KapsoErrorClass.Retry },
        {
            kapso => kapso.SendAsync(HttpMethod.Post, "/meta/whatsapp/v24.0/1/messages", JsonElement.Parse("{}"), Token),
            true,
            KapsoErrorClass.Retry
        },
        {
            kapso => kapso.PhoneNumbers.ConnectAsync(
                "c1", new() { Name = "n", PhoneNumberId = "1", BusinessAccountId = "2", AccessToken = "t" }, Token),
            false,
            KapsoErrorClass.Fix
        },
        { kapso => kapso.PhoneNumbers.RegisterAsync("1", "123456", cancellationToken: Token), false, KapsoErrorClass.Fix },
        { kapso => kapso.Templates.DeleteAsync("w", "n", Token), false, KapsoErrorClass.Fix },
        { kapso => kapso.Customers.CreateAsync(new() { Name = "n" }, Token), false, KapsoErrorClass.Fix },
    };

    [Theory]
    [MemberData(nameof(Conflicts), DisableDiscoveryEnumeration = true)]
    public async Task A_conflict_means_what_its_route_says(Func<KapsoClient, Task> call, bool retryable, KapsoErrorClass expected)
    {
        string[] bodies = ["""{"error":"Conflict"}""", """{"error":{"message":"Conflict","code":999999}}""", """{"error":"Conflict","code":"word"}"""];
        foreach (var body in bodies)
        {
            using var kapso = ScriptedKapso.Answering(body, 409);

            var failure = await Assert.ThrowsAnyAsync<KapsoException>(() => call(kapso));

            Assert.Equal((retryable, expected), (failure.IsRetryable, failure.Class));
        }
    }
}
