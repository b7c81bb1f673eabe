using System.Text.Json;
using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Contacts;

public sealed class ContactTests
{
    private const string One = """{"data":{"id":"c1","wa_id":"34600998877"}}""";

    private static readonly DateTimeOffset May = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Contacts_are_listed_by_cursor_with_every_filter()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/contacts");

        var contact = Assert.Single(await kapso.Client().Contacts.ListAsync(
            new()
            {
                CustomerId = "1",
                CustomerExternalId = "tenant-42",
                HasCustomer = true,
                ProfileNameContains = "An",
                WaIdContains = "34600",
                UserId = "ES.1",
                CreatedAfter = May,
                CreatedBefore = May,
            },
            Token).ToListAsync(Token));

        Assert.Equal(
            "GET /platform/v1/whatsapp/contacts?customer_id=1&customer_external_id=tenant-42&has_customer=true&profile_name_contains=An"
            + "&wa_id_contains=34600&business_scoped_user_id=ES.1&created_after=2026-05-01T00%3A00%3A00Z&created_before=2026-05-01T00%3A00%3A00Z&limit=20",
            kapso.Request.Line);
        Assert.Equal(("34600998877", "Ana", null, null), (contact.WaId, contact.ProfileName, contact.DisplayName, contact.UserId));
        Assert.Equal(2019, contact.Metadata?.GetProperty("since").GetInt32());
        Assert.DoesNotContain("Ana", contact.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_is_made_read_changed_and_erased()
    {
        var kapso = new ScriptedKapso().Answers(One, 201).Answers(One).Answers(One).AnswersNothing();
        var contacts = kapso.Client().Contacts;

        await contacts.CreateAsync(
            new()
            {
                WaId = "34600998877",
                ProfileName = "Ana",
                DisplayName = "Ana Sol",
                CustomerId = "1",
                Metadata = JsonElement.Parse("""{"since":2019}"""),
            },
            Token);
        await contacts.GetAsync("+34600998877", Token);
        await contacts.UpdateAsync("c1", new() { DisplayName = "Ana" }, Token);
        await contacts.DeleteAsync("c1", Token);

        Assert.Equal(
            [
                "POST /platform/v1/whatsapp/contacts",
                "GET /platform/v1/whatsapp/contacts/%2B34600998877",
                "PATCH /platform/v1/whatsapp/contacts/c1",
                "DELETE /platform/v1/whatsapp/contacts/c1",
            ],
            kapso.Requests.Select(request => request.Line));
        Assert.Equal(
            """{"contact":{"wa_id":"34600998877","profile_name":"Ana","display_name":"Ana Sol","customer_id":"1","metadata":{"since":2019}}}""",
            kapso.Requests[0].Json);
        Assert.Equal("""{"contact":{"display_name":"Ana"}}""", kapso.Requests[2].Json);
    }

    [Fact]
    public async Task A_failure_does_not_name_the_number_that_was_asked_for()
    {
        using var kapso = ScriptedKapso.Answering("""{"error":"Not found"}""", 404);

        var failure = await Assert.ThrowsAsync<KapsoNotFoundException>(() => kapso.Contacts.GetAsync("34600998877", Token));

        Assert.DoesNotContain("34600998877", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("GET /platform/v1/whatsapp/contacts/", failure.Message, StringComparison.Ordinal);
    }
}
