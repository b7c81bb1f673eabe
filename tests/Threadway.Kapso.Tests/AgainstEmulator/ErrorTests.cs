using Threadway.Kapso.Emulator;

namespace Threadway.Kapso.Tests.AgainstEmulator;

public sealed class ErrorTests
{
    private const string NoSuchId = "3b1f0c52-7a0e-4d55-9a51-0d6f6f0f3c11";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_key_is_an_authentication_failure_on_both_apis()
    {
        await using var kapso = await EmulatedKapso.StartAsync(options => options.ApiKey = "wrong");

        var platform = await Assert.ThrowsAsync<KapsoAuthenticationException>(() => kapso.CustomerAsync());
        var proxy = await Assert.ThrowsAsync<KapsoAuthenticationException>(() => kapso.Client.Messages.SendTemplateAsync(
            KapsoEmulator.OperatorPhoneNumberId, "+573001234567", TemplateMessage.AuthenticationCode("sign_in_code", "es", "1"), Token));

        Assert.Equal((401, "Invalid API key", false), (platform.Status, platform.Title, platform.IsRetryable));
        Assert.Equal((401, "Invalid API key"), (proxy.Status, proxy.Title));
        Assert.All([platform, proxy], failure => Assert.DoesNotContain("wrong", failure.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_in_the_project_is_not_found()
    {
        await using var kapso = await EmulatedKapso.StartAsync();

        foreach (var (kind, call) in CallsForOneThing)
        {
            // An id with a slash stays one segment, and so is as unknown as any other.
            foreach (var id in new[] { NoSuchId, "a/b?c" })
            {
                var failure = await Assert.ThrowsAsync<KapsoNotFoundException>(() => call(kapso.Client, id));

                Assert.Equal((404, $"{kind} not found", false), (failure.Status, failure.Title, failure.IsRetryable));
            }
        }
    }

    [Fact]
    public async Task A_refused_request_keeps_Kapsos_sentence()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();

        var name = await Assert.ThrowsAsync<KapsoValidationException>(() => kapso.CustomerAsync(" "));
        var colour = await Assert.ThrowsAsync<KapsoValidationException>(() => kapso.Client.SetupLinks.CreateAsync(
            customer.Id, new() { ThemeConfig = new() { PrimaryColor = "green" } }, Token));
        var status = await Assert.ThrowsAsync<KapsoValidationException>(async () => await kapso.Client.SetupLinks.UpdateAsync(
            customer.Id,
            (await kapso.Client.SetupLinks.CreateAsync(customer.Id, new(), Token)).Id,
            new() { Status = SetupLinkStatus.Used },
            Token));

        Assert.Equal((422, "name can't be blank"), (name.Status, name.Title));
        Assert.Equal((422, "theme_config.primary_color must be a colour like #22c55e"), (colour.Status, colour.Title));
        Assert.Equal((422, "status cannot be set to used"), (status.Status, status.Title));
        Assert.All([name, colour, status], failure => Assert.False(failure.MayHaveHappened));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_with_the_sentence_that_says_so()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await kapso.ConnectInTalkAsync("34600998877");

        var failure = await Assert.ThrowsAsync<KapsoValidationException>(() => kapso.Client.Messages.SendTextAsync(
            number.Id, "34600998877", new('a', 5000), Token));

        Assert.Equal("100", failure.Code);
        Assert.Contains("4096", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_Kapso_does_not_know_is_a_validation_failure()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var customer = await kapso.CustomerAsync();

        var failure = await Assert.ThrowsAsync<KapsoValidationException>(() => kapso.Client.SetupLinks
            .ListAsync(customer.Id, new() { Status = SetupLinkStatus.From("paused") }, Token).ToListAsync(Token).AsTask());

        Assert.Equal(400, failure.Status);
    }

    [Fact]
    public async Task A_server_failure_leaves_a_creation_in_doubt_and_is_not_repeated()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        await kapso.FailAsync("""{"method":"POST","status":503,"times":1}""");

        var failure = await Assert.ThrowsAsync<KapsoOutcomeUnknownException>(() => kapso.CustomerAsync());

        Assert.Equal((503, true), (failure.Status, failure.MayHaveHappened));
        Assert.Empty(await kapso.Client.Customers.ListAsync(cancellationToken: Token).ToListAsync(Token));
    }

    private static IEnumerable<(string Kind, Func<KapsoClient, string, Task> Call)> CallsForOneThing =>
    [
        ("Customer", (kapso, id) => kapso.Customers.GetAsync(id, Token)),
        ("Customer", (kapso, id) => kapso.Customers.UpdateAsync(id, new() { Name = "Ana" }, Token)),
        ("Customer", (kapso, id) => kapso.Customers.DeleteAsync(id, Token)),
        ("Customer", (kapso, id) => kapso.SetupLinks.CreateAsync(id, new(), Token)),
        ("Customer", (kapso, id) => kapso.SetupLinks.FindAsync(id, NoSuchId, Token)),
        ("Customer", (kapso, id) => kapso.SetupLinks.RevokeAsync(id, NoSuchId, Token)),
        ("Phone number", (kapso, id) => kapso.PhoneNumbers.GetAsync(id, Token)),
        ("Phone number", (kapso, id) => kapso.PhoneNumbers.DeleteAsync(id, Token)),
        ("Phone number", (kapso, id) => kapso.PhoneNumbers.GetHealthAsync(id, Token)),
        ("Phone number", (kapso, id) => kapso.Webhooks.ListForNumberAsync(id, cancellationToken: Token).ToListAsync(Token).AsTask()),
        ("Webhook", (kapso, id) => kapso.Webhooks.UpdateAsync(id, new() { Active = false }, Token)),
        ("Webhook", (kapso, id) => kapso.Webhooks.DeleteAsync(id, Token)),
        ("Webhook", (kapso, id) => kapso.Webhooks.TestAsync(id, cancellationToken: Token)),
    ];
}
