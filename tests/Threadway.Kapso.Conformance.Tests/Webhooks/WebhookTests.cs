using System.Text.Json.Nodes;
using Threadway.Kapso.Conformance.Tests.Suite;

namespace Threadway.Kapso.Conformance.Tests.Webhooks;

/// <summary>Webhooks of a project and of a number: created, read, changed, deleted, tested.</summary>
[Contract("7")]
public class WebhookTests(Target target)
{
    private const string Project = "/whatsapp/webhooks";
    private const string Basics = "\"url\":\"https://tenant.example/hook\",\"secret_key\":\"conformance-secret\"";
    private const string ForProject = $$"""{{{Basics}},"events":["whatsapp.phone_number.created","whatsapp.phone_number.deleted"]}""";
    private const string ForNumber = $$"""{{{Basics}},"events":["whatsapp.message.received"]}""";

    private string Number => $"/whatsapp/phone_numbers/{target.Number}/webhooks";

    private (string Path, string Fields) Of(string scope) => scope == "project" ? (Project, ForProject) : (Number, ForNumber);

    private Task<Reply> CreateAsync(string path, string fields) => target.Platform.PostAsync(path, $$"""{"whatsapp_webhook":{{fields}} }""");

    /// <summary>The fields with others put in or over them; null takes one out.</summary>
    private static string Merge(string fields, string others)
    {
        var merged = JsonNode.Parse(fields)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(others)!.AsObject())
        {
            merged.Remove(name);
            if (value is not null)
                merged[name] = value.DeepClone();
        }

