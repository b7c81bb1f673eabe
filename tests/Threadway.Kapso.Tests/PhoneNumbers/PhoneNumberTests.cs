using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.PhoneNumbers;

public sealed class PhoneNumberTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listing_filters_by_customer_number_and_account()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/phone-numbers");
        var filter = new PhoneNumberFilter { CustomerId = "c1", PhoneNumberId = "601", BusinessAccountId = "209", PageSize = 100 };

        await kapso.Client().PhoneNumbers.ListAsync(filter, Token).ToListAsync(Token);

        Assert.Equal(
            "GET /platform/v1/whatsapp/phone_numbers?customer_id=c1&phone_number_id=601&business_account_id=209&per_page=100&page=1",
            kapso.Request.Line);
    }

    [Fact]
    public async Task Listing_filters_by_label_time_and_whether_messages_go_out()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/phone-numbers");
        var filter = new PhoneNumberFilter
        {
            MessagingEnabled = true,
            NameContains = "Sol",
            CreatedAfter = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            CreatedBefore = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
        };

        await kapso.Client().PhoneNumbers.ListAsync(filter, Token).ToListAsync(Token);

        Assert.Equal(
            "GET /platform/v1/whatsapp/phone_numbers?messaging_enabled=true&name_contains=Sol"
            + "&created_after=2026-01-02T03%3A04%3A05Z&created_before=2026-02-01T00%3A00%3A00Z&page=1",
            kapso.Request.Line);
    }

    [Fact]
    public async Task The_connection_type_is_what_is_coexistence_says_and_never_a_guess()
    {
        using var kapso = ScriptedKapso.AnsweringPayload("api/phone-numbers");

        var numbers = await kapso.PhoneNumbers.ListAsync(cancellationToken: Token).ToListAsync(Token);

        Assert.Equal([ConnectionType.Coexistence, ConnectionType.Dedicated, null], numbers.Select(number => number.ConnectionType));
        Assert.Equal(["TIER_1K", "1000", null], numbers.Select(number => number.WhatsappBusinessManagerMessagingLimit));
        Assert.Null(numbers[2].CustomerId);
    }

    [Fact]
    public async Task One_number_is_read_by_metas_id()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/phone-number");

        var number = await kapso.Client().PhoneNumbers.GetAsync("601234567890123", Token);

        Assert.Equal("GET /platform/v1/whatsapp/phone_numbers/601234567890123", kapso.Request.Line);
        Assert.Equal("601234567890123", number.Id);
        Assert.Equal("+34 600 11 22 33", number.DisplayPhoneNumber);
        Assert.Equal("34600112233", number.DisplayPhoneNumberNormalized);
        Assert.Equal("CONNECTED", number.Status);
        Assert.Equal("Panadería Sol", number.VerifiedName);
        Assert.NotNull(number.WebhookVerifiedAt);
    }

    [Fact]
    public async Task Disconnecting_deletes_the_number_at_kapso()
    {
        var kapso = new ScriptedKapso().AnswersNothing();

        await kapso.Client().PhoneNumbers.DeleteAsync("601", Token);

        Assert.Equal("DELETE /platform/v1/whatsapp/phone_numbers/601", kapso.Request.Line);
    }
}
