using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.BusinessProfile;

[Contract("13.3")]
public class BusinessProfileTests(Target target)
{
    private static readonly Shape Profile = Shape.Exactly(("data", Rule.ListOf(Rule.Of(
        ("about", Rule.Text.Optional),
        ("address", Rule.Text.Optional),
        ("description", Rule.Text.Optional),
        ("email", Rule.Text.Optional),
        ("messaging_product", Rule.Literal("whatsapp").Optional),
        ("profile_picture_url", Rule.Uri.Optional),
        ("vertical", Rule.Word.Optional),
        ("websites", Rule.ListOf(Rule.Uri).Optional)))));

    private static string Path(string number) => $"/{number}/whatsapp_business_profile";

    [Fact]
    public async Task A_profile_is_an_array_of_one()
    {
        var answer = (await target.Proxy.GetAsync($"{Path(target.Number)}?fields=about,address,description,email,profile_picture_url,websites,vertical")).Fits(Profile);

        Assert.Single(answer["data"]!.AsArray());
    }

    [Fact]
    public async Task A_profile_is_changed_and_read_field_by_field()
    {
        var (_, number) = await target.ConnectAsync();

        var changed = await target.Proxy.PostAsync(Path(number), """
            {"messaging_product":"whatsapp","about":"Open","address":"Street 1","description":"Bread","email":"shop@tenant.example","vertical":"RETAIL","websites":["https://tenant.example","http://shop.tenant.example"]}
            """);
        var profile = (await target.Proxy.GetAsync($"{Path(number)}?fields=about,websites")).Fits(Profile)["data"]![0]!.AsObject();

        Assert.True(changed.Fits(Shapes.Success)["success"]!.GetValue<bool>());
        Assert.Equal("Open", profile["about"]!.ToString());
        Assert.Equal("""["https://tenant.example","http://shop.tenant.example"]""", profile["websites"]!.ToJsonString());
        Assert.False(profile.ContainsKey("description"), "Only the fields that were asked for");
    }

    [Fact]
    public async Task A_change_of_one_field_leaves_the_others()
    {
        var (_, number) = await target.ConnectAsync();
        const string rest = """ "address":"Street 1","description":"Bread","email":"shop@tenant.example","vertical":"RETAIL","websites":["https://tenant.example"] """;
        (await target.Proxy.PostAsync(Path(number), $$"""{"messaging_product":"whatsapp","about":"Open",{{rest}}}""")).Fits(Shapes.Success);

        var changed = await target.Proxy.PostAsync(Path(number), """{"messaging_product":"whatsapp","about":"Bread 🥖 since 1950"}""");

        changed.Fits(Shapes.Success);
        var profile = (await target.Proxy.GetAsync($"{Path(number)}?fields=about,address,description,email,vertical,websites")).Fits(Profile)["data"]![0];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{"about":"Bread 🥖 since 1950",{{rest}}}"""), profile), $"It is {profile?.ToJsonString()}");
    }

    [Theory]
    [InlineData("about", "", 139)]
    [InlineData("address", "", 256)]
    [InlineData("description", "", 512)]
    [InlineData("email", "@tenant.example", 128)]
    [InlineData("websites", "https://tenant.example/", 256)]
    public async Task A_text_has_a_longest_length(string field, string part, int longest)
    {
        var (_, number) = await target.ConnectAsync();
        string Of(int length)
        {
            var rest = new string('x', length - part.Length);
            return field == "websites" ? $"""["{part}{rest}"]""" : $"\"{rest}{part}\"";
        }

        var fits = await target.Proxy.PostAsync(Path(number), $$"""{"messaging_product":"whatsapp","{{field}}":{{Of(longest)}} }""");
        var exceeds = await target.Proxy.PostAsync(Path(number), $$"""{"messaging_product":"whatsapp","{{field}}":{{Of(longest + 1)}} }""");

        fits.Fits(Shapes.Success);
        exceeds.IsE3(400);
    }

    [Theory]
    [InlineData("""{"about":"No product"}""")]
    [InlineData("""{"messaging_product":"whatsapp","about":""}""")]
    [InlineData("""{"messaging_product":"whatsapp","about":["x"]}""")]
    [InlineData("""{"messaging_product":"whatsapp","vertical":"NOT_A_TRADE"}""")]
    [InlineData("""{"messaging_product":"whatsapp","websites":["https://a.example","https://b.example","https://c.example"]}""")]
    [InlineData("""{"messaging_product":"whatsapp","websites":"https://a.example"}""")]
    [InlineData("""{"messaging_product":"whatsapp","websites":["ftp://a.example"]}""")]
    [InlineData("""{"messaging_product":"whatsapp","websites":["a.example"]}""")]
    [InlineData("""{"messaging_product":"whatsapp","profile_picture_handle":"h:unknown"}""")]
    [InlineData("""{"messaging_product":"whatsapp","email":"not an address"}""")]
    public async Task A_wrong_change_is_refused(string body)
    {
        target.NeedsChanges();
        var answer = await target.Proxy.PostAsync(Path(target.Number), body);

        answer.IsE3(400);
    }
}
