using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Customers;

[Contract("3")]
public class CustomerTests(Target target)
{
    [Theory]
    [InlineData("""{"name":"Ana's shop"}""", null)]
    [InlineData("""{"name":"Ana's shop","external_customer_id":null}""", null)]
    [InlineData("""{"name":"Niño & Söhne 店","external_customer_id":"conformance 7/8"}""", "conformance 7/8")]
    public async Task A_customer_is_created(string fields, string? externalId)
    {
        var created = (await target.Platform.PostAsync("/customers", $$"""{"customer":{{fields}} }""")).Data(Shapes.Customer, 201);

        var read = (await target.Platform.GetAsync($"/customers/{created["id"]}")).Data(Shapes.Customer);
        await target.Platform.DeleteAsync($"/customers/{created["id"]}");
        Assert.Equal(created.ToJsonString(), read.ToJsonString());
        Assert.Equal(externalId, created["external_customer_id"]?.ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":""}""")]
    public async Task A_customer_without_a_name_is_422(string fields)
    {
        var answer = await target.Platform.PostAsync("/customers", $$"""{"customer":{{fields}} }""");

        answer.IsE1(422);
    }

    [Fact]
    public async Task A_customer_is_changed_field_by_field()
    {
        var id = await target.CustomerAsync("Before", "external-1");

        var renamed = (await target.Platform.PatchAsync($"/customers/{id}", """{"customer":{"name":"After"}}""")).Data(Shapes.Customer);
        var cleared = (await target.Platform.PatchAsync($"/customers/{id}", """{"customer":{"external_customer_id":null}}""")).Data(Shapes.Customer);

        Assert.Equal(("After", "external-1"), (renamed["name"]!.ToString(), renamed["external_customer_id"]!.ToString()));
        Assert.Equal("After", cleared["name"]!.ToString());
        Assert.Null(cleared["external_customer_id"]);
        Assert.Equal(cleared.ToJsonString(), (await target.Platform.GetAsync($"/customers/{id}")).Data(Shapes.Customer).ToJsonString());
    }

    [Fact]
    public async Task A_customer_cannot_lose_its_name()
    {
        var id = await target.CustomerAsync();

        var answer = await target.Platform.PatchAsync($"/customers/{id}", """{"customer":{"name":""}}""");

        answer.IsE1(422);
    }

    [Fact]
    public async Task A_deleted_customer_is_gone()
    {
        var id = await target.CustomerAsync();

        (await target.Platform.DeleteAsync($"/customers/{id}")).IsEmpty();

        (await target.Platform.GetAsync($"/customers/{id}")).IsE1(404);
        (await target.Platform.DeleteAsync($"/customers/{id}")).IsE1(404);
    }

    [Fact]
    public async Task Customers_are_found_by_name_external_id_and_age()
    {
        var (mark, external) = ($"Found {Guid.CreateVersion7():N}", $"ext-{Guid.CreateVersion7():N}");
        var id = await target.CustomerAsync(mark, external);

        string[] finding = [$"name_contains={Uri.EscapeDataString(mark[2..])}", $"external_customer_id={external}", $"external_customer_id={external}&created_after=2020-01-01T00:00:00Z"];
        string[] missing = [$"external_customer_id={external[..^1]}", $"external_customer_id={external}&created_before=2020-01-01T00:00:00Z"];

        foreach (var query in finding)
            Assert.Equal(id, Assert.Single((await target.Platform.GetAsync($"/customers?{query}")).Page(Shapes.Customer))["id"]!.ToString());
        foreach (var query in missing)
            Assert.Empty((await target.Platform.GetAsync($"/customers?{query}")).Page(Shapes.Customer));
    }
}
