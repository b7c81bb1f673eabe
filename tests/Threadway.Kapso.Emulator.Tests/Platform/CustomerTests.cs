using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class CustomerTests
{
    private const string Customers = "/platform/v1/customers";

    [Fact]
    public async Task A_customer_is_created_read_changed_and_deleted()
    {
        await using var lab = await Lab.StartAsync();

        var created = await lab.PostAsync(Customers, """{"customer":{"name":"Ana","external_customer_id":"user-1"}}""");
        var path = $"{Customers}/{created.Text("data.id")}";
        var changed = await lab.PatchAsync(path, """{"customer":{"name":"Ana María"}}""");
        var read = await lab.GetAsync(path);
        var deleted = await lab.DeleteAsync(path);
        var gone = await lab.GetAsync(path);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.True(Guid.TryParse(created.Text("data.id"), out _));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal("Ana María", read.Text("data.name"));
        Assert.Equal("user-1", read.Text("data.external_customer_id"));
        Assert.Equal(
            ["id", "name", "external_customer_id", "created_at", "updated_at"],
            read.At("data")!.AsObject().Select(field => field.Key));
        Assert.Equal((HttpStatusCode.NoContent, ""), (deleted.Status, deleted.Content));
        Assert.Equal((HttpStatusCode.NotFound, """{"error":"Customer not found"}"""), (gone.Status, gone.Content));
    }

    [Theory]
    [InlineData("""{"customer":{}}""", HttpStatusCode.UnprocessableEntity, "name can't be blank")]
    [InlineData("""{"customer":{"name":5}}""", HttpStatusCode.UnprocessableEntity, "name must be a string")]
    [InlineData("""{"customer":{"name":"A","colour":"red"}}""", HttpStatusCode.UnprocessableEntity, "colour is not a field that can be set here")]
    [InlineData("""{"name":"A"}""", HttpStatusCode.BadRequest, "customer is missing or not an object")]
    [InlineData("not json", HttpStatusCode.BadRequest, "The body is not JSON")]
    public async Task A_wrong_customer_is_refused_in_one_sentence_that_names_the_field(string body, HttpStatusCode status, string sentence)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.PostAsync(Customers, body);

        Assert.Equal(status, refused.Status);
        Assert.Equal(sentence, refused.Text("error"));
    }

    [Fact]
    public async Task Two_customers_may_have_the_same_external_id_and_the_filter_finds_both()
    {
        await using var lab = await Lab.StartAsync();
        await lab.CustomerAsync("One", "same");
        await lab.CustomerAsync("Two", "same");
        await lab.CustomerAsync("Three", "same-but-longer");

        var found = await lab.GetAsync($"{Customers}?external_customer_id=same");
        var named = await lab.GetAsync($"{Customers}?name_contains=THR");

        Assert.Equal(["Two", "One"], found.Data.Select(customer => customer!["name"]!.ToString()));
        Assert.Equal("Three", Assert.Single(named.Data)!["name"]!.ToString());
    }

    [Fact]
    public async Task A_page_never_holds_more_than_ten_whatever_is_asked_and_the_headers_say_so()
    {
        await using var lab = await Lab.StartAsync();
        for (var i = 0; i < 12; i++)
            await lab.CustomerAsync($"Customer {i}");

        var first = await lab.GetAsync($"{Customers}?per_page=100");
        var second = await lab.GetAsync($"{Customers}?per_page=100&page=2");

        Assert.Equal(10, first.Data.Count);
        Assert.Equal("""{"page":1,"per_page":10,"total_pages":2,"total_count":12}""", first.At("meta")!.ToJsonString());
        Assert.Equal(("12", "2", "10", "1"), (first.Headers["X-Total"], first.Headers["X-Total-Pages"], first.Headers["X-Per-Page"], first.Headers["X-Page"]));
        Assert.Contains("page=2>; rel=\"next\"", first.Headers["Link"], StringComparison.Ordinal);
        Assert.Equal(["Customer 1", "Customer 0"], second.Data.Select(customer => customer!["name"]!.ToString()));
    }
}
