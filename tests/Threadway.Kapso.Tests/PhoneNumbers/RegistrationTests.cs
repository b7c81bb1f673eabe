using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.PhoneNumbers;

public sealed class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_that_the_project_runs_itself_is_proven_registered_and_taken_off_again()
    {
        const string Success = """{"success":true}""";
        var kapso = new ScriptedKapso().Answers(Success).Answers(Success).Answers(Success).Answers(Success).Answers(Success);
        var numbers = kapso.Client().PhoneNumbers;

        await numbers.RequestCodeAsync("601", CodeMethod.Sms, "en_US", Token);
        await numbers.VerifyCodeAsync("601", "123456", Token);
        await numbers.RegisterAsync("601", "654321", cancellationToken: Token);
        await numbers.RegisterAsync("601", "654321", "DE", Token);
        await numbers.DeregisterAsync("601", Token);

        Assert.Equal(
            [
                ("POST /meta/whatsapp/v24.0/601/request_code", """{"code_method":"SMS","language":"en_US"}"""),
                ("POST /meta/whatsapp/v24.0/601/verify_code", """{"code":"123456"}"""),
                ("POST /meta/whatsapp/v24.0/601/register", """{"messaging_product":"whatsapp","pin":"654321"}"""),
                ("POST /meta/whatsapp/v24.0/601/register",
                    """{"messaging_product":"whatsapp","pin":"654321","data_localization_region":"DE"}"""),
                ("POST /meta/whatsapp/v24.0/601/deregister", "{}"),
            ],
            kapso.Requests.Select(request => (request.Line, request.Json)));
    }

    [Theory]
    [InlineData(133005, KapsoErrorClass.Fix)]
    [InlineData(133009, KapsoErrorClass.Wait)]
    public async Task A_refused_pin_says_whether_to_mend_it_or_to_wait(int code, KapsoErrorClass expected)
    {
        using var kapso = ScriptedKapso.Answering($$$"""{"error":{"message":"PIN","type":"OAuthException","code":{{{code}}}}}""", 400);

        var failure = await Assert.ThrowsAsync<KapsoValidationException>(
            () => kapso.PhoneNumbers.RegisterAsync("601", "000000", cancellationToken: Token));

        Assert.Equal(expected, failure.Class);
    }

    [Fact]
    public async Task An_answer_without_success_registered_who_knows_what()
    {
        using var kapso = ScriptedKapso.Answering("{}");

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(
            () => kapso.PhoneNumbers.RegisterAsync("601", "654321", cancellationToken: Token));
    }
}
