using Threadway.Kapso.Emulator;

namespace Threadway.Kapso.Tests.AgainstEmulator.Messages;

public sealed class MessageTests
{
    private const string Person = "+573001234567";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en_US")]
    [InlineData("es")]
    public async Task A_one_time_code_from_the_operators_number_lands_on_the_phone(string language)
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var sent = await SendCodeAsync(kapso, language: language);

        var message = Assert.Single(await kapso.MessagesOfAsync(Person))!;
        Assert.Equal(("573001234567", "accepted"), (sent.WaId, sent.Status));
        Assert.Equal(sent.Id, message["id"]!.GetValue<string>());
        Assert.Equal("123456", message["code"]!.GetValue<string>());
        Assert.Equal(KapsoEmulator.OperatorPhoneNumberId, message["phoneNumberId"]!.GetValue<string>());
        Assert.Contains("123456", message["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_quotes_the_message_that_came_in()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync(Person);
        var question = await kapso.Client.Messages.GetAsync(await kapso.WriteAsync(Person, number.Id, "¿Abren?"), Token);

        var sent = await kapso.Client.Messages.ReplyAsync(question, new TextMessage { Body = "Sí" }, Token);

        Assert.Equal((question.Id, "Sí"), ((await kapso.Client.Messages.GetAsync(sent.Id, Token)).ReplyTo, (await kapso.Client.Messages.GetAsync(sent.Id, Token)).Text));
    }

    [Fact]
    public async Task A_template_that_does_not_exist_is_not_found_with_Metas_code()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var failure = await Assert.ThrowsAsync<KapsoNotFoundException>(() => SendCodeAsync(kapso, language: "de"));

        Assert.Equal((404, "132001", false), (failure.Status, failure.Code, failure.IsRetryable));
        Assert.NotNull(failure.Details);
        Assert.Empty(await kapso.MessagesOfAsync(Person));
    }

    [Fact]
    public async Task A_template_with_too_few_parameters_is_refused_with_Metas_code()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var failure = await Assert.ThrowsAsync<KapsoValidationException>(() => kapso.Client.Messages.SendTemplateAsync(
            KapsoEmulator.OperatorPhoneNumberId, Person, new() { Name = "sign_in_code", Language = "es" }, Token));

        Assert.Equal((400, "132000"), (failure.Status, failure.Code));
    }

    [Fact]
    public async Task A_number_that_is_not_in_the_project_is_not_found()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        var failure = await Assert.ThrowsAsync<KapsoNotFoundException>(() => SendCodeAsync(kapso, from: "999000000000001"));

        Assert.Equal("100", failure.Code);
    }

    [Fact]
    public async Task A_number_without_access_is_an_authentication_failure_with_code_190()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectAsync();
        await kapso.RevokeAccessAsync(number.Id);

        var failure = await Assert.ThrowsAsync<KapsoAuthenticationException>(() => SendCodeAsync(kapso, from: number.Id));

        Assert.Equal((401, "190"), (failure.Status, failure.Code));
    }

    [Theory]
    [InlineData(131056, typeof(KapsoRateLimitException), true)]
    [InlineData(130429, typeof(KapsoRateLimitException), true)]
    [InlineData(131047, typeof(KapsoValidationException), false)]
    public async Task Metas_code_decides_and_the_send_is_not_repeated(int code, Type kind, bool isRetryable)
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.FailAsync($$"""{"to":"{{Person}}","code":{{code}},"times":1}""");

        var failure = await Assert.ThrowsAnyAsync<KapsoException>(() => SendCodeAsync(kapso));

        Assert.IsType(kind, failure);
        Assert.Equal((isRetryable, false), (failure.IsRetryable, failure.MayHaveHappened));
        Assert.Empty(await kapso.MessagesOfAsync(Person));
    }

    [Fact]
    public async Task A_send_that_collides_with_another_may_be_tried_again()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.FailAsync("""{"status":409,"times":1}""");

        var failure = await Assert.ThrowsAsync<KapsoException>(() => SendCodeAsync(kapso));

        Assert.Equal((409, true, false), (failure.Status, failure.IsRetryable, failure.MayHaveHappened));
    }

    [Fact]
    public async Task A_send_whose_answer_is_lost_went_out_once_and_its_outcome_is_unknown()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.FailAsync("""{"route":"/meta/whatsapp/*/*/messages","times":1,"drop":"after"}""");

        await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => SendCodeAsync(kapso));

        Assert.Single(await kapso.MessagesOfAsync(Person));
    }

    private static Task<SentMessage> SendCodeAsync(
        EmulatedKapso kapso, string from = KapsoEmulator.OperatorPhoneNumberId, string language = "en_US") =>
        kapso.Client.Messages.SendTemplateAsync(
            from, Person, TemplateMessage.AuthenticationCode("sign_in_code", language, "123456"), Token);
}
