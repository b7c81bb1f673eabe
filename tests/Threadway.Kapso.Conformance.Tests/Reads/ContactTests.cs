using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Reads;

[Contract("11")]
public class ContactTests(Target target)
{
    private const string Contacts = "/whatsapp/contacts";

    private async Task<JsonObject> CreateAsync(string person, string more = "")
    {
        // What is created can only be taken away by an erasure.
        target.NeedsChanges();
        return (await target.Platform.PostAsync(Contacts, $$"""{"contact":{"wa_id":"{{person}}","profile_name":"Ana"{{more}} } }""")).Data(Shapes.Contact, 201);
    }

    [Fact]
    public async Task A_contact_is_created_and_found_by_id_number_and_user_id()
    {
        var person = target.NewPerson();
        var customer = await target.CustomerAsync();

        var created = await CreateAsync(person, $$""","display_name":"Ana P.","customer_id":"{{customer}}","metadata":{"tier":"gold"}""");

        Assert.Equal((person, "Ana", "Ana P.", customer), (
            created["wa_id"]!.ToString(), created["profile_name"]!.ToString(), created["display_name"]!.ToString(), created["customer_id"]!.ToString()));
        Assert.Equal("""{"tier":"gold"}""", created["metadata"]!.ToJsonString());
        string?[] identifiers = [created["id"]!.ToString(), person, $"%2B{person}", created["business_scoped_user_id"]?.ToString()];
        foreach (var identifier in identifiers.OfType<string>())
        {
            var found = (await target.Platform.GetAsync($"{Contacts}/{identifier}")).Data(Shapes.Contact);
            Assert.Equal(created["id"]!.ToString(), found["id"]!.ToString());
        }

        (await target.Platform.DeleteAsync($"{Contacts}/{person}")).IsEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"wa_id":null}""")]
    [InlineData("""{"wa_id":"573009999999","customer_id":"00000000-0000-7000-8000-00000000dead"}""")]
    public async Task A_wrong_contact_is_422(string fields)
    {
        var answer = await target.Platform.PostAsync(Contacts, $$"""{"contact":{{fields}} }""");

        answer.IsE1(422);
    }

    [Fact]
    public async Task A_contact_is_changed()
    {
        var customer = await target.CustomerAsync();
        var created = await CreateAsync(target.NewPerson());
        var path = $"{Contacts}/{created["id"]}";

        var changed = (await target.Platform.PatchAsync(path, """{"contact":{"display_name":"Ana from the bakery","metadata":{"tier":"silver"}}}""")).Data(Shapes.Contact);
        var again = (await target.Platform.PatchAsync(path, $$"""{"contact":{"customer_id":"{{customer}}","metadata":null} }""")).Data(Shapes.Contact);
        var wrong = await target.Platform.PatchAsync(path, """{"contact":{"customer_id":"00000000-0000-7000-8000-00000000dead"}}""");

        await target.Platform.DeleteAsync(path);
        Assert.Equal(("Ana from the bakery", "Ana"), (changed["display_name"]!.ToString(), changed["profile_name"]!.ToString()));
        Assert.Equal("""{"tier":"silver"}""", changed["metadata"]!.ToJsonString());
        Assert.Equal(("Ana from the bakery", customer), (again["display_name"]!.ToString(), again["customer_id"]!.ToString()));
        Assert.Null(again["metadata"]);
        wrong.IsE1(422);
    }

    [Fact]
    public async Task An_erased_contact_is_gone_with_its_messages_and_media()
    {
        _ = target.Control;
        var chat = await target.ChatAsync();
        var id = await chat.SentTextIdAsync();
        var sent = await chat.HearJsonAsync($$"""
            {"phoneNumberId":"{{chat.Number}}","type":"media","media":{"mimeType":"image/png","base64":"iVBORw0KGgo=","fileName":"a.png"} }
            """);
        var image = (await target.Platform.GetAsync($"/whatsapp/messages/{sent}")).Text("data.image.id");
        (await target.Proxy.GetAsync($"/{image}?phone_number_id={chat.Number}")).Fits(Shapes.Media);

        (await target.Platform.DeleteAsync($"{Contacts}/{chat.Person}")).IsEmpty();

        // The erasure is queued.
        await Eventually.HoldsAsync(() => target.Platform.GetAsync($"{Contacts}/{chat.Person}"), answer => answer.Status == 404);
        await Eventually.HoldsAsync(() => target.Platform.GetAsync($"/whatsapp/messages/{id}"), answer => answer.Status == 404);
        await Eventually.HoldsAsync(() => target.Platform.GetAsync($"/whatsapp/messages/{sent}"), answer => answer.Status == 404);
        await Eventually.HoldsAsync(() => target.Proxy.GetAsync($"/{image}?phone_number_id={chat.Number}"), answer => answer.Status is 400 or 404);
    }

    [Fact]
    public async Task The_list_is_filtered()
    {
        var (person, external, name) = (target.NewPerson(), $"ext-{Guid.CreateVersion7():N}", $"Name {Guid.CreateVersion7():N}");
        var customer = await target.CustomerAsync(externalId: external);
        target.NeedsChanges();
        var created = (await target.Platform.PostAsync(
            Contacts, $$"""{"contact":{"wa_id":"{{person}}","profile_name":"{{name}}","customer_id":"{{customer}}"} }""")).Data(Shapes.Contact, 201);
        var nobodys = await CreateAsync(target.NewPerson());

        string[] finding =
        [
            $"customer_id={customer}", $"customer_external_id={external}", $"customer_id={customer}&has_customer=true",
            $"profile_name_contains={Uri.EscapeDataString(name[3..])}", $"wa_id_contains={person[2..]}",
            $"wa_id_contains={person}&created_after=2020-01-01T00:00:00Z",
            .. created["business_scoped_user_id"] is { } user ? [$"business_scoped_user_id={user}"] : Array.Empty<string>(),
        ];
        string[] missing = [$"customer_id={customer}&has_customer=false", $"wa_id_contains={person}&created_before=2020-01-01T00:00:00Z", $"customer_id={Guid.Empty}"];
        var found = await Task.WhenAll(finding.Select(query => target.Platform.GetAsync($"{Contacts}?{query}")));
        var missed = await Task.WhenAll(missing.Select(query => target.Platform.GetAsync($"{Contacts}?{query}")));
        var ofNobody = await target.Platform.GetAsync($"{Contacts}?wa_id_contains={nobodys["wa_id"]}&has_customer=false");
        await target.Platform.DeleteAsync($"{Contacts}/{created["id"]}");
        await target.Platform.DeleteAsync($"{Contacts}/{nobodys["id"]}");

        Assert.All(found, page => Assert.Equal(created["id"]!.ToString(), Assert.Single(page.CursorPage(Shapes.Contact))["id"]!.ToString()));
        Assert.All(missed, page => Assert.Empty(page.CursorPage(Shapes.Contact)));
        Assert.Equal(nobodys["id"]!.ToString(), Assert.Single(ofNobody.CursorPage(Shapes.Contact))["id"]!.ToString());
    }

    [Fact, Contract("2.2")]
    public async Task The_list_goes_on_by_cursor_and_in_the_old_style_by_page()
    {
        var customer = await target.CustomerAsync();
        var list = $"{Contacts}?customer_id={customer}";
        List<string> made = [];
        for (var i = 0; i < 3; i++)
            made.Add((await CreateAsync(target.NewPerson(), $$""","customer_id":"{{customer}}" """))["id"]!.ToString());

        var first = await target.Platform.GetAsync($"{list}&limit=2");
        var rest = await target.Platform.GetAsync($"{list}&limit=2&after={Uri.EscapeDataString(first.Text("paging.next"))}");
        var page = await target.Platform.GetAsync($"{list}&page=2&per_page=2");
        foreach (var id in made)
            await target.Platform.DeleteAsync($"{Contacts}/{id}");

        Assert.Equal([made[2], made[1]], first.CursorPage(Shapes.Contact).Select(one => one["id"]!.ToString()));
        Assert.Equal(made[0], Assert.Single(rest.CursorPage(Shapes.Contact))["id"]!.ToString());
        Assert.Equal(made[0], Assert.Single(page.Page(Shapes.Contact))["id"]!.ToString());
        Assert.Equal(3, page.Json["meta"]!["total_count"]!.GetValue<int>());
    }
}
