using System.Net;
using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Meta;

public class BusinessProfileTests
{
    private const string Profile = $"/meta/whatsapp/v24.0/{KapsoEmulator.OperatorPhoneNumberId}/whatsapp_business_profile";

    private static Task<Reply> UpdateAsync(Lab lab, string fields)
    {
        var body = (JsonObject)JsonNode.Parse(fields)!;
        body["messaging_product"] = "whatsapp";
        return lab.PostAsync(Profile, body.ToJsonString());
    }

    [Fact]
    public async Task A_new_profile_has_the_product_alone_and_a_field_that_none_has_is_100()
    {
        await using var lab = await Lab.StartAsync();

        var empty = await lab.GetAsync(Profile);
        var unknown = await lab.GetAsync($"{Profile}?fields=about,owner");

        Assert.Equal("""{"data":[{"messaging_product":"whatsapp"}]}""", empty.Content);
        Assert.Equal((HttpStatusCode.BadRequest, "100"), (unknown.Status, unknown.Text("error.code")));
    }

    [Fact]
    public async Task An_empty_text_takes_a_field_away()
    {
        await using var lab = await Lab.StartAsync();
        await UpdateAsync(lab, """{"address":"Main St 1","email":"ana@bakery.example","websites":["https://bakery.example"]}""");

        await UpdateAsync(lab, """{"address":"","email":"","websites":[]}""");

        Assert.Equal("""{"data":[{"messaging_product":"whatsapp"}]}""", (await lab.GetAsync(Profile)).Content);
    }

    [Theory]
    [InlineData("""{"about":""}""", "about")]
    [InlineData("""{"about":["x"]}""", "about")]
    [InlineData("""{"email":"ana"}""", "email")]
    [InlineData("""{"email":"Ana <ana@bakery.example>"}""", "email")]
    [InlineData("""{"vertical":"BAKERY"}""", "vertical")]
    [InlineData("""{"websites":"https://bakery.example"}""", "websites")]
    [InlineData("""{"websites":["https://a.example","https://b.example","https://c.example"]}""", "websites")]
    [InlineData("""{"websites":["javascript:alert(1)"]}""", "websites")]
    [InlineData("""{"websites":["bakery.example"]}""", "websites")]
    [InlineData("""{"profile_picture_url":"https://bakery.example/a.png"}""", "profile_picture_url")]
    [InlineData("""{"profile_picture_handle":"h:unknown"}""", "profile_picture_handle")]
    public async Task A_wrong_value_is_refused_by_name_and_nothing_is_saved(string fields, string field)
    {
        await using var lab = await Lab.StartAsync();
        var body = (JsonObject)JsonNode.Parse(fields)!;
        body["address"] = "Main St 1";

        var refused = await UpdateAsync(lab, body.ToJsonString());

        Assert.Equal("100", refused.Text("error.code"));
        Assert.StartsWith(field, refused.Text("error.error_data.details"), StringComparison.Ordinal);
        Assert.Equal("""{"data":[{"messaging_product":"whatsapp"}]}""", (await lab.GetAsync(Profile)).Content);
    }
}
