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
    public async Task A_profile_is_an_array_of_one_that_has_what_was_set()
    {
        await using var lab = await Lab.StartAsync();

        var empty = await lab.GetAsync(Profile);
        var updated = await UpdateAsync(lab, """
            {"about":"Bread 🥖 since 1950","address":"Main St 1","description":"A bakery","email":"ana@bakery.example","vertical":"RETAIL",
             "websites":["https://bakery.example","http://bakery.example/menu"]}
            """);
        await UpdateAsync(lab, """{"about":"Bread"}""");
        var full = (await lab.GetAsync(Profile)).Data;

        Assert.Equal("""{"data":[{"messaging_product":"whatsapp"}]}""", empty.Content);
        Assert.Equal("""{"success":true}""", updated.Content);
        Assert.Equal(
            """{"about":"Bread","address":"Main St 1","description":"A bakery","email":"ana@bakery.example","messaging_product":"whatsapp","vertical":"RETAIL","websites":["https://bakery.example","http://bakery.example/menu"]}""",
            Assert.Single(full)!.ToJsonString());
    }

    [Fact]
    public async Task Fields_choose_what_is_shown_and_an_unknown_one_is_refused()
    {
        await using var lab = await Lab.StartAsync();
        await UpdateAsync(lab, """{"about":"Bread","email":"ana@bakery.example"}""");

        var chosen = await lab.GetAsync($"{Profile}?fields=about,websites");
        var unknown = await lab.GetAsync($"{Profile}?fields=about,owner");

        Assert.Equal("""{"data":[{"about":"Bread"}]}""", chosen.Content);
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
    [InlineData("about", 139)]
    [InlineData("address", 256)]
    [InlineData("description", 512)]
    public async Task A_text_may_be_as_long_as_its_limit_and_no_longer(string field, int longest)
    {
        await using var lab = await Lab.StartAsync();

        var fits = await UpdateAsync(lab, $$"""{"{{field}}":"{{new string('a', longest)}}"}""");
        var tooLong = await UpdateAsync(lab, $$"""{"{{field}}":"{{new string('a', longest + 1)}}"}""");

        Assert.Equal(HttpStatusCode.OK, fits.Status);
        Assert.Equal((HttpStatusCode.BadRequest, "100"), (tooLong.Status, tooLong.Text("error.code")));
        Assert.StartsWith(field, tooLong.Text("error.error_data.details"), StringComparison.Ordinal);
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

        Assert.Equal((HttpStatusCode.BadRequest, "100"), (refused.Status, refused.Text("error.code")));
        Assert.StartsWith(field, refused.Text("error.error_data.details"), StringComparison.Ordinal);
        Assert.Equal("""{"data":[{"messaging_product":"whatsapp"}]}""", (await lab.GetAsync(Profile)).Content);
    }

    [Fact]
    public async Task A_long_email_or_website_is_refused_and_the_product_is_required()
    {
        await using var lab = await Lab.StartAsync();

        var email = await UpdateAsync(lab, $$"""{"email":"{{new string('a', 120)}}@b.example"}""");
        var website = await UpdateAsync(lab, $$"""{"websites":["https://b.example/{{new string('a', 240)}}"]}""");
        var product = await lab.PostAsync(Profile, """{"about":"Hi"}""");
        var unknown = await lab.GetAsync("/meta/whatsapp/v24.0/1/whatsapp_business_profile");

        Assert.Equal(("100", "100", "100"), (email.Text("error.code"), website.Text("error.code"), product.Text("error.code")));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }
}
