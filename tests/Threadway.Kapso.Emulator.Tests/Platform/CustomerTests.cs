using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class CustomerTests
{
    private const string Customers = "/platform/v1/customers";

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
    public async Task What_is_not_there_is_named()
    {
        await using var lab = await Lab.StartAsync();

        var nobody = await lab.GetAsync($"{Customers}/{Guid.Empty}");

        Assert.Equal("Customer not found", nobody.Text("error"));
    }

    [Fact]
    public async Task Two_customers_may_have_the_same_external_id_and_the_filter_finds_both()
    {
        await using var lab = await Lab.StartAsync();
        await lab.CustomerAsync("One", "same");
        await lab.CustomerAsync("Two", "same");

        var found = await lab.GetAsync($"{Customers}?external_customer_id=same");

        Assert.Equal(["Two", "One"], found.Data.Select(customer => customer!["name"]!.ToString()));
    }

    [Fact]
    public async Task A_page_never_holds_more_than_ten_whatever_is_asked()
    {
        await using var lab = await Lab.StartAsync();
        for (var i = 0; i < 12; i++)
            await lab.CustomerAsync($"Customer {i}");

        var first = await lab.GetAsync($"{Customers}?per_page=100");
        var second = await lab.GetAsync($"{Customers}?per_page=100&page=2");

        Assert.Equal((10, 2), (first.Data.Count, second.Data.Count));
        Assert.Equal("""{"page":1,"per_page":10,"total_pages":2,"total_count":12}""", first.At("meta")!.ToJsonString());
    }
}
