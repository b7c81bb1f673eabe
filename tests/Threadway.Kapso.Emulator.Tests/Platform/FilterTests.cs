using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

/// <summary>What the contract leaves open about the filters of the lists.</summary>
public class FilterTests
{
    [Theory]
    [InlineData("customers?name_contains=PANADER%C3%8DA")]
    [InlineData("whatsapp/phone_numbers?name_contains=PANADER%C3%8DA")]
    [InlineData("whatsapp/contacts?profile_name_contains=PANADER%C3%8DA")]
    [InlineData("whatsapp/phone_numbers/{0}/webhooks?url_contains=PANADERIA")]
    public async Task Names_and_addresses_are_found_in_any_case(string list)
    {
        await using var lab = await Lab.StartAsync();
        await lab.CustomerAsync("La panadería");
        await lab.CustomerAsync("Another");
        var (_, number) = await lab.ConnectAsync("""{"verifiedName":"La panadería"}""");
        (await lab.PostAsync("/platform/v1/whatsapp/contacts", """{"contact":{"wa_id":"573007654321","profile_name":"La panadería"}}""")).Ok();
        (await lab.PostAsync("/platform/v1/whatsapp/contacts", """{"contact":{"wa_id":"573007654322","profile_name":"Another"}}""")).Ok();
        foreach (var host in new[] { "panaderia", "another" })
        {
            (await lab.PostAsync($"/platform/v1/whatsapp/phone_numbers/{number}/webhooks", $$"""
                {"whatsapp_webhook":{"url":"https://{{host}}.example","secret_key":"n","events":["whatsapp.message.received"]} }
                """)).Ok();
        }

        var found = await lab.GetAsync($"/platform/v1/{list.Replace("{0}", number, StringComparison.Ordinal)}");

        Assert.Single(found.Data);
    }

    [Theory]
    [InlineData("created_before=2020-01-01")]
    [InlineData("customer_id=7")]
    public async Task A_day_is_a_time_and_what_is_no_id_finds_nothing(string filter)
    {
        await using var lab = await Lab.StartAsync();
        await Chat.OpenAsync(lab);

        var found = await lab.GetAsync($"/platform/v1/whatsapp/contacts?{filter}");

        Assert.Empty(found.Data);
    }

    [Theory]
    [InlineData("whatsapp/phone_numbers?created_after=yesterday", "created_after must be an ISO 8601 time")]
    [InlineData("whatsapp/webhooks?kind=other", "kind ")]
    [InlineData("whatsapp/conversations?assigned_user_id=7&unassigned=true", "assigned_user_id ")]
    public async Task A_wrong_filter_is_400_and_is_named(string list, string sentence)
    {
        await using var lab = await Lab.StartAsync();

        var refused = await lab.GetAsync($"/platform/v1/{list}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith(sentence, refused.Text("error"), StringComparison.Ordinal);
    }
}
