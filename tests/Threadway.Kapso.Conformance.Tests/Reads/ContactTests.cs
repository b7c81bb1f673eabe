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
        string?[] identifiers = [created["id"]!.ToString(), person, created["business_scoped_user_id"]?.ToString()];
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
        var created = await CreateAsync(target.NewPerson());
        var path = $"{Contacts}/{created["id"]}";

        var changed = (await target.Platform.PatchAsync(path, """{"contact":{"display_name":"Ana from the bakery","metadata":{"tier":"silver"}}}""")).Data(Shapes.Contact);
        var wrong = await target.Platform.PatchAsync(path, """{"contact":{"customer_id":"00000000-0000-7000-8000-00000000dead"}}""");

        await target.Platform.DeleteAsync(path);
        Assert.Equal(("Ana from the bakery", "Ana"), (changed["display_name"]!.ToString(), changed["profile_name"]!.ToString()));
        Assert.Equal("""{"tier":"silver"}""", changed["metadata"]!.ToJsonString());
        wrong.IsE1(422);
    }

    [Fact]
    public async Task An_erased_contact_is_gone_with_its_messages()
    {
        _ = target.Control;
        var chat = await target.ChatAsync();
        var id = await chat.SentTextIdAsync();

        (await target.Platform.DeleteAsync($"{Contacts}/{chat.Person}")).IsEmpty();

        // The erasure is queued.
        await Eventually.HoldsAsync(() => target.Platform.GetAsync($"{Contacts}/{chat.Person}"), answer => answer.Status == 404);
        await Eventually.HoldsAsync(() => target.Platform.GetAsync($"/whatsapp/messages/{id}"), answer => answer.Status == 404);
    }

    [Fact]
    public async Task The_list_is_filtered()
    {
        var (person, external, name) = (target.NewPerson(), $"ext-{Guid.CreateVersion7():N}", $"Name {Guid.CreateVersion7():N}");
        var customer = await target.CustomerAsync(externalId: external);
        target.NeedsChanges();
        var created = (await target.Platform.PostAsync(
            Contacts, $$"""{"contact":{"wa_id":"{{person}}","profile_name":"{{name}}","customer_id":"{{customer}}"} }""")).Data(Shapes.Contact, 201);

        string[] finding =
        [
            $"customer_id={customer}", $"customer_external_id={external}", $"customer_id={customer}&has_customer=true",
            $"profile_name_contains={Uri.EscapeDataString(name[3..])}", $"wa_id_contains={person[2..]}",
            $"wa_id_contains={person}&created_after=2020-01-01T00:00:00Z",
        ];
        string[] missing = [$"customer_id={customer}&has_customer=false", $"wa_id_contains={person}&created_before=2020-01-01T00:00:00Z", $"customer_id={Guid.Empty}"];
        var found = await Task.WhenAll(finding.Select(query => target.Platform.GetAsync($"{Contacts}?{query}")));
        var missed = await Task.WhenAll(missing.Select(query => target.Platform.GetAsync($"{Contacts}?{query}")));
        await target.Platform.DeleteAsync($"{Contacts}/{created["id"]}");

        Assert.All(found, page => Assert.Equal(created["id"]!.ToString(), Assert.Single(page.CursorPage(Shapes.Contact))["id"]!.ToString()));
        Assert.All(missed, page => Assert.Empty(page.CursorPage(Shapes.Contact)));
    }

    [Fact, Contract("2.2")]
    public async Task The_old_page_style_is_still_there()
    {
        var answer = await target.Platform.GetAsync($"{Contacts}?page=1&per_page=1");

        Assert.InRange(answer.Page(Shapes.Contact).Count, 0, 1);
    }
}
