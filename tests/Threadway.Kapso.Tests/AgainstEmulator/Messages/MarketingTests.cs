namespace Threadway.Kapso.Tests.AgainstEmulator.Messages;

public sealed class MarketingTests
{
    private const string Person = "+573001234567";

    private static readonly TemplateMessage Sale = new() { Name = "sale", Language = "en_US" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_marketing_message_arrives()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await ReadyAsync(kapso);

        var sent = await kapso.Client.Messages.SendMarketingAsync(number.Id, Person, Sale, Token);

        var arrived = Assert.Single(await kapso.MessagesOfAsync(Person))!;
        Assert.Equal((sent.Id, "Half price today"), (arrived["id"]!.GetValue<string>(), arrived["text"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_person_who_stopped_marketing_gets_none_until_it_is_wanted_again()
    {
        await using var kapso = await EmulatedKapso.StartAsync();
        var number = await ReadyAsync(kapso);

        await kapso.PreferMarketingAsync(Person, number.Id, "stopped");
        var refusal = await Assert.ThrowsAsync<KapsoValidationException>(() => kapso.Client.Messages.SendMarketingAsync(number.Id, Person, Sale, Token));
        await kapso.PreferMarketingAsync(Person, number.Id, "resumed");
        await kapso.Client.Messages.SendMarketingAsync(number.Id, Person, Sale, Token);

        Assert.Equal((422, "marketing_preference_stopped", false), (refusal.Status, refusal.Code, refusal.IsRetryable));
        Assert.Single(await kapso.MessagesOfAsync(Person));
    }

    private static async Task<PhoneNumber> ReadyAsync(EmulatedKapso kapso)
    {
        var number = await kapso.ConnectInTalkAsync(Person);
        await kapso.ApprovedTemplateAsync(number.BusinessAccountId!, new()
        {
            Name = Sale.Name,
            Language = Sale.Language,
            Category = TemplateCategory.Marketing,
            Components = [TemplateComponent.Body("Half price today")],
        });
        return number;
    }
}