        return merged.ToJsonString();
    }

    [Theory]
    [InlineData("project")]
    [InlineData("number")]
    public async Task A_webhook_is_created_read_listed_paused_and_deleted(string scope)
    {
        var (path, fields) = Of(scope);

        var created = (await CreateAsync(path, fields)).Data(Shapes.Webhook, 201);
        var one = $"{path}/{created["id"]}";
        var read = (await target.Platform.GetAsync(one)).Data(Shapes.Webhook);
        var paused = (await target.Platform.PatchAsync(one, """{"whatsapp_webhook":{"active":false,"secret_key":"another"}}""")).Data(Shapes.Webhook);
        var inAll = (await target.Platform.GetAsync($"{Project}/{created["id"]}")).Data(Shapes.Webhook);
        (await target.Platform.DeleteAsync(one)).IsEmpty();
        (await target.Platform.GetAsync(one)).IsE1(404);

        Assert.Equal(created.ToJsonString(), read.ToJsonString());
        Assert.Equal((true, false), (created["active"]!.GetValue<bool>(), paused["active"]!.GetValue<bool>()));
        Assert.Equal(scope == "project" ? null : target.Number, inAll["phone_number_id"]?.ToString());
        Assert.Equal((paused.ToJsonString(), "another"), (inAll.ToJsonString(), paused["secret_key"]!.ToString()));
        Assert.Equal(("kapso", "v2"), (created["kind"]?.ToString() ?? "kapso", created["payload_version"]?.ToString() ?? "v2"));
        Assert.Equal(
            ("https://tenant.example/hook", "conformance-secret", JsonNode.Parse(fields)!["events"]!.ToJsonString()),
            (created["url"]!.ToString(), created["secret_key"]!.ToString(), created["events"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_webhook_of_a_number_can_be_created_in_the_list_of_all()
    {
        var created = (await CreateAsync(Project, Merge(ForNumber, $$"""{"phone_number_id":"{{target.Number}}"}"""))).Data(Shapes.Webhook, 201);

        var ofNumber = await target.Platform.GetAsync($"{Number}/{created["id"]}");
        await target.Platform.DeleteAsync($"{Project}/{created["id"]}");
        Assert.Equal(target.Number, created["phone_number_id"]!.ToString());
        Assert.Equal(created.ToJsonString(), ofNumber.Data(Shapes.Webhook).ToJsonString());
    }

    [Fact]
    public async Task The_lists_are_filtered_by_kind_and_a_numbers_by_more_newest_first()
    {
        var mark = $"https://tenant.example/{Guid.CreateVersion7():N}";
        var older = (await CreateAsync(Number, Merge(ForNumber, $$"""{"url":"{{mark}}","active":false}"""))).Data(Shapes.Webhook, 201);
        var created = (await CreateAsync(Number, Merge(ForNumber, $$"""{"url":"{{mark}}"}"""))).Data(Shapes.Webhook, 201);

        string[] finding =
        [
            $"{Number}?url_contains={mark[^12..]}&active=true",
            $"{Number}?url_contains={mark[^12..]}&active=true&kind=kapso&created_after=2020-01-01T00:00:00Z",
        ];
        string[] missing =
        [
            $"{Number}?url_contains={mark}-not", $"{Number}?url_contains={mark[^12..]}&kind=meta",
            $"{Number}?url_contains={mark[^12..]}&created_before=2020-01-01T00:00:00Z",
        ];
        var found = await Task.WhenAll(finding.Select(target.Platform.GetAsync));
        var missed = await Task.WhenAll(missing.Select(target.Platform.GetAsync));
        var both = (await target.Platform.GetAsync($"{Number}?url_contains={mark[^12..]}")).Page(Shapes.Webhook);
        var ofKind = (await target.Platform.GetAsync($"{Project}?kind=meta")).Page(Shapes.Webhook);
        await target.Platform.DeleteAsync($"{Number}/{created["id"]}");
        await target.Platform.DeleteAsync($"{Number}/{older["id"]}");

        Assert.All(found, page => Assert.Equal(created["id"]!.ToString(), Assert.Single(page.Page(Shapes.Webhook))["id"]!.ToString()));
        Assert.Equal([created["id"]!.ToString(), older["id"]!.ToString()], both.Select(webhook => webhook["id"]!.ToString()));
        Assert.All(missed, page => Assert.Empty(page.Page(Shapes.Webhook)));
        Assert.DoesNotContain(created["id"]!.ToString(), ofKind.Select(webhook => webhook["id"]!.ToString()));
    }

    [Theory]
    [InlineData("number", """{"headers":{"X-Tenant":"7"}}""")]
    [InlineData("number", """{"active":false}""")]
    [InlineData("number", """{"payload_version":"v1"}""")]
    [InlineData("number", """{"payload_version":"v2"}""")]
    [InlineData("number", """{"buffer_enabled":true,"buffer_window_seconds":1,"max_buffer_size":1,"buffer_events":["whatsapp.message.received"]}""")]
    [InlineData("number", """{"buffer_enabled":true,"buffer_window_seconds":60,"max_buffer_size":100,"buffer_events":["whatsapp.message.received"]}""")]
    [InlineData("number", """{"events":["whatsapp.conversation.inactive"],"inactivity_minutes":1}""")]
    [InlineData("number", """{"events":["whatsapp.conversation.inactive"],"inactivity_minutes":1440}""")]
    [InlineData("project", """{"payload_version":"v1","events":["whatsapp.config.created"]}""")]
    public async Task Every_field_is_kept_as_it_was_sent(string scope, string others)
    {
        var (path, fields) = Of(scope);

        var created = (await CreateAsync(path, Merge(fields, others))).Data(Shapes.Webhook, 201);

        await target.Platform.DeleteAsync($"{path}/{created["id"]}");
        foreach (var (name, value) in JsonNode.Parse(others)!.AsObject())
            Assert.True(JsonNode.DeepEquals(value, created[name]), $"{name} is {created[name]?.ToJsonString()}");
    }

    [Fact]
    public async Task Buffering_and_inactivity_have_defaults()
    {
        var created = (await CreateAsync(Number, Merge(ForNumber, """{"buffer_enabled":true,"buffer_events":["whatsapp.message.received"]}""")))
            .Data(Shapes.Webhook, 201);
        var inactivity = (await CreateAsync(Number, Merge(ForNumber, """{"events":["whatsapp.conversation.inactive"]}"""))).Data(Shapes.Webhook, 201);

        await target.Platform.DeleteAsync($"{Number}/{created["id"]}");
        await target.Platform.DeleteAsync($"{Number}/{inactivity["id"]}");
        Assert.Equal((5, 50), (created["buffer_window_seconds"]!.GetValue<int>(), created["max_buffer_size"]!.GetValue<int>()));
        Assert.Equal(60, inactivity["inactivity_minutes"]!.GetValue<int>());
    }

    [Theory]
    [MemberData(nameof(EventNames.OfProjects), MemberType = typeof(EventNames))]
    [Contract("9.1")]
    public async Task A_project_may_hear_of(string eventName) => await HearsAsync(Project, ForProject, eventName);

    [Theory]
    [MemberData(nameof(EventNames.OfNumbers), MemberType = typeof(EventNames))]
    [Contract("9.1")]
    public async Task A_number_may_hear_of(string eventName) => await HearsAsync(Number, ForNumber, eventName);

    [Theory]
    [InlineData("project", """{"url":null}""")]
    [InlineData("project", """{"url":"http://tenant.example/hook"}""")]
    [InlineData("project", """{"url":"no url"}""")]
    [InlineData("project", """{"secret_key":""}""")]
    [InlineData("project", """{"events":null}""")]
    [InlineData("project", """{"events":[]}""")]
    [InlineData("project", """{"events":["whatsapp.no.such.event"]}""")]
    [InlineData("project", """{"payload_version":"v1","events":["whatsapp.phone_number.disconnected"]}""")]
    [InlineData("project", """{"events":["whatsapp.message.received"]}""")]
    [InlineData("project", """{"kind":"meta"}""")]
    [InlineData("project", """{"kind":"somebody's"}""")]
    [InlineData("number", """{"secret_key":null}""")]
    [InlineData("number", """{"secret_key":""}""")]
    [InlineData("number", """{"events":[]}""")]
    [InlineData("number", """{"events":["whatsapp.phone_number.created"]}""")]
    [InlineData("number", """{"payload_version":"v3"}""")]
    [InlineData("number", """{"buffer_enabled":true,"buffer_window_seconds":0}""")]
    [InlineData("number", """{"buffer_enabled":true,"buffer_window_seconds":61}""")]
    [InlineData("number", """{"buffer_enabled":true,"max_buffer_size":0}""")]
    [InlineData("number", """{"buffer_enabled":true,"max_buffer_size":101}""")]
    [InlineData("number", """{"events":["whatsapp.conversation.inactive"],"inactivity_minutes":0}""")]
    [InlineData("number", """{"events":["whatsapp.conversation.inactive"],"inactivity_minutes":1441}""")]
    public async Task A_wrong_webhook_is_422_and_not_saved(string scope, string others)
    {
        var (path, fields) = Of(scope);
        var mark = $"https://tenant.example/{Guid.CreateVersion7():N}";

        var answer = await CreateAsync(path, Merge(Merge(fields, $$"""{"url":"{{mark}}"}"""), others));

        answer.IsE1(422);
        if (scope == "number")
            Assert.Empty((await target.Platform.GetAsync($"{Number}?url_contains={mark}")).Page(Shapes.Webhook));
    }

    [Fact]
    public async Task A_wrong_change_saves_nothing()
    {
        var created = (await CreateAsync(Number, ForNumber)).Data(Shapes.Webhook, 201);
        var one = $"{Number}/{created["id"]}";

        var answer = await target.Platform.PatchAsync(
            one, """{"whatsapp_webhook":{"active":false,"events":["whatsapp.message.received","whatsapp.no.such.event"]}}""");

        var read = (await target.Platform.GetAsync(one)).Data(Shapes.Webhook);
        await target.Platform.DeleteAsync(one);
        answer.IsE1(422);
        Assert.True(read["active"]!.GetValue<bool>());
        Assert.Equal("""["whatsapp.message.received"]""", read["events"]!.ToJsonString());
    }

    [Fact]
    public async Task A_webhook_of_kind_meta_has_no_events_and_a_number_has_one_of_them()
    {
        var (_, number) = await target.ConnectAsync();
        var path = $"/whatsapp/phone_numbers/{number}/webhooks";

        var created = (await CreateAsync(path, Merge(ForNumber, """{"kind":"meta"}"""))).Data(Shapes.Webhook, 201);
        var second = await CreateAsync(path, $$"""{{{Basics}},"kind":"meta"}""");
        var otherKind = await target.Platform.PatchAsync($"{path}/{created["id"]}", """{"whatsapp_webhook":{"kind":"kapso"}}""");

        var listed = (await target.Platform.GetAsync($"{path}?kind=meta")).Page(Shapes.Webhook);
        Assert.Equal(created["id"]!.ToString(), Assert.Single(listed)["id"]!.ToString());
        Assert.Equal(("meta", "[]"), (created["kind"]!.ToString(), created["events"]!.ToJsonString()));
        second.IsE1(422);
        otherKind.IsE1(422);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"event_type":"whatsapp.phone_number.deleted"}""")]
    public async Task A_test_is_queued(string body)
    {
        var created = (await CreateAsync(Project, ForProject)).Data(Shapes.Webhook, 201);

        var answer = await target.Platform.PostAsync($"{Project}/{created["id"]}/test", body);

        await target.Platform.DeleteAsync($"{Project}/{created["id"]}");
        Assert.True(answer.Data(Shapes.Success)["success"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_test_of_an_event_that_the_webhook_does_not_hear_is_422()
    {
        var created = (await CreateAsync(Project, ForProject)).Data(Shapes.Webhook, 201);

        var answer = await target.Platform.PostAsync($"{Project}/{created["id"]}/test", """{"event_type":"whatsapp.account.restricted"}""");

        await target.Platform.DeleteAsync($"{Project}/{created["id"]}");
        answer.IsE1(422);
    }

    private async Task HearsAsync(string path, string fields, string eventName)
    {
        var created = (await CreateAsync(path, Merge(fields, $$"""{"events":["{{eventName}}"]}"""))).Data(Shapes.Webhook, 201);

        await target.Platform.DeleteAsync($"{path}/{created["id"]}");
        Assert.Equal($"""["{eventName}"]""", created["events"]!.ToJsonString());
    }
}
