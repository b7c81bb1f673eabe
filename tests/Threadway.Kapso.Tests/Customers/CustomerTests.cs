using Threadway.Kapso.Tests.Support;

namespace Threadway.Kapso.Tests.Customers;

public sealed class CustomerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creating_posts_the_customer_in_its_wrapper()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer", 201);

        var customer = await kapso.Client().Customers.CreateAsync(new() { Name = "Panadería Sol", ExternalCustomerId = "tenant-42" }, Token);

        Assert.Equal("POST /platform/v1/customers", kapso.Request.Line);
        Assert.Equal(
            RecordedRequest.Compact("""{"customer":{"name":"Panadería Sol","external_customer_id":"tenant-42"}}"""), kapso.Request.Json);
        Assert.Equal("application/json", kapso.Request.Headers["Content-Type"]);
        Assert.Equal("0b6f7f7e-5d3c-4f0e-9c57-1f6a2a3b4c5d", customer.Id);
        Assert.Equal("tenant-42", customer.ExternalCustomerId);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), customer.CreatedAt);
    }

    [Fact]
    public async Task What_is_not_given_is_not_sent()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer", 201).AnswersPayload("api/customer");

        await kapso.Client().Customers.CreateAsync(new() { Name = "A" }, Token);
        await kapso.Client().Customers.UpdateAsync("c1", new() { ExternalCustomerId = "x" }, Token);

        Assert.Equal("""{"customer":{"name":"A"}}""", kapso.Requests[0].Body);
        Assert.Equal("""{"customer":{"external_customer_id":"x"}}""", kapso.Requests[1].Body);
        Assert.Equal("PATCH /platform/v1/customers/c1", kapso.Requests[1].Line);
    }

    [Fact]
    public async Task Reading_and_deleting_name_the_customer_in_the_path()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customer").AnswersNothing();

        await kapso.Client().Customers.GetAsync("c1", Token);
        await kapso.Client().Customers.DeleteAsync("c1", Token);

        Assert.Equal(["GET /platform/v1/customers/c1", "DELETE /platform/v1/customers/c1"], kapso.Requests.Select(request => request.Line));
        Assert.All(kapso.Requests, request => Assert.Null(request.Json));
    }

    [Fact]
    public async Task Listing_sends_every_filter_that_is_set()
    {
        var kapso = new ScriptedKapso().AnswersPayload("api/customers");
        var filter = new CustomerFilter
        {
            NameContains = "a&b",
            ExternalCustomerId = "tenant 42",
            CreatedAfter = new(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)),
            CreatedBefore = new(2026, 2, 2, 3, 4, 5, 500, TimeSpan.Zero),
            PageSize = 50,
        };

        var customers = await kapso.Client().Customers.ListAsync(filter, Token).ToListAsync(Token);

        Assert.Equal(
            "GET /platform/v1/customers?name_contains=a%26b&external_customer_id=tenant%2042"
            + "&created_after=2026-01-02T03%3A04%3A05Z&created_before=2026-02-02T03%3A04%3A05.5Z&per_page=50&page=1",
            kapso.Request.Line);
        Assert.Equal(["Panadería Sol", "Clínica Luna"], customers.Select(customer => customer.Name));
    }

    [Fact]
    public async Task The_oldest_of_several_customers_with_one_external_id_is_found()
    {
        var kapso = new ScriptedKapso()
            .Answers(
                """
                {"data":[
                  {"id":"new","name":"n","external_customer_id":"t1","created_at":"2026-03-03T00:00:00Z","updated_at":"2026-03-03T00:00:00Z"},
                  {"id":"other","name":"n","external_customer_id":"t10","created_at":"2020-01-01T00:00:00Z","updated_at":"2020-01-01T00:00:00Z"}
                ],"meta":{"page":1,"per_page":2,"total_pages":2,"total_count":3}}
                """)
            .Answers(
                """
                {"data":[{"id":"old","name":"n","external_customer_id":"t1","created_at":"2026-03-02T00:00:00Z","updated_at":"2026-03-02T00:00:00Z"}],
                 "meta":{"page":2,"per_page":2,"total_pages":2,"total_count":3}}
                """);

        var found = await kapso.Client().Customers.FindByExternalIdAsync("t1", Token);

        Assert.Equal("old", found?.Id);
    }

    [Fact]
    public async Task No_customer_with_the_external_id_is_an_answer_and_no_error()
    {
        using var kapso = ScriptedKapso.Answering("""{"data":[],"meta":{"page":1,"per_page":20,"total_pages":0,"total_count":0}}""");

        Assert.Null(await kapso.Customers.FindByExternalIdAsync("t1", Token));
    }
}
