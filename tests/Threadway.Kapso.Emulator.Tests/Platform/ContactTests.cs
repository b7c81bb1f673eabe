using System.Net;
using Threadway.Kapso.Emulator.Tests.Testing;

namespace Threadway.Kapso.Emulator.Tests.Platform;

public class ContactTests
{
    private const string Contacts = "/platform/v1/whatsapp/contacts";

    private static Task<Reply> CreateAsync(Lab lab, string fields) => lab.PostAsync(Contacts, $$"""{"contact":{{fields}} }""");

    [Theory]
    [InlineData("573001234567")]
    [InlineData("%2B57%20300%20123%204567")]
    [InlineData("CO.573001234567")]
    public async Task Whoever_writes_is_a_contact_that_every_identifier_finds(string identifier)
    {
        await using var lab = await Lab.StartAsync();
        await Chat.OpenAsync(lab);

        var byIdentifier = await lab.GetAsync($"{Contacts}/{identifier}");
        var byId = await lab.GetAsync($"{Contacts}/{byIdentifier.Text("data.id")}");

        Assert.Equal((Chat.Phone, "CO.573001234567"), (byId.Text("data.wa_id"), byId.Text("data.business_scoped_user_id")));
        Assert.NotNull(byId.At("data.customer_id"));
    }

    [Fact]
    public async Task A_contact_is_created_changed_and_read()
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync(externalId: "u-1");

        var created = await CreateAsync(lab, """{"wa_id":"+57 300 765 4321","profile_name":"Ana","metadata":{"vip":true}}""");
        var changed = await lab.PatchAsync(
            $"{Contacts}/573007654321", $$"""{"contact":{"display_name":"Ana D.","customer_id":"{{customer}}","metadata":null} }""");

        Assert.Equal((HttpStatusCode.Created, "573007654321"), (created.Status, created.Text("data.wa_id")));
        Assert.Equal("""{"vip":true}""", created.At("data.metadata")!.ToJsonString());
        Assert.Equal(("Ana", "Ana D.", customer), (changed.Text("data.profile_name"), changed.Text("data.display_name"), changed.Text("data.customer_id")));
        Assert.Null(changed.At("data.metadata"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"wa_id":"ana"}""")]
    [InlineData("""{"wa_id":"573001234567"}""")]
    [InlineData("""{"wa_id":"573007654321","customer_id":"7"}""")]
    [InlineData("""{"wa_id":"573007654321","metadata":"x"}""")]
    [InlineData("""{"wa_id":"573007654321","colour":"red"}""")]
    public async Task A_wrong_contact_is_422(string fields)
    {
        await using var lab = await Lab.StartAsync();
        await Chat.OpenAsync(lab);

        var refused = await CreateAsync(lab, fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.Text("error"));
    }

    [Theory]
    [InlineData("wa_id_contains=7654", 1)]
    [InlineData("profile_name_contains=an", 1)]
    [InlineData("has_customer=true", 1)]
    [InlineData("has_customer=false", 1)]
    [InlineData("customer_external_id=u-1", 1)]
    [InlineData("business_scoped_user_id=CO.573007654321", 1)]
    [InlineData("created_before=2020-01-01", 0)]
    [InlineData("customer_id=7", 0)]
    public async Task The_list_is_filtered(string query, int count)
    {
        await using var lab = await Lab.StartAsync();
        var customer = await lab.CustomerAsync(externalId: "u-1");
        await CreateAsync(lab, $$"""{"wa_id":"573007654321","profile_name":"Ana","customer_id":"{{customer}}"}""");
        await CreateAsync(lab, """{"wa_id":"34600112233","profile_name":"Luis"}""");

        var listed = await lab.GetAsync($"{Contacts}?{query}");

        Assert.Equal(count, listed.Data.Count);
    }

    [Fact]
    public async Task The_list_pages_by_cursor_and_by_page_until_the_old_style_ends()
    {
        await using var lab = await Lab.StartAsync();
        for (var i = 0; i < 3; i++)
            await CreateAsync(lab, $$"""{"wa_id":"57300765432{{i}}"}""");

        var first = await lab.GetAsync($"{Contacts}?limit=2");
        var second = await lab.GetAsync($"{Contacts}?limit=2&after={Uri.EscapeDataString(first.Text("paging.next"))}");
        var page = await lab.GetAsync($"{Contacts}?page=2&per_page=2");
        var tooDeep = await lab.GetAsync($"{Contacts}?page=51");
        var tooWide = await lab.GetAsync($"{Contacts}?page=50&per_page=101");

        Assert.Equal((2, 1), (first.Data.Count, second.Data.Count));
        Assert.Equal(("3", 1), (page.Text("meta.total_count"), page.Data.Count));
        Assert.Equal((HttpStatusCode.BadRequest, "legacy_offset_pagination_limit_exceeded"), (tooDeep.Status, tooDeep.Text("message")));
        Assert.Null(tooDeep.At("error"));
        Assert.Equal("5050", tooWide.Text("requested_window"));
    }

    [Fact]
    public async Task Deleting_a_contact_erases_what_the_person_wrote()
    {
        await using var lab = await Lab.StartAsync();
        var chat = await Chat.OpenAsync(lab);
        await chat.WriteAsync("""{"type":"media","media":{"mimeType":"image/png","base64":"iVBORw=="}}""");
        var image = (await lab.GetAsync("/platform/v1/whatsapp/messages?message_type=image")).Data[0]!["image"]!["id"]!.ToString();

        var deleted = await lab.DeleteAsync($"{Contacts}/{Chat.Phone}");
        var again = await lab.GetAsync($"{Contacts}/{Chat.Phone}");
        var media = await lab.GetAsync($"/meta/whatsapp/v24.0/{image}?phone_number_id={chat.NumberId}");
        var messages = await lab.GetAsync("/platform/v1/whatsapp/messages");
        var cold = await chat.SendAsync("""{"type":"text","text":{"body":"Hola"}}""");

        Assert.Equal((HttpStatusCode.NoContent, ""), (deleted.Status, deleted.Content));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (again.Status, media.Status));
        Assert.Empty(messages.Data);
        Assert.Equal("131047", cold.Text("error.code"));
    }
}
