using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.PhoneNumbers;

[Contract("6.1"), Contract("6.2")]
public class PhoneNumberTests(Target target)
{
    private const string Numbers = "/whatsapp/phone_numbers";

    [Fact]
    public async Task A_number_is_read_by_its_Meta_id_which_it_has_twice()
    {
        var number = (await target.Platform.GetAsync($"{Numbers}/{target.Number}")).Data(Shapes.PhoneNumber);

        Assert.Equal((target.Number, target.Number), (number["id"]!.ToString(), number["phone_number_id"]!.ToString()));
        Assert.False(number.ContainsKey("kind") || number.ContainsKey("access_token"), "kind and access_token are never returned");
        if (number["display_phone_number"] is { } display)
            Assert.Equal(string.Concat(display.ToString().Where(char.IsAsciiDigit)), number["display_phone_number_normalized"]!.ToString());
    }

    [Fact]
    public async Task A_number_is_not_found_by_its_internal_id()
    {
        var number = (await target.Platform.GetAsync($"{Numbers}/{target.Number}")).Data(Shapes.PhoneNumber);

        var answer = await target.Platform.GetAsync($"{Numbers}/{number["internal_id"]}");

        answer.IsE1(404);
    }

    [Fact, Contract("14")]
    public async Task The_connection_type_is_told_by_is_coexistence()
    {
        var number = (await target.Platform.GetAsync($"{Numbers}/{target.Coexistence}")).Data(Shapes.PhoneNumber);

        Assert.True(number["is_coexistence"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("phone_number_id")]
    [InlineData("business_account_id")]
    [InlineData("customer_id")]
    [InlineData("name_contains")]
    [InlineData("created_after")]
    [InlineData("created_before")]
    public async Task The_list_is_filtered(string filter)
    {
        var number = (await target.Platform.GetAsync($"{Numbers}/{target.Number}")).Data(Shapes.PhoneNumber);
        var (field, wrong) = filter switch
        {
            "name_contains" => ("name", "nobody has this name"),
            "created_after" => ("created_at", "2100-01-01T00:00:00Z"),
            "created_before" => ("created_at", "2020-01-01T00:00:00Z"),
            "customer_id" => (filter, Guid.Empty.ToString()),
            _ => (filter, "1"),
        };
        Assert.SkipWhen(number[field] is null, $"The number has no {field}");
        var value = filter switch
        {
            "created_after" => "2020-01-01T00:00:00Z",
            "created_before" => "2100-01-01T00:00:00Z",
            _ => number[field]!.ToString(),
        };
        var only = filter == "phone_number_id" ? "" : $"&phone_number_id={target.Number}";

        var found = await target.Platform.GetAsync($"{Numbers}?{filter}={Uri.EscapeDataString(value)}{only}");
        var missed = await target.Platform.GetAsync($"{Numbers}?{filter}={Uri.EscapeDataString(wrong)}{only}");

        Assert.Equal(target.Number, Assert.Single(found.Page(Shapes.PhoneNumber))["id"]!.ToString());
        Assert.Empty(missed.Page(Shapes.PhoneNumber));
    }

    [Fact]
    public async Task The_list_can_be_held_to_numbers_that_send()
    {
        var list = await target.Platform.GetAsync($"{Numbers}?messaging_enabled=true&phone_number_id={target.Number}");

        Assert.Single(list.Page(Shapes.PhoneNumber));
    }

    [Fact]
    public async Task A_number_is_changed_and_keeps_the_rest()
    {
        var (_, number) = await target.ConnectAsync();
        var before = (await target.Platform.GetAsync($"{Numbers}/{number}")).Data(Shapes.PhoneNumber);

        var changed = (await target.Platform.PatchAsync(
            $"{Numbers}/{number}", """{"whatsapp_phone_number":{"name":"Front desk","inbound_processing_enabled":false,"calls_enabled":true}}""")).Data(Shapes.PhoneNumber);

        var nothing = await target.Platform.PatchAsync($"{Numbers}/{number}", """{"whatsapp_phone_number":{}}""");
        var read = (await target.Platform.GetAsync($"{Numbers}/{number}")).Data(Shapes.PhoneNumber);
        string[] differing = ["name", "inbound_processing_enabled", "calls_enabled", "updated_at"];
        nothing.Data(Shapes.PhoneNumber);
        Assert.All(
            before.Where(field => !differing.Contains(field.Key)),
            field => Assert.True(JsonNode.DeepEquals(field.Value, changed[field.Key]), field.Key));
        changed.Remove("updated_at");
        read.Remove("updated_at");
        Assert.Equal(changed.ToJsonString(), read.ToJsonString());
        Assert.Equal(
            ("Front desk", false, true),
            (read["name"]!.ToString(), read["inbound_processing_enabled"]!.GetValue<bool>(), read["calls_enabled"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_wrong_change_is_422_and_changes_nothing()
    {
        var (_, number) = await target.ConnectAsync();
        var before = (await target.Platform.GetAsync($"{Numbers}/{number}")).Data(Shapes.PhoneNumber);

        var answer = await target.Platform.PatchAsync($"{Numbers}/{number}", """{"whatsapp_phone_number":{"calls_enabled":true,"name":""}}""");

        var after = (await target.Platform.GetAsync($"{Numbers}/{number}")).Data(Shapes.PhoneNumber);
        answer.IsE1(422);
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    [Fact]
    public async Task A_deleted_number_is_gone()
    {
        var (customer, number) = await target.ConnectAsync();

        (await target.Platform.DeleteAsync($"{Numbers}/{number}")).IsEmpty();

        (await target.Platform.GetAsync($"{Numbers}/{number}")).IsE1(404);
        Assert.Empty((await target.Platform.GetAsync($"{Numbers}?customer_id={customer}")).Page(Shapes.PhoneNumber));
    }
}
